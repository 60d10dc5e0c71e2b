import type { CaRowView, HomeView } from "../../bindings";

/** How a secret would come through the loss of this machine; `fixed` can never be copied. */
export type Standing = "proven" | "old" | "missing" | "fixed";

/** A secret of the vault as Home lists it. */
export interface Secret {
  id: string;
  of: "key" | "ca";
  /** Generation of a key. */
  generation: number;
  retired: boolean;
  /** Name of a CA. */
  name: string;
  copies: number;
  lastProven: string | null;
  standing: Standing;
}

/**
 * Every secret, the keys first. How a CA stands is what the program's own checks say of it, so that the table and the
 * attention list cannot differ. A retired CA without a copy is left out, as the checks leave it out.
 */
export function secretsOf(home: HomeView, cas: readonly CaRowView[]): Secret[] {
  const keys = home.recoverability.map(({ key, generation, retired, copies, lastProven, severity }): Secret =>
    ({ id: key, of: "key", generation, retired, name: "", copies, lastProven, standing: ({ bad: "missing", warning: "old", note: "proven" } as const)[severity] }));
  const authorities = cas.filter((ca) => ca.state !== "retired" || ca.backup.proven).map((ca): Secret =>
    ({ id: ca.id, of: "ca", generation: 1, retired: ca.state === "retired", name: ca.name, copies: ca.backup.copies, lastProven: ca.backup.lastProven, standing: standingOf(ca, home) }));
  return [...keys, ...authorities];
}

function standingOf(ca: CaRowView, home: HomeView): Standing {
  const says = (kind: string) => home.attention.some((one) => one.ca === ca.id && one.kind === kind);
  if (says("ca-never-backed-up")) return "missing";
  if (says("ca-proof-old")) return "old";
  // Never proven, and no check asks for it: its key must not leave the vault.
  return ca.backup.proven ? "proven" : "fixed";
}

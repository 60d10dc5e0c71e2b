import type { AttentionKind } from "../bindings";
import type { Console } from "../lib/console/console.svelte";

type Cure = "generate" | "export" | "drill" | "show" | "import" | "authority";

/** Each check has one action; a new check does not compile before it has one. */
const cures: Record<AttentionKind, Cure> = {
  "no-organization-key": "generate", "never-backed-up": "export", "proof-old": "drill", "copy-stale": "export", "single-copy": "export",
  "key-ending": "show", "key-expired": "show", "key-revoked": "show", "legacy-key": "import",
  "ca-never-backed-up": "authority", "ca-proof-old": "authority", "ca-copy-stale": "authority", "ca-ending": "authority", "ca-expired": "authority",
  "ca-awaiting-certificate": "authority", "ca-revocations-unknown": "authority", "adk-ending": "show", "adk-expired": "show", "org-cert-ending": "show", "org-cert-expired": "show", "org-cert-email-of-user": "show", "org-cert-never-backed-up": "show", "revocations-unpublished": "authority", "crl-ending": "authority", "crl-expired": "authority",
};

/** What a check has found, as far as its action needs it. */
interface Finding { kind: AttentionKind; key: string | null; ca: string | null }

/** What only leads somewhere can be done in a vault that is open for reading. */
export const onlyLeads = (kind: AttentionKind): boolean => ["drill", "show", "authority"].includes(cures[kind]);

/** The one action of a check. */
export function cure(desk: Console, { kind, key, ca }: Finding): void {
  const act = cures[kind];
  if (act === "generate") desk.start({ verb: "generate" });
  else if (act === "import") desk.start({ verb: "import" });
  else if (act === "export" && key) desk.start({ verb: "export", key });
  // The answer at the head of the register names the copy that is to be drilled.
  else if (act === "drill") desk.go("register");
  // A list without a CA is the Organization Certificate's.
  else desk.go(act === "authority" && ca ? "organizational-ca" : "organization-keys");
}

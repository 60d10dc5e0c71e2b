import type { CaRowView } from "../../bindings";

let id = $state<string>();

/** Which CA the three pages show; the same on each. One that is gone gives way to the first. */
export const chosen = {
  use(ca: string): void {
    id = ca;
  },
  of(rows: readonly CaRowView[] | undefined): CaRowView | undefined {
    return rows?.find((row) => row.id === id) ?? rows?.find((row) => row.state !== "retired") ?? rows?.[0];
  },
};

import type { IssuedRowView } from "../../../bindings";
import { relative } from "../../../lib/format/format";
import { text } from "../../../lib/text/text.svelte";

/** `Valid`, `Ends in 12 days`, `Revoked, key compromise`. */
export function wordsOfIssued(row: IssuedRowView, now: string): string {
  const { issued, revoking } = text.t.certificates;
  if (row.state === "valid") return row.ending ? issued.endsSoon(relative(row.notAfter, now, text.language)) : issued.states.valid;
  if (row.state !== "revoked" || !row.reason || row.reason === "unspecified") return issued.states[row.state];
  return issued.revokedFor(revoking.reasonsInside[row.reason]);
}

import type { IssuedRowView } from "../../../bindings";
import { relative } from "../../../lib/format/format";
import { text } from "../../../lib/text/text.svelte";

/**
 * Only its serial number is known, from a list that was made elsewhere: the vault writes such a row without template and
 * subject, and with the end that means none (RFC 5280 §4.1.2.5). A certificate that fits no template has both.
 */
export function serialOnly(row: Pick<IssuedRowView, "template" | "subject" | "notAfter">): boolean {
  return row.template === null && row.subject === "" && row.notAfter.startsWith("9999-12-31");
}

/** What it is for, as far as that is known. */
export function kindOfIssued(row: IssuedRowView): string {
  const words = text.t.certificates.issued;
  if (row.template) return words.templates[row.template];
  return serialOnly(row) ? words.imported : words.noTemplate;
}

/** `Valid`, `Ends in 12 days`, `Revoked, key compromise`. */
export function wordsOfIssued(row: IssuedRowView, now: string): string {
  const { issued, revoking } = text.t.certificates;
  if (row.state === "valid") return row.ending ? issued.endsSoon(relative(row.notAfter, now, text.language)) : issued.states.valid;
  if (row.state !== "revoked" || !row.reason || row.reason === "unspecified") return issued.states[row.state];
  return issued.revokedFor(revoking.reasonsInside[row.reason]);
}

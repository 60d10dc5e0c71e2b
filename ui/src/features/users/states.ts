import type { UserRowView, UserState } from "../../bindings";
import { date } from "../../lib/format/format";
import { text } from "../../lib/text/text.svelte";

/** How loud the state of a user is: who waits for contact has lost nothing. */
export const toneOfUser: Record<UserState, "good" | "warn" | "off"> = { verified: "good", unverified: "warn", "waiting-for-contact": "off", deleted: "off" };

/** A date at the end of a line stays in one piece. */
const unbroken = (words: string) => words.replaceAll(" ", "\u00a0");

/** What the state means, and what comes next. */
export function aboutUser(row: UserRowView): string {
  const words = text.t.users.about;
  if (row.state === "verified" && row.certifiedUntil) return words.verified(unbroken(date(row.certifiedUntil, text.language)));
  if (row.state === "deleted") return words.deleted;
  if (row.revoked) return words.revoked;
  return row.state === "waiting-for-contact" ? words.waiting : words.unverified;
}

import type { KeyRowView, KeyState } from "../../bindings";

/** Rows beside the Organization Key: its certificate, the Additional Decryption Key, and one that this version cannot fill. */
export const slots = ["certificate", "adk", "directory"] as const;
export type Slot = (typeof slots)[number];

/** What is chosen in the page: a key by its id, or one of the empty rows. */
export type Choice = string;

export function isSlot(choice: Choice): choice is Slot {
  return (slots as readonly string[]).includes(choice);
}

/** How loud the state of a key is. */
export const toneOfState: Record<KeyState, "good" | "warn" | "bad" | "off"> = {
  active: "good", ending: "warn", expired: "bad", revoked: "bad", retired: "off",
};

/** `Ed25519 · X25519, v4`. */
export function algorithmOf(row: KeyRowView): string {
  return `${row.algorithm}, v${row.version}`;
}

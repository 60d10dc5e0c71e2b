import { count } from "../format/format";
import { text } from "./text.svelte";

/** `Argon2id, 64 MiB, 3 passes; AES-256 OCB` as this language writes it: names of algorithms stay, numbers and words follow. */
export function derivation(told: string): string {
  const words = text.t.common.derivation;
  const known = new RegExp(`\\b(${Object.keys(words).join("|")})\\b`, "g");
  return told.replace(/\d{1,3}(,\d{3})+/g, (number) => count(Number(number.replaceAll(",", "")), text.language)).replace(known, (word) => words[word as keyof typeof words]);
}

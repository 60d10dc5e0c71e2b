/** A head as a receipt shows it: a number and at least 16 digits of the hash. Nothing typed is none. */
export function noted(typed: string): string | undefined | "bad" {
  const head = typed.trim();
  if (head === "") return undefined;
  return /^\d{1,18}[\s:·]+[0-9a-f]{16,64}$/i.test(head) ? head : "bad";
}

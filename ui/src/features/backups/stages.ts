import type { BackupView, Stage } from "../../bindings";

/** Which stages a drill will have: a public key is compared only, a CA decrypts nothing. */
export function stagesOf({ kind }: BackupView): Stage[] {
  if (kind === "public") return ["reading-back", "comparing", "registering"];
  const proof: Stage[] = kind === "keypair" ? ["opening", "comparing", "decrypting", "verifying"] : ["opening", "comparing", "verifying"];
  return ["reading-back", ...proof, "registering"];
}

/** The file has shown that it restores nothing: the register notes it. Anything else says nothing about the copy. */
export const countsAgainst = (code: string | undefined): boolean => code === "copy-changed" || code === "not-proven";

import type { BackupView, Stage } from "../../bindings";

/** Which stages a drill will have: a public key is compared only, a CA decrypts nothing, and a server
 * backup is opened with the vault's own key. */
export function stagesOf({ kind }: BackupView): Stage[] {
  if (kind === "public") return ["reading-back", "comparing", "registering"];
  if (kind === "server-backup") return ["reading-back", "decrypting", "verifying", "registering"];
  const proof: Stage[] = kind === "keypair" ? ["opening", "comparing", "decrypting", "verifying"] : ["opening", "comparing", "verifying"];
  return ["reading-back", ...proof, "registering"];
}

/** The file has shown that it restores nothing: the register notes it. Anything else says nothing about the copy. */
export const countsAgainst = (code: string | undefined): boolean => code === "copy-changed" || code === "not-proven";

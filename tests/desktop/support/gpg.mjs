// GnuPG with a home of its own: the second opinion on every file that is to be read elsewhere.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Gpg {
  constructor() {
    // Short, because its agent's socket lies in it and such names end at 108 bytes.
    this.home = mkdtempSync(join(tmpdir(), "g"));
  }

  /** Runs gpg; a passphrase goes through standard input, never through the list of arguments. */
  run(words, { passphrase, input } = {}) {
    const pin = passphrase === undefined ? [] : ["--pinentry-mode", "loopback", "--passphrase-fd", "0"];
    return execFileSync("gpg", ["--homedir", this.home, "--batch", "--no-tty", "--quiet", "--status-fd", "2", ...pin, ...words], {
      input: passphrase === undefined ? input : `${passphrase}\n`,
      stdio: ["pipe", "pipe", "pipe"],
    });
  }

  import(file, passphrase) {
    this.run(["--import", file], { passphrase });
  }

  fingerprints({ secret = false } = {}) {
    const list = this.run(["--with-colons", secret ? "--list-secret-keys" : "--list-keys"]).toString();
    return list.split("\n").filter((line) => line.startsWith("fpr:")).map((line) => line.split(":")[9]);
  }

  /** Fingerprints of those whose signatures on that user's key are good; gpg checks each one. */
  goodSigners(user) {
    const list = this.run(["--with-colons", "--check-signatures", user]).toString();
    return list.split("\n").map((line) => line.split(":")).filter(([kind, verdict]) => kind === "sig" && verdict === "!").map((fields) => fields[12]);
  }

  encryptTo(fingerprint, input) {
    return this.run(["--trust-model", "always", "--recipient", fingerprint, "--encrypt"], { input });
  }

  decrypt(file, passphrase) {
    return this.run(["--decrypt", file], { passphrase });
  }

  /** Ends the agent of this home, which keeps passphrases for minutes. */
  remove() {
    try {
      execFileSync("gpgconf", ["--homedir", this.home, "--kill", "all"], { stdio: "ignore" });
    } finally {
      rmSync(this.home, { recursive: true, force: true });
    }
  }
}

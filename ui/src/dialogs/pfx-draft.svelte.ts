import type { CaPreset } from "../bindings";
import { Target } from "../components/target.svelte";

/** What every export as PKCS#12 asks for: protection, password and place; a pure value until Finish. */
export abstract class PfxDraft {
  preset = $state<CaPreset>("modern");
  passphrase = $state("");
  passphraseReady = $state(false);
  own = $state("");
  readonly target = new Target();

  /** Whether a private key leaves; without one neither password is asked for. */
  abstract readonly secret: boolean;

  /** Place and passwords are as they must be before the program is asked for a plan. */
  get filled(): boolean {
    return this.target.ready && (!this.secret || (this.passphraseReady && this.own !== ""));
  }

  /** A plan is told the file's password, since who opens the file depends on it, but never the administrator's own. */
  protected file(withOwn: boolean) {
    return {
      preset: this.preset, passphrase: this.secret ? this.passphrase : null, administratorPassphrase: this.secret && withOwn ? this.own : null,
      target: this.target.file?.grant ?? "", overwrite: this.target.overwrite,
    };
  }

  /** Nothing typed in secret stays longer than its step needs it. */
  forget(): void {
    this.passphrase = this.own = "";
    this.passphraseReady = false;
  }
}

import type { CaPreset, ExportUserBundleRequest } from "../../../bindings";
import { Target } from "../../../components/target.svelte";

/** What the bundle of a user asks for; a pure value until Finish. */
export class BundleDraft {
  preset = $state<CaPreset>("modern");
  passphrase = $state("");
  passphraseReady = $state(false);
  own = $state("");
  readonly target = new Target();
  readonly email: string;

  constructor(email: string) {
    this.email = email;
  }

  /** A plan is told the file's password, since who opens the file depends on it, but never the administrator's own. */
  request(withOwn: boolean): ExportUserBundleRequest {
    return { email: this.email, preset: this.preset, passphrase: this.passphrase, administratorPassphrase: withOwn ? this.own : null, target: this.target.file?.grant ?? "", overwrite: this.target.overwrite };
  }

  /** Nothing typed in secret stays longer than its step needs it. */
  forget(): void {
    this.passphrase = this.own = "";
    this.passphraseReady = false;
  }
}

import type { ExportKeyRequest, ExportPart, ExportPreset } from "../../bindings";
import { Target } from "../../components/target.svelte";

/** What the wizard asks for, step by step; a pure value until the last verb. */
export class ExportDraft {
  part = $state<ExportPart>("keypair");
  preset = $state<ExportPreset>("modern");
  passphrase = $state("");
  passphraseReady = $state(false);
  own = $state("");
  readonly target = new Target();
  readonly key: string;

  constructor(key: string) {
    this.key = key;
  }

  /** The request; a plan is made without passphrases. */
  request(withPassphrases: boolean): ExportKeyRequest {
    const secret = this.part === "keypair" && withPassphrases;
    return {
      key: this.key, part: this.part, preset: this.preset,
      passphrase: secret ? this.passphrase : null,
      administratorPassphrase: secret ? this.own : null,
      target: this.target.file?.grant ?? "", overwrite: this.target.overwrite,
    };
  }

  /** Nothing typed in secret stays longer than its step needs it. */
  forget(): void {
    this.passphrase = "";
    this.passphraseReady = false;
    this.own = "";
  }

  /** Another part has another file name: what was aimed at before no longer fits. */
  choose(part: ExportPart): void {
    if (part !== this.part) this.target.aim(undefined);
    this.part = part;
  }
}

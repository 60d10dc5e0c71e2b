import type { CaPreset, CertificateFormat, ExportOrgCertRequest } from "../../../../bindings";
import { Target } from "../../../../components/target.svelte";

/** What the export of an Organization Certificate asks for; a pure value until Finish. */
export class OrgCertExportDraft {
  what = $state<"keypair" | "certificate">("keypair");
  format = $state<CertificateFormat>("pem");
  preset = $state<CaPreset>("modern");
  passphrase = $state("");
  passphraseReady = $state(false);
  own = $state("");
  readonly target = new Target();
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  get secret(): boolean {
    return this.what === "keypair";
  }

  /** The request; a plan is told the file's password, since who opens the file depends on it, but never the administrator's own. */
  request(withOwn: boolean): ExportOrgCertRequest {
    return {
      id: this.id, keypair: this.secret, format: this.format, preset: this.preset,
      passphrase: this.secret ? this.passphrase : null, administratorPassphrase: this.secret && withOwn ? this.own : null, target: this.target.file?.grant ?? "", overwrite: this.target.overwrite,
    };
  }

  /** Nothing typed in secret stays longer than its step needs it. */
  forget(): void {
    this.passphrase = this.own = "";
    this.passphraseReady = false;
  }

  /** Another answer has another file name: what was aimed at before no longer fits. */
  change(what: Partial<Pick<OrgCertExportDraft, "what" | "format">>): void {
    Object.assign(this, what);
    this.target.aim(undefined);
  }
}

import type { CaCertificate, CaPreset, CertificateFormat, ExportCaRequest } from "../../../bindings";
import { Target } from "../../../components/target.svelte";

/** Letters and digits, six or more: what Certificate Server takes. The program has the last word. */
export const vendorCompatible = /^[A-Za-z0-9]{6,}$/;

/** What the export of a CA asks for, step by step; a pure value until Finish. */
export class CaExportDraft {
  privateKey = $state<"yes" | "no">("yes");
  certificate = $state<CaCertificate>("self-signed");
  format = $state<CertificateFormat>("der");
  preset = $state<CaPreset>("modern");
  vendor = $state(false);
  passphrase = $state("");
  passphraseReady = $state(false);
  own = $state("");
  readonly target = new Target();
  readonly ca: string;

  constructor(ca: string, certificate: CaCertificate = "self-signed") {
    this.ca = ca;
    this.certificate = certificate;
  }

  get secret(): boolean {
    return this.privateKey === "yes";
  }

  /** The request; who opens the file depends on its password, so that a plan is told it, but never the administrator's own. */
  request(withOwn: boolean): ExportCaRequest {
    return {
      ca: this.ca, privateKey: this.secret, certificate: this.certificate, serial: null, format: this.format, preset: this.preset, vendorCompatiblePassword: this.secret && this.vendor,
      passphrase: this.secret ? this.passphrase : null, administratorPassphrase: this.secret && withOwn ? this.own : null, target: this.target.file?.grant ?? "", overwrite: this.target.overwrite,
    };
  }

  /** Nothing typed in secret stays longer than its step needs it. */
  forget(): void {
    this.passphrase = this.own = "";
    this.passphraseReady = false;
  }

  /** Another answer has another file name: what was aimed at before no longer fits. */
  change(what: Partial<Pick<CaExportDraft, "privateKey" | "certificate" | "format">>): void {
    Object.assign(this, what);
    this.target.aim(undefined);
  }
}

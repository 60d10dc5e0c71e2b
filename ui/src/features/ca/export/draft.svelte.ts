import type { CaCertificate, CertificateFormat, ExportCaRequest } from "../../../bindings";
import { PfxDraft } from "../../../dialogs/pfx-draft.svelte";

/** Letters and digits, six or more: what Certificate Server takes. The program has the last word. */
export const vendorCompatible = /^[A-Za-z0-9]{6,}$/;

/** What the export of a CA asks for, step by step; a pure value until Finish. */
export class CaExportDraft extends PfxDraft {
  privateKey = $state<"yes" | "no">("yes");
  certificate = $state<CaCertificate>("self-signed");
  format = $state<CertificateFormat>("der");
  vendor = $state(false);
  readonly ca: string;

  constructor(ca: string, certificate: CaCertificate = "self-signed") {
    super();
    this.ca = ca;
    this.certificate = certificate;
  }

  get secret(): boolean {
    return this.privateKey === "yes";
  }

  request(withOwn: boolean): ExportCaRequest {
    return { ca: this.ca, privateKey: this.secret, certificate: this.certificate, serial: null, format: this.format, vendorCompatiblePassword: this.secret && this.vendor, ...this.file(withOwn) };
  }

  /** Another answer has another file name: what was aimed at before no longer fits. */
  change(what: Partial<Pick<CaExportDraft, "privateKey" | "certificate" | "format">>): void {
    Object.assign(this, what);
    this.target.aim(undefined);
  }
}

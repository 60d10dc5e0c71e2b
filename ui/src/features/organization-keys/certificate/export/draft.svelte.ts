import type { CertificateFormat, ExportOrgCertRequest } from "../../../../bindings";
import { PfxDraft } from "../../../../dialogs/pfx-draft.svelte";

/** What the export of an Organization Certificate asks for; a pure value until Finish. */
export class OrgCertExportDraft extends PfxDraft {
  what = $state<"keypair" | "certificate">("keypair");
  format = $state<CertificateFormat>("pem");
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }

  get secret(): boolean {
    return this.what === "keypair";
  }

  request(withOwn: boolean): ExportOrgCertRequest {
    return { id: this.id, keypair: this.secret, format: this.format, ...this.file(withOwn) };
  }

  /** Another answer has another file name: what was aimed at before no longer fits. */
  change(what: Partial<Pick<OrgCertExportDraft, "what" | "format">>): void {
    Object.assign(this, what);
    this.target.aim(undefined);
  }
}

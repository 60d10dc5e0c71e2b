import type { CaImportPlanView, GrantView, ImportCaRequest } from "../../../bindings";

/** What the import of a CA asks for; a pure value until the last verb. */
export class CaImportDraft {
  files = $state.raw<readonly GrantView[]>([]);
  /** What the files are from the outside, before any password. */
  outside = $state.raw<CaImportPlanView>();
  passphrase = $state("");
  emptyPassword = $state(false);
  name = $state("");
  bornWith = $state("");
  exportable = $state(true);
  acceptMissingMac = $state(false);

  get needsPassword(): boolean {
    return this.outside?.needsPassphrase ?? false;
  }

  /** A file among them shows nothing that would tell a change. */
  get unsealed(): boolean {
    return this.outside?.files.some((file) => file.pkcs12 !== null && file.pkcs12.mac === null) ?? false;
  }

  /** Consent and password were for the files before. */
  take(files: readonly GrantView[], outside: CaImportPlanView): void {
    this.files = files;
    this.outside = outside;
    this.acceptMissingMac = this.emptyPassword = false;
    this.name = this.bornWith = "";
    this.exportable = true;
    this.forget();
  }

  request(withPassword = true): ImportCaRequest {
    const typed = withPassword && this.needsPassword;
    return {
      files: this.files.map((file) => file.grant), passphrase: typed ? (this.emptyPassword ? "" : this.passphrase) : null, name: this.name.trim() || null,
      bornWith: this.bornWith.trim() || null, exportable: this.exportable, acceptMissingMac: this.acceptMissingMac,
    };
  }

  forget(): void {
    this.passphrase = "";
  }
}

import type { GenerateOrgCertRequest, GrantView, ImportOrgCertRequest, InstallOrgCertRequest, OrgCertImportPlanView, OrgCertSubject } from "../../../../bindings";
import { Target } from "../../../../components/target.svelte";

/** How an Organization Certificate comes about; a request is the first half of an install. */
export type Way = "generate" | "request" | "install" | "import";

const fields = ["email", "organization", "unit", "city", "state", "country"] as const;

/** What the wizard asks for; a pure value until the last verb. */
export class OrgCertDraft {
  way = $state<Way>("generate");
  commonName = $state("");
  email = $state("");
  organization = $state("");
  unit = $state("");
  city = $state("");
  state = $state("");
  country = $state("");
  crlPoints = $state.raw<readonly string[]>([]);
  files = $state.raw<readonly GrantView[]>([]);
  /** What the files of an import are from the outside, before any password. */
  outside = $state.raw<OrgCertImportPlanView>();
  passphrase = $state("");
  emptyPassword = $state(false);
  serial = $state("");
  acceptMissingMac = $state(false);
  readonly target = new Target();

  /** A private key in the files lies under a password. */
  get needsPassword(): boolean {
    return this.outside?.files.some((file) => file.pkcs12 !== null) ?? false;
  }

  /** What an import needs before it can be previewed is there. */
  get opens(): boolean {
    const password = !this.needsPassword || this.emptyPassword || this.passphrase !== "";
    return this.files.length > 0 && password && (!this.unsealed || this.acceptMissingMac);
  }

  /** A file among them shows nothing that would tell a change. */
  get unsealed(): boolean {
    return this.outside?.files.some((file) => file.pkcs12 !== null && file.pkcs12.mac === null) ?? false;
  }

  /** Another way has other files. */
  turn(way: Way): void {
    this.way = way;
    this.take([], undefined);
    this.target.aim(undefined);
  }

  take(files: readonly GrantView[], outside: OrgCertImportPlanView | undefined): void {
    [this.files, this.outside] = [files, outside];
    this.acceptMissingMac = this.emptyPassword = false;
    this.serial = "";
    this.forget();
  }

  get subject(): OrgCertSubject {
    const [email, organization, unit, city, state, country] = fields.map((name) => this[name].trim() || null);
    return { commonName: this.commonName.trim(), email: email ?? null, organization: organization ?? null, unit: unit ?? null, city: city ?? null, state: state ?? null, country: country?.toUpperCase() ?? null };
  }

  generated(): GenerateOrgCertRequest {
    return { subject: this.subject, crlPoints: [...this.crlPoints] };
  }

  installed(): InstallOrgCertRequest {
    return { files: this.files.map((file) => file.grant), crlPoints: [...this.crlPoints] };
  }

  imported(): ImportOrgCertRequest {
    return { ...this.installed(), passphrase: this.needsPassword ? (this.emptyPassword ? "" : this.passphrase) : null, acceptMissingMac: this.acceptMissingMac, serial: this.serial.trim() || null };
  }

  /** Nothing typed in secret stays longer than its step needs it. */
  forget(): void {
    this.passphrase = "";
  }
}

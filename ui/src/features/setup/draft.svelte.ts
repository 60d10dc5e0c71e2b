import type { CreateVaultRequest, GenerateKeyRequest, GrantView, KeyChoiceView, Language } from "../../bindings";

export type Path = "create" | "restore" | "open";
export type Expiry = "1y" | "other" | "on" | "never";

/** What the Setup Assistant asks for; a pure value until its two verbs, Create vault and Generate. */
export class SetupDraft {
  path = $state<Path>("create");
  organization = $state("");
  domains = $state<string[]>([]);
  domain = $state("");
  administrator = $state("");
  passphrase = $state("");
  passphraseReady = $state(false);
  place = $state.raw<GrantView>();
  userId = $state("");
  choice = $state("");
  expiry = $state<Expiry>("1y");
  period = $state("2");
  unit = $state<"d" | "m" | "y">("y");
  date = $state("");

  /** Takes what stands in the domain field; the separators that people type are all understood. */
  addDomain(): void {
    const typed = this.domain.split(/[\s,;]+/).map((one) => one.replace(/^@/, "").trim().toLowerCase()).filter(Boolean);
    this.domains = [...new Set([...this.domains, ...typed])];
    this.domain = "";
  }

  removeDomain(domain: string): void {
    this.domains = this.domains.filter((one) => one !== domain);
  }

  /** The user ID that most people want, unless one was typed. */
  suggestUserId(organization: string, domains: readonly string[]): void {
    if (this.userId === "" && domains[0]) this.userId = `${organization} <keys@${domains[0]}>`;
  }

  get expires(): string {
    if (this.expiry === "other") return `${this.period.trim()}${this.unit}`;
    return this.expiry === "on" ? this.date.trim() : this.expiry;
  }

  get expiryReady(): boolean {
    if (this.expiry === "other") return /^[1-9]\d*$/.test(this.period.trim());
    return this.expiry !== "on" || /^\d{4}-\d{2}-\d{2}$/.test(this.date.trim());
  }

  vaultRequest(language: Language): CreateVaultRequest {
    const { organization, domains, administrator, passphrase, place } = this;
    return { language, organization: organization.trim(), domains, administrator: administrator.trim(), passphrase, place: place?.grant ?? "" };
  }

  keyRequest(choices: readonly KeyChoiceView[]): GenerateKeyRequest | undefined {
    const choice = choices.find((one) => choiceId(one) === this.choice);
    return choice && { userId: this.userId.trim(), algorithm: choice.algorithm, profile: choice.profile, expires: this.expires };
  }

  forget(): void {
    this.passphrase = "";
    this.passphraseReady = false;
  }
}

/** The name of a kind of key in a list. */
export function choiceId(choice: KeyChoiceView): string {
  return `${choice.profile}-${choice.algorithm}`;
}

import type { CreateVaultRequest, GrantView, Language } from "../../bindings";
import { KeySettings } from "../../components/key-settings.svelte";

export type Path = "create" | "restore" | "open";

/** What the Setup Assistant asks for; a pure value until its two verbs, Create vault and Generate. */
export class SetupDraft extends KeySettings {
  path = $state<Path>("create");
  organization = $state("");
  domains = $state<string[]>([]);
  domain = $state("");
  administrator = $state("");
  passphrase = $state("");
  passphraseReady = $state(false);
  place = $state.raw<GrantView>();

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

  vaultRequest(language: Language): CreateVaultRequest {
    const { organization, domains, administrator, passphrase, place } = this;
    return { language, organization: organization.trim(), domains, administrator: administrator.trim(), passphrase, place: place?.grant ?? "" };
  }

  forget(): void {
    this.passphrase = "";
    this.passphraseReady = false;
  }
}

import type { KeyChoiceView, KeyRowView, ReplaceKeyRequest } from "../../../bindings";
import { choiceId, KeySettings } from "../../../components/key-settings.svelte";

/** The key that takes the place of another, why, and the name that is typed last. */
export class ReplaceDraft extends KeySettings {
  reason = $state("");
  confirm = $state("");
  signUsersNow = $state(true);
  readonly #key: KeyRowView;

  constructor(key: KeyRowView) {
    super();
    this.#key = key;
    this.userId = key.name;
    this.expiry = key.expires === null ? "never" : "1y";
  }

  /** The kind that is recommended, until another is chosen. */
  offer(choices: readonly KeyChoiceView[]): void {
    const first = choices.find((one) => one.recommended) ?? choices[0];
    if (this.choice === "" && first) this.choice = choiceId(first);
  }

  get settingsReady(): boolean {
    return this.userId.trim() !== "" && this.choice !== "" && this.expiryReady;
  }

  confirmed(organization: string): boolean {
    return this.reason.trim() !== "" && this.confirm.trim() === organization;
  }

  request(choices: readonly KeyChoiceView[]): ReplaceKeyRequest | undefined {
    const settings = this.keyRequest(choices);
    return settings && { ...settings, key: this.#key.id, reason: this.reason.trim(), confirm: this.confirm.trim(), signUsersNow: this.signUsersNow };
  }
}

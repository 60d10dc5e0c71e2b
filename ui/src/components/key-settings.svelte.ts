import type { GenerateKeyRequest, KeyChoiceView } from "../bindings";

export type Expiry = "1y" | "other" | "on" | "never";

/** The settings of an Organization Key that is to be made: by the Setup Assistant, or in the place of another. */
export class KeySettings {
  userId = $state("");
  choice = $state("");
  expiry = $state<Expiry>("1y");
  period = $state("2");
  unit = $state<"d" | "m" | "y">("y");
  date = $state("");

  get expires(): string {
    if (this.expiry === "other") return `${this.period.trim()}${this.unit}`;
    return this.expiry === "on" ? this.date.trim() : this.expiry;
  }

  get expiryReady(): boolean {
    if (this.expiry === "other") return /^[1-9]\d*$/.test(this.period.trim());
    return this.expiry !== "on" || /^\d{4}-\d{2}-\d{2}$/.test(this.date.trim());
  }

  keyRequest(choices: readonly KeyChoiceView[]): GenerateKeyRequest | undefined {
    const choice = choices.find((one) => choiceId(one) === this.choice);
    return choice && { userId: this.userId.trim(), algorithm: choice.algorithm, profile: choice.profile, expires: this.expires };
  }
}

/** The name of a kind of key in a list. */
export function choiceId(choice: KeyChoiceView): string {
  return `${choice.profile}-${choice.algorithm}`;
}

import type { CaKeyKind, CreateCaRequest } from "../../../bindings";
import { Target } from "../../../components/target.svelte";

/** What a new CA is made from; a pure value until the last verb. */
export class CaDraft {
  kind = $state<"self-signed" | "subordinate">("self-signed");
  name = $state("");
  subject = $state("");
  key = $state<CaKeyKind>("rsa3072");
  years = $state(10);
  below = $state("any");
  points = $state.raw<readonly string[]>([]);
  exportable = $state(true);
  understood = $state(false);
  readonly target = new Target();
  #suggested = "";

  get subordinate(): boolean {
    return this.kind === "subordinate";
  }

  get named(): boolean {
    return this.name.trim() !== "" && this.subject.trim() !== "";
  }

  /** A key that can never be backed up is made only by somebody who has said so. */
  get keyReady(): boolean {
    return this.exportable || this.understood;
  }

  /** `CN=Tree CA,O=Example Org` from the names that are known, as long as nobody typed another subject. */
  suggestSubject(organization: string): void {
    if (this.subject !== this.#suggested) return;
    const name = this.name.trim();
    this.#suggested = this.subject = name === "" ? "" : `CN=${escaped(name)}${organization ? `,O=${escaped(organization)}` : ""}`;
  }

  request(): CreateCaRequest {
    return {
      name: this.name.trim(), subject: this.subject.trim(), key: this.key, valid: `${this.years}y`, pathLength: this.below === "any" ? null : Number(this.below), exportable: this.exportable, crlPoints: [...this.points],
      subordinate: this.subordinate, target: this.target.file?.grant ?? null, overwrite: this.target.overwrite,
    };
  }
}

/** As RFC 4514 §2.4 writes a value: what would end it or mean something else stands behind a backslash. */
export function escaped(value: string): string {
  return value.replace(/[\\",+;<>=]/g, "\\$&").replace(/^[ #]| $/g, "\\$&");
}

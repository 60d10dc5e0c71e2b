import type { FileView, ImportKeyRequest, KeySummary } from "../../bindings";

/** What the import wizard asks for; a pure value until the last verb. */
export class ImportDraft {
  grant = $state("");
  contents = $state.raw<FileView>();
  fingerprint = $state("");
  passphrase = $state("");
  acceptExpired = $state(false);
  acceptRevoked = $state(false);
  renewSelfSignatures = $state(false);

  /** The key that would be imported: the chosen one, or the only one. */
  get key(): KeySummary | undefined {
    return this.contents?.keys.find((key) => key.fingerprint === this.fingerprint) ?? this.contents?.keys[0];
  }

  get needsPassphrase(): boolean {
    return this.key?.components.some((part) => part.secret.state === "protected") ?? false;
  }

  take(grant: string, contents: FileView): void {
    this.grant = grant;
    this.contents = contents;
    this.fingerprint = (contents.keys.find((key) => key.components.some((part) => part.secret.state !== "absent")) ?? contents.keys[0])?.fingerprint ?? "";
    this.acceptExpired = this.acceptRevoked = this.renewSelfSignatures = false;
    this.forget();
  }

  request(): ImportKeyRequest {
    return {
      file: this.grant,
      passphrase: this.needsPassphrase ? this.passphrase : null,
      fingerprint: this.contents && this.contents.keys.length > 1 ? this.fingerprint : null,
      acceptExpired: this.acceptExpired, acceptRevoked: this.acceptRevoked, renewSelfSignatures: this.renewSelfSignatures,
    };
  }

  forget(): void {
    this.passphrase = "";
  }
}


import type { BackupView, DrillCopyRequest, GrantView } from "../../../bindings";

/** Which copy, where it lies today, and the passphrase of its file as long as its step needs it. */
export class DrillDraft {
  file = $state.raw<GrantView>();
  passphrase = $state("");
  readonly copy: BackupView;

  constructor(copy: BackupView) {
    this.copy = copy;
  }

  /** The request; the look at the file is without a passphrase. */
  request(withPassphrase: boolean): DrillCopyRequest {
    return { copy: this.copy.id, file: this.file?.grant ?? null, folder: null, passphrase: withPassphrase && this.copy.kind !== "public" ? this.passphrase : null };
  }

  forget(): void {
    this.passphrase = "";
  }
}

import type { GrantView } from "../bindings";

/** A file that will be written: the program's ticket, and the consent to replace what stands there. */
export class Target {
  file = $state.raw<GrantView>();
  overwrite = $state(false);

  get ready(): boolean {
    return this.file !== undefined && (!this.file.exists || this.overwrite);
  }

  /** Consent was for one file; another one asks again. */
  aim(file: GrantView | undefined): void {
    this.file = file;
    this.overwrite = false;
  }
}

/** Failures that another place may cure. */
export const curedByPlace: readonly string[] = ["not-proven", "disk-full", "medium-read-only", "medium-failed", "file-unwritable", "grant-unknown", "file-exists", "target-in-vault"];

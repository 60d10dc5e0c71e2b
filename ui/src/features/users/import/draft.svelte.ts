import type { GrantView, ImportUsersRequest, KeyMode } from "../../../bindings";

/** What is imported, in which mode, and what opens the private parts. */
export class ImportUsersDraft {
  source = $state.raw<GrantView>();
  folder = $state(false);
  mode = $state<KeyMode | "file">("file");
  passphrase = $state("");

  /** Mode and passphrase were for the source before. */
  take(source: GrantView, folder: boolean): void {
    this.source = source;
    this.folder = folder;
    this.mode = "file";
    this.forget();
  }

  request(): ImportUsersRequest {
    return { source: this.source?.grant ?? "", mode: this.mode === "file" ? null : this.mode, passphrase: this.passphrase || null };
  }

  forget(): void {
    this.passphrase = "";
  }
}

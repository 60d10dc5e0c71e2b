import type { GrantView } from "../../../bindings";
import type { ImportUsersRequest, KeyMode } from "../../../lib/backend/shapes-users";

/** What is imported, and in which mode keys come that do not say it themselves. */
export class ImportUsersDraft {
  files = $state.raw<readonly GrantView[]>([]);
  folder = $state(false);
  mode = $state<KeyMode>("skm");

  take(files: readonly GrantView[], folder: boolean): void {
    this.files = files;
    this.folder = folder;
  }

  request(): ImportUsersRequest {
    return { files: this.files.map((file) => file.grant), mode: this.mode };
  }
}

import type { ExportUserBundleRequest } from "../../../bindings";
import { PfxDraft } from "../../../dialogs/pfx-draft.svelte";

/** What the bundle of a user asks for. */
export class BundleDraft extends PfxDraft {
  readonly email: string;
  /** A bundle without its key would be the certificate alone, which is exported elsewhere. */
  readonly secret = true;

  constructor(email: string) {
    super();
    this.email = email;
  }

  request(withOwn: boolean): ExportUserBundleRequest {
    return { email: this.email, ...this.file(withOwn) };
  }
}

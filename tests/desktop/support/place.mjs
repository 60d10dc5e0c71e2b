// A machine of its own for one window: state folder, medium, answers for the native dialogs.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Place {
  constructor() {
    this.root = mkdtempSync(join(tmpdir(), "orgkey-desktop-"));
    this.state = join(this.root, "state");
    this.vaults = join(this.root, "vaults");
    this.medium = join(this.root, "medium");
    this.picks = join(this.root, "picks");
    for (const folder of [this.state, this.vaults, this.medium]) mkdirSync(folder, { mode: 0o700 });
    writeFileSync(this.picks, "");
  }

  /** The next native dialog answers with that path. */
  willPick(path) {
    appendFileSync(this.picks, `${path}\n`);
  }

  /** The next native dialog is dismissed. */
  willCancel() {
    this.willPick("-");
  }

  onMedium(name) {
    return join(this.medium, name);
  }

  /** What the program finds in its environment. */
  environment(more = {}) {
    return {
      ...process.env,
      ORGKEY_STATE_DIR: this.state,
      ORGKEY_E2E_PICKS: this.picks,
      ORGKEY_E2E_FAST_KDF: "1",
      XDG_DATA_HOME: join(this.root, "data"),
      XDG_CACHE_HOME: join(this.root, "cache"),
      XDG_CONFIG_HOME: join(this.root, "config"),
      ...more,
    };
  }

  remove() {
    // A web process may write to its cache for a moment after its window has closed.
    rmSync(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

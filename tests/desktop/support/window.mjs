// The console's real window. Things are found by role and name only: what a screen reader cannot find, a test cannot.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startDriver } from "./driver.mjs";
import { finder, remote } from "./packages.mjs";

const PATIENCE = 20_000;

/** The topmost open dialog, else the page: what is under a dialog cannot be reached by a user either. */
const SCOPE = `globalThis.__scope = () => {
  const dialogs = document.querySelectorAll("dialog[open], [role=dialog][data-state=open], [role=alertdialog][data-state=open]");
  return dialogs[dialogs.length - 1] ?? document.body;
};`;

export class Window {
  #driver;

  /** Opens the program that tests drive, in that place. */
  static async open(place, { program = process.env.ORGKEY_CONSOLE_E2E, patience = 60_000 } = {}) {
    const window = new Window();
    window.#driver = await startDriver(place.environment({ TAURI_WEBVIEW_AUTOMATION: "true" }));
    try {
      window.browser = await remote({
        hostname: "127.0.0.1",
        port: window.#driver.port,
        path: "/",
        logLevel: "silent",
        connectionRetryCount: 0,
        connectionRetryTimeout: patience,
        capabilities: {
          browserName: "wry",
          "wdio:enforceWebDriverClassic": true,
          "webkitgtk:browserOptions": { binary: program, args: [] },
        },
      });
    } catch (error) {
      await window.#driver.stop();
      throw error;
    }
    await window.browser.setTimeout({ script: 60_000 });
    await window.browser.execute(finder + SCOPE);
    return window;
  }

  /** What the program wrote to its streams. */
  said() {
    return this.#driver.said();
  }

  async close() {
    // A hung session must not leave driver and program behind.
    await Promise.race([this.browser.deleteSession().catch(() => undefined), pause(5000)]);
    await this.#driver.stop();
  }

  /** All elements of that role and name at this moment; inside a part such as `["tablist", "Areas"]`, or anywhere. */
  async all(role, name, inside) {
    const pattern = name instanceof RegExp ? { source: name.source, flags: name.flags } : { exact: name };
    const found = await this.browser.execute(
      (wantedRole, wanted, part) => {
        const label = wanted.source === undefined ? wanted.exact : new RegExp(wanted.source, wanted.flags);
        const { queryAllByRole } = globalThis.TestingLibraryDom;
        const scope = part ? queryAllByRole(globalThis.__scope(), part[0], { name: part[1] })[0] : globalThis.__scope();
        if (!scope) return [];
        return queryAllByRole(scope, wantedRole, label === undefined ? {} : { name: label });
      },
      role,
      pattern,
      inside,
    );
    return Promise.all(found.map((element) => this.browser.$(element)));
  }

  /** The one element of that role and name, as soon as it is there. */
  async the(role, name, patience = PATIENCE, inside = undefined) {
    const found = await this.until(async () => {
      const some = await this.all(role, name, inside);
      return some.length > 0 ? some : undefined;
    }, patience, `no ${role} named ${name}`);
    if (found.length > 1) throw new Error(`${found.length} times ${role} named ${name}, not once`);
    return found[0];
  }

  /** Asks until there is an answer; tells what the page shows when there is none. */
  async until(ask, patience, complaint) {
    const end = Date.now() + patience;
    for (;;) {
      const answer = await ask();
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`${complaint} after ${patience} ms. The page shows:\n${await this.text()}`);
      await pause(60);
    }
  }

  async press(name, role = "button", inside = undefined) {
    await this.until(() => redrawn(async () => {
      const wanted = await this.the(role, name, PATIENCE, inside);
      if (!(await wanted.isEnabled())) return false;
      await wanted.click();
      return true;
    }), PATIENCE, `${role} ${name} stays disabled`);
  }

  async choose(name) {
    await this.press(name, "radio");
  }

  async type(label, words) {
    await this.until(() => redrawn(async () => {
      const field = await this.field(label);
      if (words === "") await this.empty(field);
      else await field.setValue(words);
      return true;
    }), PATIENCE, `the field ${label} takes no words`);
  }

  /** The driver refuses to type nothing. */
  async empty(field) {
    await field.click();
    await this.keys(["Control", "a"]);
    await this.keys(["Delete"]);
  }

  /** The field with that label; passphrase fields have no role of their own. */
  async field(label) {
    return this.until(async () => {
      const found = await this.browser.execute((wanted) => globalThis.TestingLibraryDom.queryAllByLabelText(globalThis.__scope(), wanted, { selector: "input,textarea,select" })[0] ?? null, label);
      return found ? this.browser.$(found) : undefined;
    }, PATIENCE, `no field labelled ${label}`);
  }

  /** Keys as from a keyboard; a list is one chord. */
  async keys(keys) {
    await this.browser.keys(keys);
  }

  /** Waits for a heading: each page and step has one. */
  async at(heading, patience = PATIENCE) {
    await this.the("heading", heading, patience);
  }

  async text() {
    return this.browser.execute(() => document.body.innerText);
  }

  async shows(words, patience = PATIENCE) {
    await this.until(async () => (await this.text()).includes(words), patience, `“${words}” is not shown`);
  }

  /** Calls a command as the page would; for what the page itself never does. */
  async invoke(command, parameters = {}) {
    // A key named “error” in the answer would be taken for the driver's own.
    const { value, refused } = await this.browser.execute(
      (name, values) => globalThis.__TAURI_INTERNALS__.invoke(name, values).then((given) => ({ value: given }), (why) => ({ refused: why })),
      command,
      parameters,
    );
    return { value, error: refused };
  }

  /** One picture of the window as it is, as PNG bytes. */
  async picture() {
    // An idle page of a machine without GPU gives no frame, and a picture waits for one: a loop keeps frames coming.
    await this.browser.execute(() => new Promise((ready) => {
      const root = document.documentElement;
      let count = 0;
      globalThis.__frames = true;
      const frame = () => {
        root.style.opacity = count % 2 ? "1" : "0.999";
        count += 1;
        if (count === 4) ready();
        if (globalThis.__frames) requestAnimationFrame(frame);
        else root.style.opacity = "";
      };
      requestAnimationFrame(frame);
    }));
    const png = await this.browser.takeScreenshot();
    await this.browser.execute(() => void (globalThis.__frames = false));
    return Buffer.from(png, "base64");
  }

  /** Leaves pictures in both colours under the folder of the tour. */
  async pictures(name, folder = process.env.ORGKEY_PICTURES) {
    mkdirSync(folder, { recursive: true });
    const own = await this.browser.execute(() => document.documentElement.dataset.theme ?? "");
    for (const theme of ["light", "dark"]) {
      await this.#wear(theme);
      writeFileSync(join(folder, `${name}-${theme}.png`), await this.picture());
    }
    await this.#wear(own);
  }

  async #wear(theme) {
    await this.browser.execute((wanted) => {
      if (wanted) document.documentElement.dataset.theme = wanted;
      else delete document.documentElement.dataset.theme;
    }, theme);
  }
}

/** The page may put a new element in the place of the one just found: that one is gone, was not touched, and is found again. */
async function redrawn(act) {
  try {
    return await act();
  } catch (error) {
    if (/stale element reference/.test(`${error.name} ${error.message}`)) return false;
    throw error;
  }
}

export function pause(milliseconds) {
  return new Promise((later) => setTimeout(later, milliseconds));
}

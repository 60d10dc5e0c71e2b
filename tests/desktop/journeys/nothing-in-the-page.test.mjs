import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import * as job from "../support/job.mjs";
import { Place } from "../support/place.mjs";
import { Window } from "../support/window.mjs";

/** Walks everything that scripts of the page can reach: document, fields, storage, globals and what hangs on them. */
function reachable(needles) {
  const seen = new Set();
  const found = new Set();
  const look = (words, where) => needles.filter((needle) => words.includes(needle)).forEach((needle) => found.add(`${needle} in ${where}`));
  const queue = [[globalThis, "window"]];
  while (queue.length > 0 && seen.size < 300_000) {
    const [value, where] = queue.pop();
    if (typeof value === "string") look(value, where);
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      try {
        queue.push([value[key], `${where.slice(-160)}.${String(key)}`]);
      } catch {
        // A getter that refuses has nothing to show.
      }
    }
  }
  look(document.documentElement.outerHTML, "document");
  for (const field of document.querySelectorAll("input, textarea")) look(field.value, "a field");
  look(JSON.stringify(Object.entries(localStorage)) + JSON.stringify(Object.entries(sessionStorage)) + document.cookie + location.href, "storage");
  return { found: [...found], walked: seen.size };
}

describe("the page", () => {
  let place, window;
  const scan = (needles) => window.browser.execute(reachable, needles);

  before(async () => {
    place = new Place();
    window = await Window.open(place);
    await job.createVault(window, place, { path: "Set up a new vault" });
    await job.generate(window);
    await window.press("Back up the keypair…");
    await job.exportKeypair(window, place, { file: place.onMedium("keypair.asc"), preset: "Modern" });
  });
  after(async () => {
    await window?.close();
    place?.remove();
  });

  test("shows a planted string to the scan, in a field as well as in an object", async () => {
    await window.browser.execute(() => {
      globalThis.planted = { deep: [{ in: "canary in an object" }] };
    });
    const { found, walked } = await scan(["canary in an object"]);
    assert.ok(found.length > 0);
    assert.ok(walked > 500, `only ${walked} objects were walked`);
    await window.browser.execute(() => delete globalThis.planted);
  });

  test("holds neither passphrase, nor secret block, nor path after an export", async () => {
    const { found } = await scan([job.OWN_PASSPHRASE, job.FILE_PASSPHRASE, "PRIVATE KEY BLOCK", place.root, place.medium, place.vaults]);
    assert.deepEqual(found, []);
  });

  test("holds neither passphrase nor path after the drills of a copy, one that it opens and one that it does not", async () => {
    await window.press("Done");
    await job.goTo(window, "Backups", "Register and Drills");
    await window.press("Drill…");
    await window.press("Next");
    await window.at("The passphrase of the file");
    const wrong = `${job.FILE_PASSPHRASE} of another file`;
    for (const [typed, outcome] of [[wrong, "The passphrase of the file"], [job.FILE_PASSPHRASE, "This copy still restores"]]) {
      await window.type("Passphrase of the file", typed);
      await window.press("Drill");
      if (typed === wrong) await window.the("alert", undefined, 60_000);
      await window.at(outcome, 60_000);
      const { found } = await scan([typed, job.FILE_PASSPHRASE, "PRIVATE KEY BLOCK", place.root, place.medium]);
      assert.deepEqual(found, [], outcome);
    }
    await window.press("Done");
  });

  test("may neither evaluate text, nor load from elsewhere, nor navigate away", async () => {
    const tried = await window.browser.execute(async () => {
      const refused = async (act) => {
        try {
          await act();
          return false;
        } catch {
          return true;
        }
      };
      const script = document.createElement("script");
      script.textContent = "globalThis.inlineRan = true";
      document.head.append(script);
      script.remove();
      return {
        fetched: await refused(() => fetch("http://127.0.0.1:9/", { mode: "no-cors" })),
        inline: globalThis.inlineRan === undefined,
        tauri: globalThis.__TAURI__ === undefined,
        frozen: Object.isFrozen(Object.prototype),
        frame: await refused(() => new Promise((loaded, failed) => {
          const frame = document.createElement("iframe");
          frame.src = "https://example.org/";
          document.addEventListener("securitypolicyviolation", failed, { once: true });
          frame.addEventListener("load", () => setTimeout(loaded, 500));
          document.body.append(frame);
          setTimeout(() => frame.remove(), 1000);
        })),
      };
    });
    assert.deepEqual(tried, { fetched: true, inline: true, tauri: true, frozen: true, frame: true });
  });

  test("is refused every command that is not its own", async () => {
    for (const command of ["plugin:dialog|open", "plugin:dialog|save", "plugin:window|set_title", "plugin:app|version", "plugin:webview|internal_toggle_devtools", "plugin:fs|read_file", "no_such_command"]) {
      const { error, value } = await window.invoke(command, {});
      assert.ok(error !== undefined && value === undefined, `${command} answered ${JSON.stringify(value)}`);
    }
  });

  test("gives no path back in any view", async () => {
    for (const command of ["session_state", "home", "organization_keys", "backup_register", "settings", "administrators", "about"]) {
      const { value } = await window.invoke(command);
      assert.ok(value !== undefined, command);
      assert.ok(!JSON.stringify(value).includes(place.root), `${command} tells a path`);
    }
  });
});

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import * as job from "../support/job.mjs";
import { Place } from "../support/place.mjs";
import { Window } from "../support/window.mjs";

/** Commands that only an open vault answers, each with arguments of the right shape. */
const NEEDS_VAULT = [
  ["organization_keys", {}],
  ["backup_register", {}],
  ["home", {}],
  ["settings", {}],
  ["administrators", {}],
  ["verify_audit", {}],
  ["would_restore", {}],
  ["health", {}],
  ["audit_page", { request: { before: null, limit: 10, filter: null } }],
];

describe("a locked vault", () => {
  let place, window;

  before(async () => {
    place = new Place();
    window = await Window.open(place);
    await job.createVault(window, place, { path: "Set up a new vault" });
    await job.generate(window);
    await window.press("Not now");
    await window.the("tab", /^Home/);
  });
  after(async () => {
    await window?.close();
    place?.remove();
  });

  test("answers every command while it is open", async () => {
    for (const [command, parameters] of NEEDS_VAULT) {
      const { error } = await window.invoke(command, parameters);
      assert.equal(error, undefined, `${command}: ${JSON.stringify(error)}`);
    }
  });

  test("is locked by Ctrl+L and then refuses each of them with the same code", async () => {
    await job.lock(window);
    for (const [command, parameters] of NEEDS_VAULT) {
      const { error } = await window.invoke(command, parameters);
      assert.equal(error?.code, "vault-locked", `${command}: ${JSON.stringify(error)}`);
    }
  });

  test("tells a wrong passphrase from anything else and opens with the right one", async () => {
    await job.unlock(window, `${job.OWN_PASSPHRASE}x`);
    await window.the("alert");
    assert.equal((await window.invoke("home")).error?.code, "vault-locked");
    await job.unlock(window);
    await window.the("tab", /^Home/);
  });

  test("locks itself after the minute that the settings name", async () => {
    const { value: settings } = await window.invoke("settings");
    const { error } = await window.invoke("change_settings", { settings: { ...settings, autoLockMinutes: 1 } });
    assert.equal(error, undefined, JSON.stringify(error));
    await window.until(async () => (await window.invoke("home")).error?.code === "vault-locked", 90_000, "the vault is still open");
    await window.shows("Locked because nobody used it for a while.");
  });
});

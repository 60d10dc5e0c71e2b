import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { judged } from "../support/axe.mjs";
import * as job from "../support/job.mjs";
import { openpgp } from "../support/packages.mjs";
import { Place } from "../support/place.mjs";
import { Window } from "../support/window.mjs";

const MESSAGE = "Only the keypair opens this.";

describe("a modern export opens elsewhere and restores into a second vault", () => {
  let first, second, window, keypair, publicKey;

  before(async () => {
    first = new Place();
    second = new Place();
    keypair = first.onMedium("keypair.asc");
    publicKey = first.onMedium("public.asc");
    window = await Window.open(first);
    await job.createVault(window, first, { path: "Set up a new vault" });
    await job.generate(window);
    await window.press("Back up the keypair…");
    await job.exportKeypair(window, first, { file: keypair, preset: "Modern" });
    await window.press("Done");
    await job.openOrganizationKeys(window);
    await window.press("Export…");
    await job.exportPublic(window, first, { file: publicKey });
    await window.close();
  });
  after(async () => {
    await window?.close();
    first?.remove();
    second?.remove();
  });

  test("OpenPGP.js opens the keypair and decrypts a message to the public export", async () => {
    const sealed = await openpgp.encrypt({
      message: await openpgp.createMessage({ text: MESSAGE }),
      encryptionKeys: await openpgp.readKey({ armoredKey: readFileSync(publicKey, "utf8") }),
    });
    const locked = await openpgp.readPrivateKey({ armoredKey: readFileSync(keypair, "utf8") });
    await assert.rejects(openpgp.decryptKey({ privateKey: locked, passphrase: `${job.FILE_PASSPHRASE}x` }));
    const open = await openpgp.decryptKey({ privateKey: locked, passphrase: job.FILE_PASSPHRASE });
    const { data } = await openpgp.decrypt({ message: await openpgp.readMessage({ armoredMessage: sealed }), decryptionKeys: open });
    assert.equal(data, MESSAGE);
  });

  test("on an empty machine the Setup Assistant restores the same key from the file", async () => {
    window = await Window.open(second);
    await job.createVault(window, second, { path: "Restore from a keypair file", vault: "Restored.orgvault" });
    await job.importKeypair(window, second, { file: keypair, verb: "Restore", seen: judged(window) });
    const exported = await openpgp.readKey({ armoredKey: readFileSync(publicKey, "utf8") });
    const primary = exported.getFingerprint().toUpperCase();
    await window.until(async () => (await window.text()).replaceAll(/\s/g, "").includes(primary), 20_000, `fingerprint ${primary} is not shown`);
  });

  test("the restored vault makes a fresh, proven copy", async () => {
    await window.press("Make a fresh, proven backup");
    await job.exportKeypair(window, second, { file: second.onMedium("again.asc"), preset: "Modern" });
  });
});

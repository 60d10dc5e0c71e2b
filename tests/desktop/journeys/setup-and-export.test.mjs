import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { judged } from "../support/axe.mjs";
import { Gpg } from "../support/gpg.mjs";
import * as job from "../support/job.mjs";
import { Place } from "../support/place.mjs";
import { Window } from "../support/window.mjs";

const MESSAGE = "A server backup, as short as can be.\n";

describe("from an empty machine to a keypair that GnuPG opens", () => {
  let place, window, keypair, publicKey;

  before(async () => {
    place = new Place();
    keypair = place.onMedium("keypair.asc");
    publicKey = place.onMedium("public.asc");
    window = await Window.open(place);
  });
  after(async () => {
    await window?.close();
    place?.remove();
  });

  test("the Setup Assistant makes a vault and the Organization Key and offers the backup", async () => {
    await job.createVault(window, place, { path: "Set up a new vault", seen: judged(window) });
    await job.generate(window, { seen: judged(window) });
  });

  test("the backup that it offers is proven, private and has a receipt with the digest", async () => {
    await window.press("Back up the keypair…");
    await job.exportKeypair(window, place, { file: keypair, preset: "Compatible with GnuPG and PGP Desktop", seen: judged(window) });
    const { createHash } = await import("node:crypto");
    const digest = createHash("sha256").update(readFileSync(keypair)).digest("hex");
    await window.shows(digest);
    assert.equal(statSync(keypair).mode & 0o777, 0o600);
    await window.press("Done");
  });

  test("Export Public Key is walked in the vendor's order of clicks", async () => {
    await job.openOrganizationKeys(window);
    await window.press("Export…");
    await job.exportPublic(window, place, { file: publicKey, seen: judged(window) });
    await window.press("Done");
  });

  test("gpg imports the keypair with its passphrase and decrypts what was encrypted to the public export", () => {
    const partner = new Gpg();
    const restorer = new Gpg();
    try {
      partner.import(publicKey);
      const [primary] = partner.fingerprints();
      const sealed = place.onMedium("sealed.pgp");
      writeFileSync(sealed, partner.encryptTo(primary, MESSAGE));
      restorer.import(keypair, job.FILE_PASSPHRASE);
      assert.ok(restorer.fingerprints({ secret: true }).includes(primary));
      assert.equal(restorer.decrypt(sealed, job.FILE_PASSPHRASE).toString(), MESSAGE);
    } finally {
      partner.remove();
      restorer.remove();
    }
  });

  test("gpg refuses the same file with another passphrase", () => {
    const stranger = new Gpg();
    try {
      const partner = stranger;
      partner.import(publicKey);
      const [primary] = partner.fingerprints();
      const sealed = place.onMedium("sealed-again.pgp");
      writeFileSync(sealed, partner.encryptTo(primary, MESSAGE));
      stranger.import(keypair, job.FILE_PASSPHRASE);
      assert.throws(() => stranger.decrypt(sealed, `${job.FILE_PASSPHRASE}x`));
    } finally {
      stranger.remove();
    }
  });
});

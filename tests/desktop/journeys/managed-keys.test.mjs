import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { judged } from "../support/axe.mjs";
import { Gpg } from "../support/gpg.mjs";
import * as job from "../support/job.mjs";
import * as maintenance from "../support/maintenance.mjs";
import { Place } from "../support/place.mjs";
import * as users from "../support/users.mjs";

const MIA = { name: "Mia Berg", email: `mia.berg@${job.DOMAIN}` };
const EVERYBODY = users.people(10_000);
const SOUGHT = EVERYBODY[217];
const LEAVER = EVERYBODY[42];

describe("users get keys that the Organization Key signs, and gpg sees its signature", () => {
  let place, window, organization, exported;

  before(async () => {
    place = new Place();
    organization = place.onMedium("organization.asc");
    exported = place.onMedium("user.asc");
    window = await job.vaultWithKey(place);
    await job.openOrganizationKeys(window);
    await window.press("Export…");
    await job.exportPublic(window, place, { file: organization });
    await window.press("Done");
  });
  after(async () => {
    await window?.close();
    place?.remove();
  });

  test("Keys, Managed Keys, Add user: the key is made and signed at once", async () => {
    await users.openUsers(window);
    await window.at("No users yet");
    await judged(window)("the empty page");
    await users.addUser(window, { ...MIA, seen: judged(window) });
    await window.press("Done");
    await window.the("row", new RegExp(`${MIA.email}.*Verified`));
  });

  test("a list of ten thousand is counted first, names whom it leaves out, and is stored", async () => {
    const list = place.onMedium("people.csv");
    users.writeList(list, EVERYBODY);
    await users.importUsers(window, place, { file: list, count: EVERYBODY.length, seen: judged(window) });
    for (const { email } of users.STRANGERS) await window.shows(email);
    await window.press("Done");
    await window.until(async () => (await window.all("grid", "Users")).length === 1, 20_000, "no list");
    const [grid] = await window.all("grid", "Users");
    assert.equal(await grid.getAttribute("aria-rowcount"), String(EVERYBODY.length + 2), "all, Mia and the head");
    await judged(window)("the list");
  });

  test("one of them is found by search, and the pane tells the state", async () => {
    await users.find(window, SOUGHT.email, SOUGHT.name);
    assert.equal((await window.all("row", /Verified/)).length, 1);
    await window.shows("Signed by the Organization Key until");
  });

  test("the exported key carries a certification of the Organization Key that gpg finds good", async () => {
    await users.exportUser(window, place, { file: exported, seen: judged(window) });
    await window.press("Done");
    assert.equal(statSync(exported).mode & 0o777, 0o600);
    const partner = new Gpg();
    try {
      partner.import(organization);
      const [certifier] = partner.fingerprints();
      partner.import(exported);
      assert.ok(partner.goodSigners(SOUGHT.email).includes(certifier), "the Organization Key has signed it");
      assert.ok(!partner.goodSigners(`keys@${job.DOMAIN}`).some((signer) => signer !== certifier), "and nobody has signed the Organization Key");
    } finally {
      partner.remove();
    }
  });

  test("the Organization Key is replaced, everybody is unverified, and a maintenance run signs all of them again", async () => {
    await job.openOrganizationKeys(window);
    await window.press("Export…");
    await job.exportKeypair(window, place, { file: place.onMedium("keypair.asc"), preset: "Modern" });
    await window.press("Done");
    await maintenance.replaceOrganizationKey(window, { reason: "a copy was stolen", signUsers: false, seen: judged(window) });
    const everybody = (EVERYBODY.length + 1).toLocaleString("en");
    await window.shows(`${everybody} · the next maintenance run signs them`);
    await window.press("Done");
    await users.openUsers(window);
    await users.find(window, SOUGHT.email, SOUGHT.name);
    await window.the("row", new RegExp(`${SOUGHT.email}.*Unverified`));
    await maintenance.openMaintenance(window);
    await maintenance.preview(window, { seen: judged(window) });
    await maintenance.run(window, { shows: `${everybody} users were signed.`, seen: judged(window) });
    await users.openUsers(window);
    await users.find(window, SOUGHT.email, SOUGHT.name);
    await window.the("row", new RegExp(`${SOUGHT.email}.*Verified`));
  });

  test("a user who is deleted leaves the list, and is found among the deleted", async () => {
    await users.find(window, LEAVER.email, LEAVER.name);
    await users.deleteUser(window, { ...LEAVER, seen: judged(window) });
    await window.shows("No user matches.");
    await (await window.field("Show users")).selectByVisibleText("Deleted");
    await window.the("row", new RegExp(`${LEAVER.email}.*Deleted`));
    await judged(window)("the deleted user");
  });
});

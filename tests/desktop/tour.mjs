// Walks the whole job in the real window and leaves a picture of each page and step, light and dark.
import { mkdirSync, rmSync } from "node:fs";

import * as ca from "./support/ca.mjs";
import * as job from "./support/job.mjs";
import * as maintenance from "./support/maintenance.mjs";
import * as orgCert from "./support/org-cert.mjs";
import { OpenSsl } from "./support/openssl.mjs";
import { Place } from "./support/place.mjs";
import * as users from "./support/users.mjs";
import { Window } from "./support/window.mjs";

const folder = process.env.ORGKEY_PICTURES;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

let number = 0;
/** Numbered in the order of the walk. */
const taking = (window, part) => async (step) => {
  number += 1;
  const name = `${String(number).padStart(2, "0")}-${part}${step ? `-${step}` : ""}`;
  await window.pictures(name, folder);
  console.info(name);
};

async function firstMachine(place, keypair, publicKey) {
  const window = await Window.open(place);
  const see = (part) => taking(window, part);
  try {
    await job.createVault(window, place, { path: "Set up a new vault", seen: see("setup") });
    await job.generate(window, { seen: see("setup") });
    await window.press("Back up the keypair…");
    await job.exportKeypair(window, place, { file: keypair, preset: "Compatible with GnuPG and PGP Desktop", seen: see("export-keypair") });
    await window.press("Done");
    await window.the("tab", /^Home/);
    await see("home")();
    await job.openOrganizationKeys(window);
    for (const tab of ["Overview", "Backups", "History"]) {
      await window.press(tab, "tab", ["tablist", "Details"]);
      await see("organization-keys")(tab.toLowerCase());
    }
    await window.press("Export…");
    await job.exportPublic(window, place, { file: publicKey, seen: see("export-public") });
    await window.press("Done");
    await managedKeys(window, place, see);
    await organizationCertificate(window, place, see);
    await keptUp(window, see);
    await certificates(window, place, see);
    await otherPages(window, see);
  } finally {
    await window.close();
  }
}

/** Managed Keys: from nobody to a list of hundreds, of whom one is exported, one noted and one deleted. */
async function managedKeys(window, place, see) {
  const everybody = users.people(240);
  const [sought, leaver] = [everybody[100], everybody[120]];
  const list = place.onMedium("people.csv");
  users.writeList(list, everybody);
  await users.openUsers(window);
  await window.at("No users yet");
  await see("managed-keys")("empty");
  await users.addUser(window, { name: "Mia Berg", email: `mia.berg@${job.DOMAIN}`, seen: see("add-user") });
  await window.press("Done");
  await users.importUsers(window, place, { file: list, count: everybody.length, seen: see("import-users") });
  await window.press("Done");
  await window.the("row", new RegExp(everybody[0].email));
  await see("managed-keys")("list");
  await users.find(window, sought.email, sought.name);
  await see("managed-keys")("found");
  await window.press("History", "tab", ["tablist", "Details"]);
  await see("managed-keys")("history");
  await users.exportUser(window, place, { file: place.onMedium("user.asc"), seen: see("export-user") });
  await window.press("Done");
  await users.noteContact(window, { seen: see("note-contact") });
  await users.find(window, leaver.email, leaver.name);
  await users.deleteUser(window, { ...leaver, seen: see("delete-user") });
  await window.type("Filter users", "nobody of that name");
  await window.shows("No user matches.");
  await see("managed-keys")("no-match");
}

/** The Organization Certificate: self-signed, backed up, at work, and a user's certificate revoked. */
async function organizationCertificate(window, place, see) {
  await orgCert.openOrgCert(window);
  await see("organization-certificate")("empty");
  await orgCert.generate(window, { seen: see("organization-certificate") });
  await window.press("Done");
  await orgCert.backUp(window, place, { file: place.onMedium("mail-ca.p12"), seen: see("export-organization-certificate") });
  await window.press("Done");
  await see("organization-certificate")("proven");
  await users.openUsers(window);
  await users.find(window, `mia.berg@${job.DOMAIN}`, "Mia Berg");
  await window.press("Certificates", "tab", ["tablist", "Details"]);
  await window.press("Issue…");
  await window.press("Issue");
  await window.at("1 certificate issued", 60_000);
  await window.press("Done");
  await see("user-certificates")();
  await orgCert.revoke(window, { name: "Mia Berg", seen: see("user-certificates") });
  await window.press("Done");
  await orgCert.openOrgCert(window);
  await orgCert.publish(window, place, { file: place.onMedium("mail-ca.crl"), seen: see("organization-certificate") });
  await window.press("Done");
}

/** Keys ▸ Maintenance: what a run would do, the run, and the Organization Key replaced. */
async function keptUp(window, see) {
  await maintenance.openMaintenance(window);
  await see("maintenance")();
  await maintenance.preview(window, { seen: see("maintenance") });
  await maintenance.run(window, { shows: "Certificates issued", seen: see("maintenance") });
  await maintenance.replaceOrganizationKey(window, { reason: "a laptop with a copy was stolen", seen: see("replace") });
  await window.press("Done");
}

/** The Certificates tab: from nothing to a CA that is backed up, has issued, revoked and published. */
async function certificates(window, place, see) {
  const openssl = new OpenSsl();
  try {
    await ca.openCa(window, "Organizational CA");
    await see("organizational-ca")("empty");
    await ca.createCa(window, { seen: see("create-ca") });
    await window.press("Done");
    await window.at(ca.CA);
    await see("organizational-ca")("not-backed-up");
    await ca.backUpCa(window, place, { file: place.onMedium("tree-ca.pfx"), seen: see("export-ca") });
    await window.press("Done");
    await ca.issue(window, place, { request: openssl.request("mail.csr", "mail.example.org"), certificate: place.onMedium("mail.pem"), seen: see("issue") });
    await window.press("Done");
    await window.press("Validate");
    await window.shows("Every link is valid.");
    await see("organizational-ca")("validated");
    await ca.revokeAndPublish(window, place, { list: place.onMedium("tree-ca.crl"), seen: see("revoke") });
    await window.press("Done");
    await job.goTo(window, "Certificates", "Revocation Lists");
    await window.at("Revocation Lists");
    await see("revocation-lists")();
  } finally {
    openssl.remove();
  }
}

async function otherPages(window, see) {
  await job.goTo(window, "Backups", "Register and Drills");
  await see("register")();
  for (const page of ["Administrators", "Audit Log", "Settings"]) {
    await job.goTo(window, "Administration", page);
    await window.at(page);
    await see(page.toLowerCase().replace(" ", "-"))();
  }
  await window.keys(["Control", "k"]);
  await window.shows("Use dark colours");
  await see("command-palette")();
  await window.keys("Escape");
  await job.lock(window);
  await see("locked")();
  await job.unlock(window, "not the passphrase at all");
  await window.the("alert");
  await see("locked")("wrong-passphrase");
  await job.unlock(window);
  await window.the("tab", /^Home/);
}

async function secondMachine(place, keypair) {
  const window = await Window.open(place);
  const see = (part) => taking(window, part);
  try {
    await job.createVault(window, place, { path: "Restore from a keypair file", vault: "Restored.orgvault", seen: see("restore") });
    await job.importKeypair(window, place, { file: keypair, verb: "Restore", seen: see("restore") });
    await window.press("Done");
    await window.the("tab", /^Home/);
    await see("restored")("home");
    await job.openOrganizationKeys(window);
    await see("restored")("organization-keys");
  } finally {
    await window.close();
  }
}

const [first, second] = [new Place(), new Place()];
try {
  const keypair = first.onMedium("example-org-keypair.asc");
  await firstMachine(first, keypair, first.onMedium("example-org-public.asc"));
  await secondMachine(second, keypair);
  console.info(`${number} steps, ${2 * number} pictures`);
} finally {
  first.remove();
  second.remove();
}
// A hung driver must not keep the task waiting.
process.exit(0);

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { judged } from "../support/axe.mjs";
import * as job from "../support/job.mjs";
import { OpenSsl } from "../support/openssl.mjs";
import * as orgCert from "../support/org-cert.mjs";
import { Place } from "../support/place.mjs";
import * as users from "../support/users.mjs";

const MIA = { name: "Mia Berg", email: `mia.berg@${job.DOMAIN}` };
const OTHERS = users.people(5);

describe("the Organization Certificate comes in each of its ways, and openssl trusts what it issues until it is revoked", () => {
  let place, window, openssl;
  const userTab = () => window.press("Certificates", "tab", ["tablist", "Details"]);
  const toMia = async () => {
    await users.openUsers(window);
    await users.find(window, MIA.email, MIA.name);
    await userTab();
  };

  before(async () => {
    place = new Place();
    openssl = new OpenSsl();
    window = await job.vaultWithKey(place);
    await users.openUsers(window);
    await users.addUser(window, MIA);
    await window.press("Done");
    const list = place.onMedium("people.csv");
    users.writeList(list, OTHERS);
    await users.importUsers(window, place, { file: list, count: OTHERS.length });
    await window.press("Done");
  });
  after(async () => {
    await window?.close();
    for (const one of [place, openssl]) one?.remove();
  });

  test("self-signed from the Organization Key: everybody gets a certificate, and its keypair is proven", async () => {
    await orgCert.openOrgCert(window);
    await judged(window)("the empty row");
    await orgCert.generate(window, { seen: judged(window) });
    await window.press("Done");
    await orgCert.issueAll(window, { count: OTHERS.length + 1, seen: judged(window) });
    await window.press("Done");
    const file = place.onMedium("mail-ca.p12");
    await orgCert.backUp(window, place, { file, seen: judged(window) });
    await window.press("Done");
    const { keys, certificates } = openssl.pkcs12(file, orgCert.PASSWORD);
    assert.deepEqual([keys.length, certificates.length], [1, 1]);
    openssl.write("anchor.pem", certificates[0]);
  });

  test("the bundle of a user verifies under it, and no longer after the revocation is published", async () => {
    await toMia();
    const file = place.onMedium("mia.p12");
    await orgCert.bundle(window, place, { name: MIA.name, file, seen: judged(window) });
    await window.press("Done");
    const { keys, certificates } = openssl.pkcs12(file, orgCert.PASSWORD);
    assert.equal(keys.length, 1);
    const own = certificates.find((certificate) => openssl.run("x509", "-in", openssl.write("one.pem", certificate), "-noout", "-email").includes(MIA.email));
    const mine = openssl.write("mia.pem", own);
    openssl.run("verify", "-purpose", "smimesign", "-CAfile", "anchor.pem", mine);
    await orgCert.revoke(window, { name: MIA.name, seen: judged(window) });
    await window.press("Done");
    await orgCert.openOrgCert(window);
    const list = place.onMedium("mail-ca.crl");
    await orgCert.publish(window, place, { file: list, seen: judged(window) });
    await window.press("Done");
    openssl.run("crl", "-inform", "DER", "-in", list, "-out", "list.pem");
    assert.throws(() => openssl.run("verify", "-CAfile", "anchor.pem", "-CRLfile", "list.pem", "-crl_check", mine), /certificate revoked/);
  });

  test("two users are revoked at once, and the list that the receipt leads to names them", async () => {
    await users.openUsers(window);
    await window.type("Filter users", "");
    await orgCert.revokeTwo(window, { email: OTHERS[0].email, seen: judged(window) });
    const list = place.onMedium("mail-ca-2.crl");
    await orgCert.publish(window, place, { verb: "Publish the revocation list…", file: list, seen: judged(window) });
    await window.press("Done");
    const told = openssl.run("crl", "-inform", "DER", "-in", list, "-noout", "-text");
    assert.equal(told.match(/Serial Number:/g)?.length, 3, "Mia's, and those of the two");
    await orgCert.openOrgCert(window);
  });

  test("the folder for partners holds what openssl reads", async () => {
    const folder = place.onMedium("for-partners");
    await orgCert.pack(window, place, { folder, seen: judged(window) });
    await window.press("Done");
    assert.deepEqual(readdirSync(folder).sort(), ["certificate-chain.p7b", "certificate.der", "certificate.pem", "fingerprints.txt"]);
    assert.match(openssl.run("x509", "-in", `${folder}/certificate.pem`, "-noout", "-subject"), /Example Mail CA/);
  });

  test("requested: openssl signs the request, and the answer takes its place", async () => {
    const asked = place.onMedium("mail-ca.csr");
    await orgCert.request(window, place, { file: asked, seen: judged(window) });
    await window.press("Done");
    openssl.run("req", "-new", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", "root.key", "-out", "root.pem", "-days", "300", "-subj", "/CN=Example Root", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
    openssl.write("ca.ext", "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
    openssl.run("x509", "-req", "-in", asked, "-CA", "root.pem", "-CAkey", "root.key", "-days", "200", "-extfile", "ca.ext", "-out", "answer.pem");
    const answer = place.onMedium("answer.pem");
    openssl.run("crl2pkcs7", "-nocrl", "-certfile", "answer.pem", "-certfile", "root.pem", "-out", answer.replace(".pem", ".p7b"));
    await orgCert.install(window, place, { file: answer.replace(".pem", ".p7b"), seen: judged(window) });
    await window.press("Done");
    await window.shows("Signed by a certification authority");
    await judged(window)("the installed one");
  });

  test("imported with its own key: the one before is retired and kept", async () => {
    openssl.run("req", "-new", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", "own.key", "-out", "own.pem", "-days", "300", "-subj", "/O=Example Org/CN=Imported Mail CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
    const file = place.onMedium("own.p12");
    openssl.write("password", orgCert.PASSWORD);
    openssl.run("pkcs12", "-export", "-in", "own.pem", "-inkey", "own.key", "-out", file, "-passout", "file:password");
    await orgCert.importPfx(window, place, { file, password: orgCert.PASSWORD, seen: judged(window) });
    await window.press("Done");
    await window.shows("Imported with its key");
    await window.shows("Earlier ones");
    await judged(window)("the imported one");
  });
});

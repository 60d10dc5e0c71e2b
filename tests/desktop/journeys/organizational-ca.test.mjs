import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { judged } from "../support/axe.mjs";
import * as ca from "../support/ca.mjs";
import * as job from "../support/job.mjs";
import { OpenSsl } from "../support/openssl.mjs";
import { Place } from "../support/place.mjs";

const HOST = "mail.example.org";

describe("the vendor's procedure backs up the Organizational CA, and the file restores it elsewhere", () => {
  let first, second, window, backup, openssl, anchor;

  before(async () => {
    first = new Place();
    second = new Place();
    openssl = new OpenSsl();
    backup = first.onMedium("tree-ca.pfx");
    window = await job.vaultWithKey(first);
  });
  after(async () => {
    await window?.close();
    for (const one of [first, second, openssl]) one?.remove();
  });

  test("Certificates, Create: a CA with its two certificates and no backup", async () => {
    await ca.openCa(window, "Organizational CA");
    await ca.createCa(window, { seen: judged(window) });
    await window.press("Done");
    await window.at(ca.CA);
    await window.shows("This CA has no proven backup.");
    for (const certificate of ["Self-Signed Certificate", "Public Key Certificate"]) await window.the("button", certificate);
  });

  test("Certificates, either certificate, Export, Yes, file and password, Finish: the copy is proven", async () => {
    await ca.backUpCa(window, first, { file: backup, seen: judged(window) });
    const digest = createHash("sha256").update(readFileSync(backup)).digest("hex");
    await window.shows(digest);
    assert.equal(statSync(backup).mode & 0o777, 0o600);
    await window.press("Done");
    await window.until(async () => !(await window.text()).includes("This CA has no proven backup."), 20_000, "the banner stays");
  });

  test("openssl pkcs12 shows the private key and both certificates of it, and opens with no other password", () => {
    const { keys, certificates } = openssl.pkcs12(backup, ca.PFX_PASSWORD);
    assert.deepEqual([keys.length, certificates.length], [1, 2]);
    const key = openssl.write("key.pem", keys[0]);
    const own = openssl.run("pkey", "-in", key, "-pubout");
    const names = certificates.map((certificate, index) => {
      const file = openssl.write(`certificate-${index}.pem`, certificate);
      assert.equal(openssl.run("x509", "-in", file, "-noout", "-pubkey"), own);
      return openssl.run("x509", "-in", file, "-noout", "-subject", "-serial");
    });
    assert.notEqual(names[0], names[1], "two certificates, two serials");
    assert.throws(() => openssl.pkcs12(backup, `${ca.PFX_PASSWORD}x`));
    anchor = certificates.map((_, index) => `${openssl.folder}/certificate-${index}.pem`).find((file) => isAnchor(file));
    assert.ok(anchor, "one of them is the trust anchor");
  });

  test("in a second vault the same file restores the CA", async () => {
    await window.close();
    window = await job.vaultWithKey(second, "Restored.orgvault");
    await ca.openCa(window, "Organizational CA");
    await ca.restoreCa(window, second, { file: backup, seen: judged(window) });
    await window.press("Done");
    await window.at(ca.CA);
  });

  test("the restored CA issues from a request, and openssl verify accepts what it issued", async () => {
    const certificate = second.onMedium("mail.pem");
    await ca.issue(window, second, { request: openssl.request("mail.csr", HOST), certificate, seen: judged(window) });
    await window.press("Done");
    assert.match(openssl.run("verify", "-x509_strict", "-CAfile", anchor, "-verify_hostname", HOST, "-purpose", "sslserver", certificate), /: OK/);
  });

  test("what it revokes, openssl verify refuses by the published list", async () => {
    const [list, certificate] = [second.onMedium("tree-ca.crl"), second.onMedium("mail.pem")];
    await ca.revokeAndPublish(window, second, { list, neverPublished: true, seen: judged(window) });
    await window.press("Done");
    const pem = openssl.write("list.pem", openssl.run("crl", "-inform", "DER", "-in", list));
    assert.throws(() => openssl.run("verify", "-CAfile", anchor, "-CRLfile", pem, "-crl_check", certificate), /certificate revoked/);
  });

  // Both are of one subject and key; the anchor is the one that stands alone.
  function isAnchor(file) {
    try {
      return /: OK/.test(openssl.run("verify", "-x509_strict", "-CAfile", file, file));
    } catch {
      return false;
    }
  }
});

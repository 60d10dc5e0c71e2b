import { expect, test } from "@playwright/test";

import { more, passwordTwice, toCa, toCaExport } from "./certificates-support";
import { button, field, heading, look, next, open, strong } from "./support";

for (const certificate of ["Self-Signed Certificate", "Public Key Certificate"]) {
  test(`the vendor's steps are walked click for click from the ${certificate}, and both certificates are in the file`, async ({ page }) => {
    await toCa(page, "unbacked");
    await toCaExport(page, certificate);
    await page.getByRole("radio", { name: "Yes", exact: true }).check();
    await next(page);
    await button(page, "Save…").click();
    await expect(page.getByText("tree-ca.pfx")).toBeVisible();
    await passwordTwice(page);
    await field(page, "Your own passphrase").fill(strong);
    await next(page);
    await expect(heading(page, "Ready to export")).toBeVisible();
    for (const part of ["Private key", "Self-Signed Certificate", "Public Key Certificate"]) await expect(page.getByRole("dialog").getByRole("listitem").filter({ hasText: part }).first()).toBeVisible();
    await button(page, "Finish").click();
    await expect(heading(page, "This copy is proven to restore")).toBeVisible();
    await expect(page.getByRole("list", { name: "Proof" })).toContainText("Read back from the medium: passed");
    await expect(page.getByRole("list", { name: "Proof" }).getByText(/A signature of the key was verified/)).toHaveCount(2);
    await button(page, "Done").click();
    await expect(page.getByText("This CA has no proven backup.")).toHaveCount(0);
  });
}

test("without the private key one certificate goes out, of the chosen side, and no password is asked for", async ({ page }) => {
  await toCa(page, "proven");
  await toCaExport(page, "Public Key Certificate");
  await page.getByRole("radio", { name: "No", exact: true }).check();
  await expect(page.getByRole("radio", { name: "Public Key Certificate" })).toBeChecked();
  await page.getByRole("radio", { name: "P7B with the chain" }).check();
  await next(page);
  await expect(field(page, "Password")).toHaveCount(0);
  await button(page, "Save…").click();
  await expect(page.getByText("tree-ca-public-key.p7b")).toBeVisible();
  await next(page);
  await button(page, "Finish").click();
  await expect(heading(page, "Certificate exported")).toBeVisible();
  await expect(page.getByText("This file cannot restore the CA.")).toBeVisible();
});

for (const [ca, more, reason] of [["fixed", {}, "made non-exportable"], ["old", {}, "born with Certificate Server 2.20"], ["proven", { right: "no" }, "Your key slot does not carry the right"]] as const) {
  test(`the private key is refused with the reason: ${reason}`, async ({ page }) => {
    await toCa(page, ca, { ...more });
    await toCaExport(page);
    await expect(page.getByRole("radio", { name: "Yes", exact: true })).toBeDisabled();
    await expect(page.getByRole("radio", { name: "Yes", exact: true })).toHaveAccessibleDescription(new RegExp(reason));
    await expect(page.getByRole("radio", { name: "No", exact: true })).toBeChecked();
  });
}

test("five characters are refused everywhere; six letters and digits only where the vendor's rule is chosen", async ({ page }) => {
  await toCa(page, "proven");
  await toCaExport(page);
  await next(page);
  await button(page, "Save…").click();
  await field(page, "Your own passphrase").fill(strong);
  const cases: [string, boolean, boolean][] = [["abc12", false, false], ["abc123", false, true], ["äbc123", false, false], [strong, true, false]];
  for (const [password, policy, vendor] of cases) {
    for (const [ticked, wanted] of [[false, policy], [true, vendor]] as const) {
      await page.getByRole("checkbox", { name: "Vendor-compatible password" }).setChecked(ticked);
      await passwordTwice(page, password);
      await expect(button(page, "Next"), `${password}, vendor's rule ${ticked}`).toBeEnabled({ enabled: wanted });
    }
  }
});

test("a wrong own passphrase leads back to its field, and what was typed is gone", async ({ page }) => {
  await toCa(page, "proven");
  await toCaExport(page);
  await next(page);
  await button(page, "Save…").click();
  await passwordTwice(page);
  await field(page, "Your own passphrase").fill("wrong");
  await next(page);
  await button(page, "Finish").click();
  await expect(page.getByRole("alert")).toContainText("The passphrase does not open");
  for (const name of ["Password", "Password again", "Your own passphrase"]) await expect(field(page, name)).toHaveValue("");
});

test("a restore says what it leaves as it is, and a wrong password stays at its step", async ({ page }) => {
  await toCa(page, "proven", { relation: "newer" });
  await more(page, "Import…");
  await button(page, "Choose files…").click();
  await expect(page.getByText("HMAC-SHA-256, 600,000 rounds", { exact: true })).toBeVisible();
  await next(page);
  await field(page, "Password of the file").fill("wrong");
  await next(page);
  await expect(page.getByRole("alert")).toContainText("does not open");
  await expect(field(page, "Password of the file")).toHaveValue("");
  await field(page, "Password of the file").fill(strong);
  await next(page);
  for (const words of ["The CRL number stays at 31: it never falls.", "17 revocations stay: none is taken back.", "The list of 214 issued certificates stays."]) await expect(page.getByText(words)).toBeVisible();
  await button(page, "Import").click();
  await expect(heading(page, "The CA is in the vault")).toBeVisible();
  await button(page, "Back up the CA…").click();
  await expect(heading(page, "Do you want to export the private key?")).toBeVisible();
});

test("a file without integrity check is opened only by somebody who has said so", async ({ page }) => {
  await toCa(page, "none", { file: "nomac" });
  await button(page, "Import…").click();
  await button(page, "Choose files…").click();
  await expect(button(page, "Next")).toBeDisabled();
  await page.getByRole("checkbox", { name: /nothing shows whether it was changed/ }).check();
  await next(page);
  await page.getByRole("checkbox", { name: "The file has an empty password" }).check();
  await next(page);
  await expect(page.getByText("New: this vault does not have this CA yet.")).toBeVisible();
});

for (const code of ["not-x509", "not-pkcs12", "too-expensive", "mac-key-short", "certificate-mismatch", "chain-incomplete", "certificate-damaged", "file-truncated"]) {
  test(`files that are ${code} say so before any password`, async ({ page }) => {
    await toCa(page, "proven", { file: code });
    await more(page, "Import…");
    await button(page, "Choose files…").click();
    await expect(page.getByRole("alert")).not.toBeEmpty();
    await expect(heading(page, "Which files do you want to import?")).toBeVisible();
  });
}

test("a name that is none, or taken, is told where it was typed", async ({ page }) => {
  await toCa(page, "proven");
  await more(page, "Create…");
  await next(page);
  await field(page, "Name in this vault").fill("New CA");
  await field(page, "Subject").fill("no name");
  await next(page);
  await expect(field(page, "Subject")).toHaveAccessibleDescription(/Write a subject like CN=/);
  await field(page, "Subject").fill("CN=New CA");
  await field(page, "Name in this vault").fill("Tree CA");
  await next(page);
  await expect(page.getByRole("alert")).toContainText("stands in this vault already");
});

test("a request that cannot be issued goes no further; an end past the CA's is cut and said", async ({ page }) => {
  await toCa(page, "proven", { file: "weak" });
  await button(page, "Issue from request…").click();
  await button(page, "Choose file…").click();
  await expect(page.getByRole("alert")).toContainText("too weak");
  await expect(button(page, "Next")).toBeDisabled();
});

test("hold, release and revoke change the row at once, and the pages ask for a new list", async ({ page }) => {
  await toCa(page, "proven");
  await button(page, "Issued").click();
  await page.getByRole("row", { name: /ldap-2/ }).first().click();
  await button(page, "Hold…").click();
  await button(page, "Hold").click();
  await expect(heading(page, "The certificate is on hold")).toBeVisible();
  await button(page, "Done").click();
  await expect(page.getByRole("row", { name: /ldap-2.*On hold/ }).first()).toBeVisible();
  await button(page, "Release…").click();
  await button(page, "Release").click();
  await button(page, "Done").click();
  await expect(page.getByRole("row", { name: /ldap-2.*Valid/ }).first()).toBeVisible();
  await button(page, "Revocation Lists").click();
  await expect(page.getByText("2 changes are not in a published list yet.")).toBeVisible();
  await button(page, "Publish CRL…").click();
  await field(page, "Days until the next update").fill("0");
  await button(page, "Save…").click();
  await expect(button(page, "Next")).toBeDisabled();
  await field(page, "Days until the next update").fill("7");
  await next(page);
  await expect(page.getByText("32 · after 31")).toBeVisible();
  await button(page, "Publish").click();
  await button(page, "Done").click();
  await expect(page.getByText("not in a published list yet")).toHaveCount(0);
});

test("a replacement counts what depends on the old CA and asks for its name", async ({ page }) => {
  await toCa(page, "proven");
  await more(page, "Replace…");
  await expect(page.getByText("175")).toBeVisible();
  await next(page);
  await next(page);
  const verb = page.getByRole("dialog").getByRole("button", { name: "Replace", exact: true });
  await field(page, "Type Tree CA to confirm").fill("tree ca");
  await expect(verb).toBeDisabled();
  await field(page, "Type Tree CA to confirm").fill("Tree CA");
  await verb.click();
  await expect(heading(page, "The new CA is active")).toBeVisible();
  await button(page, "Done").click();
  await expect(heading(page, "Tree CA 2")).toBeVisible();
  await page.getByLabel("Show CA").selectOption({ label: "Tree CA · Retired" });
  await expect(page.getByText("This CA is retired.")).toBeVisible();
  await expect(button(page, "Issue from request…")).toBeDisabled();
});

test("a list of a million is scrolled, filtered and ordered by the program, with few rows in the page", async ({ page }) => {
  await toCa(page, "long");
  await button(page, "Issued").click();
  const grid = page.getByRole("grid", { name: "Issued certificates" });
  await expect(grid).toHaveAttribute("aria-rowcount", "1000001");
  const frame = grid.locator("..");
  await expect.poll(async () => {
    await frame.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    return Number(await page.getByRole("row").nth(5).getAttribute("aria-rowindex"));
  }).toBeGreaterThan(400);
  expect(await page.getByRole("row").count()).toBeLessThan(80);
  await page.getByRole("searchbox", { name: "Filter certificates" }).fill("state:held");
  await expect(page.getByRole("row", { name: /On hold/ }).first()).toBeVisible();
  await expect(page.getByRole("row", { name: /Valid/ })).toHaveCount(0);
  expect(await frame.evaluate((box) => box.scrollTop)).toBe(0);
  await page.getByRole("searchbox").fill("");
  await button(page, "Name").click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("searchbox").fill("nothing of that name");
  await expect(page.getByText("No certificate matches the filter.")).toBeVisible();
});

test("a vault that is open for reading only says why each writing verb is off", async ({ page }) => {
  await open(page, "readOnly");
  await page.getByRole("tab", { name: "Certificates" }).click();
  for (const name of ["Issue from request…", "Export…"]) await expect(button(page, name)).toHaveAccessibleDescription("Read only");
  await button(page, "More").click();
  for (const name of ["Publish CRL…", "Renew…", "Replace…", "Import…", "Create…"]) await expect(page.getByRole("menuitem", { name })).toHaveAttribute("aria-disabled", "true");
});

test("in German nothing stays English but the vendor's names", async ({ page }) => {
  await open(page, "open", { lang: "de", ca: "unbacked" });
  await page.getByRole("tab", { name: "Zertifikate" }).click();
  await expect(page.getByText("Diese CA hat keine bewiesene Sicherung.")).toBeVisible();
  await button(page, "CA sichern…").click();
  await expect(heading(page, "Möchten Sie den privaten Schlüssel exportieren?")).toBeVisible();
});

test("a PFX file that is dropped shows what is in it, and Import… leads to the CA's wizard", async ({ page }) => {
  await open(page, "open", { ca: "none", file: "pfx" });
  await page.evaluate(() => window.fakeSession?.({ event: "dropped", data: { grant: "drop-1", name: "tree-ca.pfx", place: "USB-1", exists: true } }));
  await expect(page.getByRole("dialog").getByText("PKCS#12, DER")).toBeVisible();
  await look(page, "dropped-pfx-light");
  await button(page, "Import…").click();
  await expect(heading(page, "What is in the files")).toBeVisible();
});

test("a dropped key file leads to the wizard of keys", async ({ page }) => {
  await open(page, "fresh", { file: "keypair" });
  await page.evaluate(() => window.fakeSession?.({ event: "dropped", data: { grant: "drop-1", name: "keypair.asc", place: "USB-1", exists: true } }));
  await button(page, "Import…").click();
  await expect(heading(page, "What is in the file")).toBeVisible();
});

import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { passwordTwice } from "./certificates-support";
import { button, field, heading, look, next, open, receiptInSight, strong } from "./support";

/** Keys ▸ Organization Keys ▸ Organization Certificate. */
async function toCertificate(page: Page, more: Record<string, string> = {}): Promise<void> {
  await open(page, "open", more);
  await page.getByRole("tab", { name: "Keys" }).click();
  await page.getByRole("row", { name: /^Organization Certificate/ }).click();
  await expect(heading(page, "Organization Certificate")).toBeVisible();
}
const details = (page: Page) => page.getByRole("complementary");
const choice = (page: Page, name: RegExp) => page.getByRole("radio", { name }).check();
async function add(page: Page, way: RegExp): Promise<void> {
  await button(page, "Add…").click();
  await expect(heading(page, "Where does it come from?")).toBeVisible();
  await choice(page, way);
  await next(page);
}

test("the empty row says that it is optional, and what adding one starts", async ({ page }) => {
  await toCertificate(page);
  await expect(page.getByRole("row", { name: /Optional — only for S\/MIME/ })).toBeVisible();
  await expect(details(page)).toContainText("within 24 hours");
  await look(page, "org-cert-empty");
});

test("one is generated from the Organization Key and its keypair backed up with a proof", async ({ page }) => {
  await toCertificate(page);
  await button(page, "Add…").click();
  await look(page, "org-cert-add-1-way");
  await next(page);
  await field(page, "Common Name").fill("Example Mail CA");
  await field(page, "Organization Name").fill("Example Org");
  await look(page, "org-cert-add-2-subject");
  await next(page);
  await expect(page.getByText("412 users get a certificate within 24 hours")).toBeVisible();
  await expect(page.getByText("Self-signed", { exact: true })).toBeVisible();
  await look(page, "org-cert-add-3-review");
  await button(page, "Generate").click();
  await expect(heading(page, "The Organization Certificate is in use")).toBeVisible();
  await look(page, "org-cert-add-4-receipt");
  await button(page, "Back it up…").click();
  await look(page, "org-cert-export-1-what");
  await next(page);
  await button(page, "Save…").click();
  await passwordTwice(page);
  await field(page, "Your own passphrase").fill(strong);
  await next(page);
  await look(page, "org-cert-export-2-summary");
  await button(page, "Finish").click();
  await expect(heading(page, "This copy is proven to restore")).toBeVisible();
  await receiptInSight(page, "USB-1");
  await look(page, "org-cert-export-3-receipt");
  await button(page, "Done").click();
  await expect(page.getByRole("row", { name: /Organization Certificate CN=Example Mail CA/ })).toBeVisible();
  await expect(details(page)).toContainText("1 proven copy in the register.");
});

test("a request is saved, and the answer of the authority installed in the place of the one before", async ({ page }) => {
  await toCertificate(page, { orgcert: "ended" });
  await expect(details(page)).toContainText("It has ended");
  await look(page, "org-cert-ended");
  await button(page, "Replace…").click();
  await choice(page, /save a request/);
  await next(page);
  await field(page, "Common Name").fill("Example Mail CA");
  await button(page, "Save…").click();
  await button(page, "Save request").click();
  await expect(heading(page, "The request is saved")).toBeVisible();
  await look(page, "org-cert-request");
  await button(page, "Done").click();
  await button(page, "Replace…").click();
  await choice(page, /Install what the authority answered/);
  await next(page);
  await button(page, "Choose files…").click();
  await look(page, "org-cert-install-files");
  await next(page);
  await expect(page.getByText("CN=Example Mail CA, O=Example Org is retired")).toBeVisible();
  await look(page, "org-cert-install-review");
  await button(page, "Install").click();
  await button(page, "Done").click();
  await expect(details(page)).toContainText("Earlier ones");
});

test("one is imported with its key; of several in a file the serial number chooses", async ({ page }) => {
  await toCertificate(page, { several: "1", file: "nomac" });
  await add(page, /Import it with its own key/);
  await button(page, "Choose files…").click();
  await field(page, "Password of the file").fill("wrong");
  await expect(button(page, "Next")).toBeDisabled();
  await page.getByRole("checkbox", { name: /nothing shows whether it was changed/ }).check();
  await look(page, "org-cert-import-files");
  await next(page);
  await expect(page.getByText(/passphrase|password/i).first()).toBeVisible();
  await expect(field(page, "Password of the file")).toHaveValue("");
  await field(page, "Password of the file").fill(strong);
  await next(page);
  await field(page, "Serial number").fill("5B00");
  await field(page, "Password of the file").fill(strong);
  await next(page);
  await button(page, "Import").click();
  await expect(page.getByRole("dialog").getByText("It has a key of its own")).toBeVisible();
});

test("a file with an empty password is opened after a tick, not with an empty field", async ({ page }) => {
  await toCertificate(page);
  await add(page, /Import it with its own key/);
  await button(page, "Choose files…").click();
  await expect(button(page, "Next")).toBeDisabled();
  await page.getByRole("checkbox", { name: "The file has an empty password" }).check();
  await next(page);
  await button(page, "Import").click();
  await expect(heading(page, "The Organization Certificate is in use")).toBeVisible();
});

test("an Organization Key that can carry no certificate leaves the import, and says why", async ({ page }) => {
  await toCertificate(page, { orgkey: "unfit" });
  await button(page, "Add…").click();
  await expect(page.getByRole("radio", { name: /Generate it/ })).toBeDisabled();
  await expect(page.getByRole("radio", { name: /Import it/ })).toBeChecked();
  await look(page, "org-cert-unfit");
});

test("the list is published, the folder for partners made, and the rules hold at once", async ({ page }) => {
  await toCertificate(page, { orgcert: "some" });
  await expect(details(page)).toContainText("2 revocations are in no list yet.");
  await look(page, "org-cert");
  await button(page, "Publish list…").click();
  await button(page, "Save…").click();
  await look(page, "org-cert-publish");
  await button(page, "Publish").click();
  await button(page, "Done").click();
  await expect(details(page)).toContainText("Number 8");
  await button(page, "Folder for partners…").click();
  await button(page, "Save…").click();
  await button(page, "Make folder").click();
  await expect(page.getByText("fingerprints.txt")).toBeVisible();
  await look(page, "org-cert-pack");
  await button(page, "Done").click();
  await page.getByRole("tab", { name: "Certificate", exact: true }).click();
  await look(page, "org-cert-certificate");
  await page.getByRole("tab", { name: "Rules" }).click();
  await page.getByLabel("User certificates last").selectOption({ label: "90 days" });
  await look(page, "org-cert-rules");
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByRole("tab", { name: "Rules" }).click();
  await expect(page.getByLabel("User certificates last")).toHaveValue("90");
});

test("one whose earlier lists are unknown publishes only after the administrator has said so", async ({ page }) => {
  await toCertificate(page, { orgcert: "renamed" });
  await button(page, "Publish list…").click();
  await button(page, "Save…").click();
  await expect(button(page, "Publish")).toBeDisabled();
  await page.getByRole("checkbox").check();
  await expect(button(page, "Publish")).toBeEnabled();
});

test("without a mouse one is generated", async ({ page }) => {
  await open(page, "open");
  await press(page, "Control+2");
  await expect(heading(page, "Organization Keys")).toBeVisible();
  const row = (name: RegExp) => page.getByRole("row", { name });
  for (let step = 0; step < 20 && !(await row(/^Organization Key/).evaluate((one) => one === document.activeElement)); step += 1) await press(page, "Tab");
  await press(page, "ArrowDown");
  await expect(row(/^Organization Certificate/)).toBeFocused();
  await press(page, "Enter");
  await tabTo(page, "Add…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Where does it come from?")).toBeVisible();
  await press(page, "Enter");
  await expect(field(page, "Common Name")).toBeFocused();
  await type(page, "Example Mail CA");
  await press(page, "Enter");
  await expect(heading(page, "Is this right?")).toBeVisible();
  await tabTo(page, "Generate");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "The Organization Certificate is in use")).toBeVisible();
});

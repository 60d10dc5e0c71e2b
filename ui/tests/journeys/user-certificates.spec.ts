import { expect, test, type Page } from "@playwright/test";

import { passwordTwice } from "./certificates-support";
import { press, seesFocus, tabTo } from "./keyboard-support";
import { button, field, heading, look, next, open, receiptInSight, strong } from "./support";

/** Keys ▸ Managed Keys ▸ the user ▸ Certificates. */
async function toUser(page: Page, name: string, more: Record<string, string> = { orgcert: "some" }): Promise<void> {
  await open(page, "open", more);
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Managed Keys").click();
  await field(page, "Filter users").fill(`${name.toLowerCase().replace(" ", ".")}@`);
  await page.getByRole("row", { name: new RegExp(`^${name} [a-z]`) }).click();
  await page.getByRole("tab", { name: "Certificates" }).last().click();
}
const details = (page: Page) => page.getByRole("complementary");

test("a user's certificate is issued beside the live one, revoked, and issued anew", async ({ page }) => {
  await toUser(page, "Carol Fischer");
  await look(page, "user-certificates");
  await button(page, "Issue…").click();
  await look(page, "user-certificate-issue");
  await button(page, "Issue").click();
  await expect(heading(page, "1 certificate issued")).toBeVisible();
  await button(page, "Done").click();
  await expect(details(page).getByText("Valid")).toHaveCount(2);
  await button(page, "Revoke…").click();
  await page.getByLabel("Reason").selectOption({ label: "Key compromise" });
  await page.getByRole("checkbox", { name: "Issue a new one at once" }).check();
  await look(page, "user-certificate-revoke");
  await button(page, "Revoke").click();
  await expect(heading(page, "1 certificate revoked")).toBeVisible();
  await look(page, "user-certificate-revoked");
  await button(page, "Done").click();
  await expect(details(page).getByText("Revoked")).toHaveCount(2);
  await expect(details(page).getByText("Valid")).toHaveCount(1);
});

test("a user who can get none is told why", async ({ page }) => {
  await toUser(page, "Hugo Marin");
  await expect(button(page, "Issue…")).toBeDisabled();
  await expect(button(page, "Export for mail program…")).toBeDisabled();
  await look(page, "user-certificates-none");
  await toUser(page, "Carol Fischer", {});
  await expect(details(page)).toContainText("No certificate yet");
});

test("the bundle for a mail program is proven, and a wrong passphrase leads back with empty fields", async ({ page }) => {
  await toUser(page, "Carol Fischer");
  await button(page, "Export for mail program…").click();
  await button(page, "Save…").click();
  await passwordTwice(page);
  await field(page, "Your own passphrase").fill("wrong");
  await look(page, "user-bundle-1-file");
  await next(page);
  await look(page, "user-bundle-2-summary");
  await button(page, "Back").click();
  for (const name of ["Password", "Password again", "Your own passphrase"]) await expect(field(page, name)).toHaveValue("");
  await passwordTwice(page);
  await field(page, "Your own passphrase").fill("wrong");
  await next(page);
  await button(page, "Finish").click();
  await expect(heading(page, "The bundle of Carol Fischer")).toBeVisible();
  await expect(field(page, "Your own passphrase")).toHaveValue("");
  await passwordTwice(page);
  await field(page, "Your own passphrase").fill(strong);
  await next(page);
  await button(page, "Finish").click();
  await expect(heading(page, "The bundle is proven to open")).toBeVisible();
  await receiptInSight(page, "carol.fischer@example.test-SECRET.p12");
  await look(page, "user-bundle-3-receipt");
});

test("everybody without a certificate gets one from the Organization Certificate's page", async ({ page }) => {
  await open(page, "open", { orgcert: "some" });
  await page.getByRole("tab", { name: "Keys" }).click();
  await page.getByRole("row", { name: /^Organization Certificate/ }).click();
  await button(page, "Issue now…").click();
  await button(page, "Issue").click();
  await expect(heading(page, "409 certificates issued")).toBeVisible();
  await expect(page.getByText("3 users got none")).toBeVisible();
  await look(page, "user-certificates-all");
});

test("an Additional Decryption Key is attached, shown with its coverage, and removed after its key ID was typed", async ({ page }) => {
  await open(page, "open");
  await page.getByRole("tab", { name: "Keys" }).click();
  await page.getByRole("row", { name: /^Additional Decryption Key/ }).click();
  await look(page, "adk-empty");
  await button(page, "Attach…").click();
  await button(page, "Choose file…").click();
  await expect(page.getByText("No key of the server names an earlier one.")).toBeVisible();
  await look(page, "adk-attach");
  await button(page, "Attach").click();
  await button(page, "Done").click();
  await expect(page.getByRole("row", { name: /Additional Decryption Key Example Escrow/ })).toBeVisible();
  await look(page, "adk");
  await button(page, "Remove…").click();
  const id = (await page.getByRole("dialog").getByText(/^Type /).textContent())?.split(" ")[1] ?? "";
  await expect(button(page, "Remove")).toBeDisabled();
  await page.getByRole("dialog").getByRole("textbox").fill(id.toLowerCase());
  await look(page, "adk-remove");
  await button(page, "Remove").click();
  await expect(button(page, "Attach…")).toBeVisible();
  await expect(page.getByText("14 users’ keys name an earlier one")).toBeVisible();
});

test("without a mouse a certificate is issued", async ({ page }) => {
  await toUser(page, "Carol Fischer");
  await tabTo(page, "Issue…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, /Issue a certificate for/)).toBeVisible();
  await press(page, "Enter");
  await expect(heading(page, "1 certificate issued")).toBeVisible();
});

/** Managed Keys with the whole list. */
async function toList(page: Page): Promise<void> {
  await open(page, "open", { orgcert: "some" });
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Managed Keys").click();
}
const chosen = (page: Page) => page.getByRole("row", { selected: true });
const row = (page: Page, at: number) => page.getByRole("grid", { name: "Users" }).getByRole("row").nth(at);

test("the certificates of several users are revoked at once, and the list is published from the receipt", async ({ page }) => {
  await toList(page);
  await row(page, 2).click();
  await row(page, 5).click({ modifiers: ["Shift"] });
  await expect(heading(page, "4 users")).toBeVisible();
  await row(page, 3).click({ modifiers: ["Control"] });
  await expect(heading(page, "3 users")).toBeVisible();
  await expect(chosen(page)).toHaveCount(3);
  await look(page, "users-chosen");
  await expect(page.getByRole("status").filter({ hasText: "3 chosen" })).toBeVisible();
  await button(page, "Revoke the certificates of 3 users…").click();
  await expect(heading(page, "Revoke the certificates of 3 users?")).toBeVisible();
  await expect(page.getByText("3 of the 3 users have a live certificate")).toBeVisible();
  await expect(button(page, "Revoke")).toBeDisabled();
  await field(page, "Type 3 to confirm").fill("3");
  await look(page, "users-chosen-revoke");
  await button(page, "Revoke").click();
  await expect(heading(page, "3 certificates revoked")).toBeVisible();
  await look(page, "users-chosen-revoked");
  await button(page, "Publish the revocation list…").click();
  await expect(page.getByRole("dialog", { name: /list/i })).toBeVisible();
});

test("without a mouse several users are chosen and get certificates, and one arrow leads back to one user", async ({ page }) => {
  await toList(page);
  await row(page, 1).focus();
  await press(page, "Enter");
  for (let step = 0; step < 2; step += 1) await press(page, "Shift+ArrowDown");
  await expect(heading(page, "3 users")).toBeVisible();
  await press(page, "Space");
  await expect(heading(page, "2 users")).toBeVisible();
  await tabTo(page, "Issue 2 certificates…");
  await press(page, "Enter");
  await expect(heading(page, "Issue certificates for 2 users?")).toBeVisible();
  await press(page, "Enter");
  await expect(heading(page, "2 certificates issued")).toBeVisible();
  await press(page, "Enter");
  await row(page, 6).focus();
  await press(page, "ArrowDown");
  await expect(chosen(page)).toHaveCount(1);
  await expect(button(page, "Export…")).toBeVisible();
});

const headBox = (page: Page) => page.getByRole("checkbox", { name: /^Choose the \d+ rows loaded so far$/ });

test("the box in the head chooses all rows that are here, tells a part of them, and Escape chooses nobody", async ({ page }) => {
  await toList(page);
  await row(page, 4).locator(".box").click();
  await expect(headBox(page)).toHaveAttribute("aria-checked", "mixed");
  await row(page, 6).locator(".box").click();
  await expect(heading(page, "2 users")).toBeVisible();
  await headBox(page).click();
  await expect(headBox(page)).toBeChecked();
  const told = (await headBox(page).getAttribute("aria-label"))?.match(/\d+/)?.[0] ?? "";
  await expect(heading(page, `${told} users`)).toBeVisible();
  await look(page, "users-chosen-all");
  // Who is chosen stays chosen where the list is ordered anew, and where it is scrolled.
  await button(page, "Name").click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await expect(heading(page, `${told} users`)).toBeVisible();
  await row(page, 3).focus();
  await press(page, "Escape");
  await expect(headBox(page)).not.toBeChecked();
  await expect(button(page, "Clear")).toHaveCount(0);
  await expect(chosen(page)).toHaveCount(1);
});

test("another filter chooses nobody, and Clear does the same", async ({ page }) => {
  await toList(page);
  for (const away of [() => field(page, "Filter users").fill("carol"), () => button(page, "Clear").click()]) {
    await field(page, "Filter users").fill("");
    await row(page, 2).click();
    await row(page, 4).click({ modifiers: ["Shift"] });
    await expect(heading(page, "3 users")).toBeVisible();
    await away();
    await expect(page.getByRole("status").filter({ hasText: "chosen" })).toHaveCount(0);
    await expect(heading(page, "3 users")).toHaveCount(0);
  }
});

test("of several users each that has no live certificate is named on the receipt", async ({ page }) => {
  await toList(page);
  await field(page, "Filter users").fill("hugo");
  await expect(page.getByRole("row", { name: /^Hugo Marin hugo\.marin@/ })).toBeVisible();
  await row(page, 1).click();
  for (let step = 0; step < 2; step += 1) await press(page, "Shift+ArrowDown");
  await expect(heading(page, "3 users")).toBeVisible();
  await button(page, "Revoke the certificates of 3 users…").click();
  const confirm = page.getByRole("dialog").getByLabel(/^Type \d to confirm$/);
  const number = (await page.getByText(/^Type \d to confirm$/).textContent())?.split(" ")[1] ?? "";
  await confirm.fill("9");
  await expect(button(page, "Revoke")).toBeDisabled();
  await confirm.fill(number);
  await look(page, "users-chosen-revoke-some");
  await button(page, "Revoke").click();
  await expect(heading(page, new RegExp(`^${number} certificates? revoked$`))).toBeVisible();
  await expect(page.getByRole("dialog").getByText("hugo.marin@example.test", { exact: true })).toBeVisible();
  await look(page, "users-chosen-revoke-refused");
  await button(page, "Done").click();
  await expect(page.getByRole("complementary", { name: "Details" }).getByRole("definition").last()).toHaveText("0");
});

test("new certificates that could not be issued do not hide that the old ones are revoked", async ({ page }) => {
  await open(page, "open", { orgcert: "some", fail: "org-cert-ended" });
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Managed Keys").click();
  await row(page, 1).click();
  await row(page, 2).click({ modifiers: ["Control"] });
  await button(page, "Revoke the certificates of 2 users…").click();
  await page.getByRole("checkbox", { name: "Issue a new one at once" }).check();
  await field(page, "Type 2 to confirm").fill("2");
  await button(page, "Revoke").click();
  await expect(heading(page, "The certificates are revoked; not all new ones were issued")).toBeVisible();
  await expect(button(page, "Publish the revocation list…")).toBeVisible();
  await look(page, "users-chosen-revoke-partly");
});

test("without an Organization Certificate the verb for several says why it is off", async ({ page }) => {
  await open(page, "open");
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Managed Keys").click();
  await row(page, 1).click();
  await row(page, 2).click({ modifiers: ["Shift"] });
  await expect(button(page, "Issue 2 certificates…")).toHaveAccessibleDescription("There is no Organization Certificate that could issue.");
  await expect(button(page, "Revoke the certificates of 2 users…")).toHaveAccessibleDescription("There is no live certificate.");
});

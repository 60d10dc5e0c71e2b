import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo } from "./keyboard-support";
import { button, field, heading, look, next, open, release } from "./support";

/** Keys ▸ Maintenance. */
async function toMaintenance(page: Page, more: Record<string, string> = {}, scene = "open"): Promise<void> {
  await open(page, scene, more);
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Maintenance").click();
  await expect(heading(page, "Maintenance")).toBeVisible();
}
async function toKeys(page: Page, more: Record<string, string> = {}, scene = "open"): Promise<void> {
  await open(page, scene, more);
  await page.getByRole("tab", { name: "Keys" }).click();
  await expect(heading(page, "Organization Keys")).toBeVisible();
}
const details = (page: Page) => page.getByRole("complementary", { name: "Details" });
const settled = (page: Page) => expect(details(page)).toBeVisible();

test("a run is counted, can be left, is stopped, and what it did stays in the report", async ({ page }) => {
  await toMaintenance(page, { hold: "1", of: "12406" });
  await expect(details(page)).toContainText("Run 48");
  await expect(details(page)).toContainText("Ines Duarte");
  await look(page, "maintenance");
  await button(page, "Run now").click();
  await expect(page.getByText(/3,456 of 12,406/)).toBeVisible();
  await expect(button(page, "Run now")).toHaveAccessibleDescription("A run is at work");
  await look(page, "maintenance-running");
  await button(page, "Managed Keys").click();
  await expect(heading(page, "Managed Keys")).toBeVisible();
  await button(page, "Maintenance").click();
  await expect(page.getByText(/3,456 of 12,406/)).toBeVisible();
  await button(page, "Cancel").click();
  await release(page);
  await expect(details(page)).toContainText("Run 49");
  await expect(details(page)).toContainText("Somebody stopped it.");
  await expect(page.getByRole("row", { name: /Stopped/ }).first()).toBeVisible();
});

test("each report says how the run ended and why somebody was refused", async ({ page }) => {
  await toMaintenance(page);
  await page.getByRole("row").nth(3).click();
  await expect(details(page)).toContainText("old@example.test");
  await expect(details(page)).toContainText("The key is revoked");
  await look(page, "maintenance-refused");
  await page.getByRole("row", { name: /Interrupted/ }).click();
  await expect(details(page)).toContainText("The program ended in the middle of it.");
});

test("a run that is due begins by itself, and a refused one says why", async ({ page }) => {
  await toMaintenance(page, { maintenance: "due" });
  await expect(details(page)).toContainText("Run 49");
  await toMaintenance(page, { fail: "clock-behind" });
  await button(page, "Run now").click();
  await expect(page.getByText("The run did not happen")).toBeVisible();
  await expect(page.getByText("Set the clock right and start again.")).toBeVisible();
  await look(page, "maintenance-failed");
});

test("a vault without a run, and one for reading, say so", async ({ page }) => {
  await toMaintenance(page, { maintenance: "none" });
  await expect(page.getByText("No run yet")).toBeVisible();
  await look(page, "maintenance-empty");
  await toMaintenance(page, { maintenance: "due" }, "readOnly");
  await expect(button(page, "Run now")).toHaveAccessibleDescription("Read only");
  await expect(details(page)).toContainText("Run 48");
  await expect(field(page, "Renew ahead")).toHaveCount(0);
});

test("the rules hold as soon as they are chosen", async ({ page }) => {
  await toMaintenance(page);
  await field(page, "Renew ahead").selectOption("31 days, as since version 3.4.2");
  await field(page, "Sign users for").selectOption("30 days");
  await button(page, "Managed Keys").click();
  await button(page, "Maintenance").click();
  await expect(field(page, "Renew ahead")).toHaveValue("31");
  await expect(field(page, "Sign users for")).toHaveValue("30");
});

test("the preview is asked by keyboard alone and tells what happens by a date", async ({ page }) => {
  await toMaintenance(page, { ends: "20" });
  await page.locator("nav [aria-current=page]").focus();
  await tabTo(page, "Preview…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(field(page, "By when")).toBeFocused();
  await expect(page.getByRole("dialog")).toContainText("Nothing to renew");
  await press(page, "ArrowDown", "ArrowDown");
  await expect(page.getByRole("dialog")).toContainText("388");
  await expect(page.getByRole("dialog")).toContainText("renewed until");
  await look(page, "maintenance-preview");
  await field(page, "By when").selectOption("On a date");
  await field(page, "Date (YYYY-MM-DD)").fill("2020-01-01");
  await expect(field(page, "Date (YYYY-MM-DD)")).toHaveAccessibleDescription(/A day from today on/);
  await look(page, "maintenance-preview-date");
  await press(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button(page, "Preview…")).toBeFocused();
});

test("renewing says what ends when, and keeps the fingerprint", async ({ page }) => {
  await toKeys(page, { ends: "20" });
  await settled(page);
  await look(page, "key-renew-0-details");
  await button(page, "Renew…").click();
  await expect(page.getByRole("dialog")).toContainText("Would end on");
  await look(page, "key-renew-1-plan");
  await button(page, "Renew").click();
  await expect(heading(page, "The Organization Key is renewed")).toBeVisible();
  await look(page, "key-renew-2-receipt");
  await button(page, "Done").click();
  await expect(details(page)).toContainText("The public part has changed");
});

test("a key that never ends has nothing to renew", async ({ page }) => {
  await toKeys(page);
  await expect(button(page, "Renew…")).toHaveAccessibleDescription(/never ends/);
});

test("replacing counts, asks for settings, reason and name, and ends in a backup", async ({ page }) => {
  await toKeys(page, { hold: "1" });
  await button(page, "Replace…").click();
  await expect(page.getByText(/users become unverified/)).toContainText("412");
  await look(page, "key-replace-1-impact");
  await next(page);
  await expect(field(page, "User ID")).toHaveValue("Example Org <keys@example.test>");
  await look(page, "key-replace-2-settings");
  await next(page);
  await expect(field(page, "Reason")).toBeFocused();
  await expect(button(page, "Replace key")).toBeDisabled();
  await field(page, "Reason").fill("The safe was broken into");
  await field(page, "Type Example Org to confirm").fill("Example Orb");
  await expect(button(page, "Replace key")).toBeDisabled();
  await expect(page.getByText("That is not the name of the organization.")).toBeVisible();
  await field(page, "Type Example Org to confirm").fill("Example Org");
  await look(page, "key-replace-3-confirm");
  await button(page, "Replace key").click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await look(page, "key-replace-4-run");
  // Held twice: as the key is replaced, and as its users are signed.
  await release(page);
  await release(page);
  await expect(heading(page, "The Organization Key is replaced")).toBeVisible();
  await look(page, "key-replace-5-receipt");
  await button(page, "Back up the new key…").click();
  await expect(heading(page, "What do you want to export?")).toBeVisible();
});

test("a key without a proven copy is not replaced: the way out stands beside the refusal", async ({ page }) => {
  await toKeys(page, {}, "unbacked");
  await button(page, "Replace…").click();
  await expect(page.getByRole("alert")).toContainText("No keypair copy of the present Organization Key has been proven yet");
  await expect(button(page, "Next")).toBeDisabled();
  await look(page, "key-replace-1-refused");
  await button(page, "Back up generation 2…").click();
  await expect(heading(page, "What do you want to export?")).toBeVisible();
});

import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { button, field, heading, look, next, open, release, strong } from "./support";

/** Backups ▸ Register and Drills. */
async function toRegister(page: Page, more: Record<string, string> = {}, scene = "open"): Promise<void> {
  await open(page, scene, more);
  await page.getByRole("tab", { name: "Backups" }).click();
  await button(page, "Register and Drills").click();
  await expect(heading(page, "Register and Drills")).toBeVisible();
}
const dialog = (page: Page) => page.getByRole("dialog");
const details = (page: Page) => page.getByRole("complementary", { name: "Details" });
const choose = (page: Page, name: RegExp) => page.getByRole("grid", { name: "Copies" }).getByRole("row", { name }).first().click();

test("a copy is drilled from its medium, with real stages and a receipt", async ({ page }) => {
  await toRegister(page, { hold: "1" });
  await expect(page.getByText("Today’s copies would bring everything back")).toBeVisible();
  await look(page, "register");
  await button(page, "Drill…").click();
  await expect(heading(page, "Where is the copy today?")).toBeVisible();
  await expect(dialog(page)).toContainText("Where it was put: USB-1");
  await look(page, "drill-1-where");
  await next(page);
  await expect(field(page, "Passphrase of the file")).toBeFocused();
  await expect(button(page, "Drill")).toBeDisabled();
  await field(page, "Passphrase of the file").fill(strong);
  await look(page, "drill-2-passphrase");
  await button(page, "Drill").click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await look(page, "drill-3-run");
  await release(page);
  await expect(heading(page, "This copy still restores")).toBeVisible();
  await expect(dialog(page).getByRole("list", { name: "Proof" })).toContainText("Read from the medium: passed");
  await look(page, "drill-4-receipt");
  await button(page, "Done").click();
  await expect(details(page)).toContainText("now");
});

test("a drill is stopped, and a wrong passphrase says nothing about the copy", async ({ page }) => {
  await toRegister(page, { hold: "1" });
  await button(page, "Drill…").click();
  await next(page);
  await field(page, "Passphrase of the file").fill(strong);
  await button(page, "Drill").click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await button(page, "Cancel").click();
  await release(page);
  await expect(field(page, "Passphrase of the file")).toHaveValue("");
  await field(page, "Passphrase of the file").fill("wrong");
  await button(page, "Drill").click();
  await release(page);
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(field(page, "Passphrase of the file")).toHaveValue("");
  await look(page, "drill-2-wrong");
  await button(page, "Cancel").click();
  await expect(details(page)).not.toContainText("Drill failed");
});

test("a copy that lies elsewhere is chosen on its medium", async ({ page }) => {
  await toRegister(page, { copy: "elsewhere" });
  await button(page, "Drill…").click();
  await next(page);
  await expect(page.getByRole("alert")).toContainText("is the drive plugged in?");
  await look(page, "drill-1-not-there");
  await button(page, "Choose the file…").click();
  await expect(dialog(page)).toContainText("USB-7");
  await next(page);
  await expect(field(page, "Passphrase of the file")).toBeVisible();
});

test("another file is noted as failed only when somebody says so", async ({ page }) => {
  await toRegister(page, { copy: "changed" });
  await button(page, "Drill…").click();
  await next(page);
  await expect(page.getByRole("alert")).toContainText("This is not the file that was proven");
  await look(page, "drill-1-changed");
  await button(page, "Note as failed").click();
  await expect(heading(page, "This copy is no backup any more")).toBeVisible();
  await look(page, "drill-4-failed");
  await button(page, "Close").click();
  await expect(details(page)).toContainText("Drill failed");
  await expect(page.getByRole("row", { name: /Drill failed/ })).toBeVisible();
});

test("a copy that does not restore leads to a fresh one", async ({ page }) => {
  await toRegister(page, { fail: "not-proven" });
  await button(page, "Drill…").click();
  await next(page);
  await field(page, "Passphrase of the file").fill(strong);
  await button(page, "Drill").click();
  await expect(heading(page, "This copy is no backup any more")).toBeVisible();
  await look(page, "drill-4-unproven");
  await button(page, "Make a fresh copy…").click();
  await expect(heading(page, "What do you want to export?")).toBeVisible();
});

test("a public key is drilled without a passphrase", async ({ page }) => {
  await toRegister(page);
  await choose(page, /example-org-public/);
  await button(page, "Drill…").click();
  await button(page, "Drill").click();
  await expect(heading(page, "This copy is unchanged")).toBeVisible();
  await look(page, "drill-4-public");
});

test("all copies of a drive are drilled in one go, and those with another passphrase wait for it", async ({ page }) => {
  await toRegister(page, { folder: "some" }, "long");
  await look(page, "register-long");
  await button(page, "Drill all…").click();
  await expect(button(page, "Next")).toBeDisabled();
  await button(page, "Choose drive or folder…").click();
  await look(page, "drill-all-1-where");
  await next(page);
  await expect(heading(page, /of 89 copies are there/)).toBeVisible();
  await look(page, "drill-all-2-found");
  await next(page);
  await field(page, "Passphrase of the file").fill("wrong");
  await look(page, "drill-all-3-passphrase");
  await button(page, "Drill").click();
  await expect(button(page, "Another passphrase…")).toBeVisible();
  await look(page, "drill-all-4-other");
  await button(page, "Another passphrase…").click();
  await field(page, "Passphrase of the file").fill(strong);
  await button(page, "Drill").click();
  await expect(heading(page, /All 44 copies passed/)).toBeVisible();
  await look(page, "drill-all-5-report");
});

test("retiring counts what is left, and asks for the name of the last proven copy", async ({ page }) => {
  await toRegister(page);
  await button(page, "Retire…").click();
  await expect(dialog(page)).toContainText("2 proven copies of this key are left");
  await expect(button(page, "Retire copy")).toBeDisabled();
  await field(page, "How and why it was destroyed").fill("The stick was shredded.");
  await look(page, "retire-1");
  await button(page, "Retire copy").click();
  await expect(heading(page, "The copy is retired")).toBeVisible();
  await look(page, "retire-2-receipt");
  await button(page, "Done").click();
  await expect(details(page)).toContainText("The stick was shredded.");
  await expect(button(page, "Retire…")).toHaveCount(0);
});

test("the last proven copy is retired by its name only", async ({ page }) => {
  await toRegister(page, {}, "single");
  await button(page, "Retire…").click();
  await expect(dialog(page)).toContainText("This is the last proven copy of this key");
  await field(page, "How and why it was destroyed").fill("Burnt");
  await expect(button(page, "Retire copy")).toBeDisabled();
  await field(page, "Type example-org-keypair-1.asc to confirm").fill("example-org-public.asc");
  await expect(page.getByText("That is not the name of the file.")).toBeVisible();
  await field(page, "Type example-org-keypair-1.asc to confirm").fill("example-org-keypair-1.asc");
  await look(page, "retire-1-last");
  await button(page, "Retire copy").click();
  await expect(button(page, "Make a fresh copy…")).toBeVisible();
});

test("the answer names the missing piece and its action", async ({ page }) => {
  await toRegister(page, {}, "unbacked");
  await expect(page.getByText("No: one piece is missing")).toBeVisible();
  await look(page, "register-missing");
  await button(page, /^Back up… the Organization Key/).click();
  await expect(heading(page, "What do you want to export?")).toBeVisible();
  await toRegister(page, {}, "long");
  await button(page, /^Drill… the Organization Key|^Back up… the Organization Key/).click();
  await expect(dialog(page)).toBeVisible();
  await toRegister(page, {}, "fresh");
  await expect(page.getByText("There is nothing to bring back yet")).toBeVisible();
  await look(page, "register-fresh");
  await button(page, "Generate…").click();
  await expect(heading(page, "Organization Key settings")).toBeVisible();
});

test("a vault for reading and a damaged one say why", async ({ page }) => {
  await toRegister(page, {}, "readOnly");
  await expect(button(page, "Drill…")).toHaveAccessibleDescription("Read only");
  await expect(button(page, "Retire…")).toHaveAccessibleDescription("Read only");
  await toRegister(page, {}, "errors");
  await expect(page.getByRole("alert").first()).toBeVisible();
});

test("a drill and a retirement by keyboard alone", async ({ page }) => {
  await toRegister(page);
  await page.locator("nav [aria-current=page]").focus();
  await tabTo(page, "Drill…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Where is the copy today?")).toBeVisible();
  await tabTo(page, "Next");
  await press(page, "Enter");
  await expect(field(page, "Passphrase of the file")).toBeFocused();
  await type(page, strong);
  await press(page, "Enter");
  await expect(heading(page, "This copy still restores")).toBeVisible();
  await tabTo(page, "Done");
  await press(page, "Enter");
  await expect(dialog(page)).toHaveCount(0);
  await tabTo(page, "Retire…");
  await press(page, "Enter");
  await expect(field(page, "How and why it was destroyed")).toBeFocused();
  await type(page, "Shredded");
  await press(page, "Enter");
  await expect(heading(page, "The copy is retired")).toBeVisible();
  await press(page, "Enter");
  await expect(dialog(page)).toHaveCount(0);
});

test("German words have their room", async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 640 });
  await open(page, "long", { lang: "de" });
  await page.getByRole("tab", { name: "Sicherungen" }).click();
  await button(page, "Register und Proben").click();
  await expect(heading(page, "Register und Proben")).toBeVisible();
  await look(page, "register-german");
  await button(page, "Alle erproben…").click();
  await look(page, "drill-all-german");
  await button(page, "Abbrechen").click();
  await button(page, "Außer Gebrauch…").click();
  await look(page, "retire-german");
  await button(page, "Abbrechen").click();
  await page.getByRole("tab", { name: "Verwaltung" }).click();
  await button(page, "Protokoll").click();
  await look(page, "audit-german");
  await button(page, "Zustand").click();
  await look(page, "health-german");
});

test("a narrow window holds the page and the wizard", async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 640 });
  await toRegister(page, {}, "long");
  await look(page, "register-narrow");
  await button(page, "Drill…").first().click();
  await look(page, "drill-narrow");
});

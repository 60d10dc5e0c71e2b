import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { button, field, heading, look, open, release } from "./support";

async function to(page: Page, name: "Audit Log" | "Health", more: Record<string, string> = {}, scene = "open"): Promise<void> {
  await open(page, scene, more);
  await page.getByRole("tab", { name: "Administration" }).click();
  await button(page, name).click();
  await expect(heading(page, name)).toBeVisible();
}
const dialog = (page: Page) => page.getByRole("dialog");

test("the log is exported, signed and whole, with its head on the receipt", async ({ page }) => {
  await to(page, "Audit Log", { hold: "1" });
  await look(page, "audit");
  await button(page, "Export…").click();
  await expect(dialog(page).getByRole("checkbox")).toHaveCount(0);
  await button(page, "Save…").click();
  await look(page, "audit-export-1");
  await button(page, "Export").click();
  await release(page);
  await expect(heading(page, "The audit log is exported")).toBeVisible();
  await expect(dialog(page)).toContainText("1,300");
  await look(page, "audit-export-2-receipt");
});

test("a part of the log leaves as a table, which nobody can verify", async ({ page }) => {
  await to(page, "Audit Log", {}, "long");
  await field(page, "Filter entries").fill("export");
  await field(page, "Since").selectOption("Last 30 days");
  await button(page, "Export…").click();
  await page.getByRole("radio", { name: /Table, as CSV/ }).check();
  await page.getByRole("checkbox", { name: /Only entries with “export”, since/ }).check();
  await button(page, "Save…").click();
  await look(page, "audit-export-1-part");
  await button(page, "Export").click();
  await expect(dialog(page)).toContainText("Nobody: CSV cannot be verified");
});

test("the list begins at a moment", async ({ page }) => {
  await to(page, "Audit Log", {}, "long");
  await expect(page.getByText("1,300 entries")).toBeVisible();
  await field(page, "Since").selectOption("Last 24 hours");
  await expect(page.getByText(/^2\d entries/)).toBeVisible();
});

test("an exported log is verified, with a receipt", async ({ page }) => {
  await to(page, "Audit Log");
  await button(page, "Verify a file…").click();
  await button(page, "Choose file…").click();
  await field(page, "Head from a receipt").fill("1300 9f86");
  await expect(field(page, "Head from a receipt")).toHaveAccessibleDescription(/at least 16 digits/);
  await field(page, "Head from a receipt").fill("1200 · 9f86d081884c7d65");
  await look(page, "audit-verify-1");
  await dialog(page).getByRole("button", { name: "Verify", exact: true }).click();
  await expect(heading(page, "All 1,294 entries hold")).toBeVisible();
  await expect(dialog(page)).toContainText("The entry is in the file as the receipt says");
  await look(page, "audit-verify-2-result");
  await button(page, "Verify another").click();
  await expect(dialog(page)).toContainText("No file chosen");
});

const logs: [name: string, query: Record<string, string>, words: string][] = [
  ["of another vault", { log: "other" }, "The file is of another vault"],
  ["filtered", { log: "selection", noted: "absent" }, "Each entry by itself, and the signature"],
  ["broken", { log: "audit-file-broken" }, "does not hold at entry 1207"],
  ["without its signature", { log: "audit-signature-wrong" }, "The signature under the exported audit log does not hold"],
  ["that is none", { log: "not-audit-file" }, "is no audit log that this program exported"],
];
for (const [name, query, words] of logs) {
  test(`a log ${name} is told so`, async ({ page }) => {
    await to(page, "Audit Log", query);
    await button(page, "Verify a file…").click();
    await button(page, "Choose file…").click();
    await field(page, "Head from a receipt").fill("1200 · 9f86d081884c7d65");
    await dialog(page).getByRole("button", { name: "Verify", exact: true }).click();
    await expect(dialog(page)).toContainText(words);
    await look(page, `audit-verify-2-${Object.values(query)[0]}`);
  });
}

test("a receipt is compared with the log by keyboard alone", async ({ page }) => {
  await to(page, "Audit Log");
  await page.locator("nav [aria-current=page]").focus();
  await tabTo(page, "Compare…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(field(page, "Head from a receipt")).toBeFocused();
  await type(page, "1290 9f86d081884c7d65");
  await press(page, "Enter");
  await expect(page.getByText("The log leads to the receipt and on to entry 1300")).toBeVisible();
  await look(page, "audit-compare");
  await press(page, "Escape");
  await expect(dialog(page)).toHaveCount(0);
});

test("a vault that was rolled back is found out by a receipt", async ({ page }) => {
  await to(page, "Audit Log", { fail: "audit-rolled-back" });
  await button(page, "Compare…").click();
  await field(page, "Head from a receipt").fill("1290 9f86d081884c7d65");
  await button(page, "Compare").click();
  await expect(dialog(page)).toContainText("the vault was rolled back");
});

test("every check has its threshold, the worst first, each with its action", async ({ page }) => {
  await to(page, "Health", { ca: "unbacked" }, "long");
  await expect(page.getByRole("listitem").filter({ hasText: /Act today|Warning/ }).first()).toContainText("Act today");
  await look(page, "health-findings");
  await button(page, /^Show key The Organization Key ends soon/).click();
  await expect(heading(page, "Organization Keys")).toBeVisible();
  await to(page, "Health");
  await expect(page.getByText("Nothing is wrong")).toBeVisible();
  await expect(heading(page, "25 checks passed")).toBeVisible();
  await look(page, "health");
});

test("what the vault found stands with the checks, and a damaged one says why", async ({ page }) => {
  await to(page, "Health", {}, "notices");
  await expect(page.getByRole("row", { name: /No operation left open/ })).toContainText("Warning");
  await look(page, "health-notices");
  await to(page, "Health", {}, "errors");
  await expect(page.getByRole("alert").first()).toBeVisible();
});

test("what ends is saved as a calendar, by keyboard alone", async ({ page }) => {
  await to(page, "Health");
  await page.locator("nav [aria-current=page]").focus();
  await tabTo(page, "Save calendar…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(button(page, "Save…")).toBeFocused();
  await expect(dialog(page)).toContainText("Organization Key ends");
  await press(page, "Enter");
  await look(page, "calendar-1");
  await tabTo(page, "Save");
  await press(page, "Enter");
  await expect(heading(page, "The calendar is saved")).toBeVisible();
  await look(page, "calendar-2-receipt");
  await press(page, "Enter");
  await expect(dialog(page)).toHaveCount(0);
});

test("a vault in which nothing ends has no calendar, and Home leads to all checks", async ({ page }) => {
  await open(page, "fresh");
  await button(page, "All checks").click();
  await expect(heading(page, "Health")).toBeVisible();
  await button(page, "Save calendar…").click();
  await expect(dialog(page)).toContainText("Nothing has an end yet");
  await expect(dialog(page).getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await look(page, "calendar-empty");
});

test("a narrow window holds the pages", async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 640 });
  await to(page, "Audit Log", {}, "long");
  await look(page, "audit-narrow");
  await button(page, "Health").click();
  await look(page, "health-narrow");
});

import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { heading, open, strong } from "./support";

test("a vault is set up, its key generated and backed up, without a mouse", async ({ page }) => {
  await open(page, "empty");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Which organization is this for?")).toBeVisible();
  await type(page, "Example Org");
  await press(page, "Tab");
  await seesFocus(page);
  await type(page, "example.test");
  await press(page, "Enter", "Enter");
  await expect(heading(page, "Who is the first administrator?")).toBeVisible();
  await type(page, "alice");
  await tabTo(page, "Passphrase");
  await seesFocus(page);
  await type(page, strong);
  await tabTo(page, "Passphrase again");
  await type(page, strong);
  await expect(page.getByText("Same", { exact: true })).toBeVisible();
  await press(page, "Enter");
  await expect(heading(page, "Where shall the vault be kept?")).toBeVisible();
  await tabTo(page, "Create vault");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Organization Key settings")).toBeVisible();
  await press(page, "Enter");
  await expect(heading(page, "Generate this Organization Key?")).toBeVisible();
  await tabTo(page, "Generate");
  await press(page, "Enter");
  await expect(heading(page, "Back up the keypair now")).toBeVisible();
  await tabTo(page, "Back up the keypair…");
  await press(page, "Enter");
  await exportByKeyboard(page);
  await expect(heading(page, "Nothing needs you")).toBeVisible();
});

async function exportByKeyboard(page: Page): Promise<void> {
  await expect(heading(page, "What do you want to export?")).toBeVisible();
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Protect the keypair with a passphrase")).toBeVisible();
  await type(page, strong);
  await tabTo(page, "Passphrase again");
  await type(page, strong);
  await tabTo(page, "Your own passphrase");
  await type(page, strong);
  await expect(page.getByText("Same", { exact: true })).toBeVisible();
  await press(page, "Enter");
  await expect(heading(page, "Where do you want to save it?")).toBeVisible();
  await tabTo(page, "Save…");
  await press(page, "Enter");
  await expect(page.getByText("USB-1", { exact: true })).toBeVisible();
  await tabTo(page, "Next");
  await press(page, "Enter");
  await expect(heading(page, "Ready to export")).toBeVisible();
  await tabTo(page, "Export Keypair");
  await press(page, "Enter");
  await expect(heading(page, "This copy is proven to restore")).toBeVisible();
  await tabTo(page, "Done");
  await press(page, "Enter");
}

test("export and import are reached by shortcut, arrows and Enter, and left by Escape", async ({ page }) => {
  await open(page, "unbacked");
  await press(page, "Control+2");
  await expect(heading(page, "Organization Keys")).toBeVisible();
  await tabTo(page, "Export…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await press(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await tabTo(page, "Export…");
  await press(page, "Enter");
  await exportByKeyboard(page);
  await tabTo(page, "Import…", "Shift+Tab");
  await press(page, "Enter");
  await expect(heading(page, "Which file do you want to import?")).toBeVisible();
  await tabTo(page, "Choose file…");
  await press(page, "Enter");
  await expect(heading(page, "What is in the file")).toBeVisible();
  await tabTo(page, "Next");
  await press(page, "Enter");
  await expect(heading(page, "The file’s passphrase")).toBeVisible();
  await type(page, strong);
  await press(page, "Enter");
  await expect(heading(page, "What the import would do")).toBeVisible();
  await tabTo(page, "Import");
  await press(page, "Enter");
  await expect(heading(page, "Nothing had to be changed")).toBeVisible();
});

test("rows, tabs and subtabs are chosen by arrows", async ({ page }) => {
  await open(page, "open");
  await press(page, "Control+2");
  const first = page.getByRole("row", { name: /^Organization Key Example/ });
  await first.focus();
  await seesFocus(page);
  await press(page, "ArrowDown");
  await expect(page.getByRole("row", { name: /^Organization Certificate/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByText("Without S/MIME it stays empty")).toBeVisible();
  await press(page, "Home");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: "Overview" }).focus();
  await press(page, "ArrowRight");
  await expect(page.getByRole("tab", { name: "Backups", selected: true })).toBeVisible();
  await page.getByRole("tab", { name: "Keys" }).focus();
  await press(page, "ArrowRight");
  await expect(heading(page, "Tree CA")).toBeVisible();
});

test("every shortcut does its verb", async ({ page }) => {
  await open(page, "open");
  for (const [keys, name] of [["Control+2", "Organization Keys"], ["Control+3", "Tree CA"], ["Control+4", "Server Backups"], ["Control+5", "Administrators"], ["Control+1", "Nothing needs you"]] as const) {
    await press(page, keys);
    await expect(heading(page, name)).toBeVisible();
  }
  await press(page, "Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await type(page, "sett");
  await press(page, "Enter");
  await expect(heading(page, "Settings")).toBeVisible();
  await press(page, "Control+l");
  await expect(page.getByText("Locked. No key is in memory.")).toBeVisible();
  await type(page, strong);
  await press(page, "Enter");
  await expect(heading(page, "Nothing needs you")).toBeVisible();
});

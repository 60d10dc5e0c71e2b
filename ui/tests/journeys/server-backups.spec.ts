import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo } from "./keyboard-support";
import { button, heading, look, open, release } from "./support";

async function to(page: Page, more: Record<string, string> = {}, scene = "open"): Promise<void> {
  await open(page, scene, more);
  await page.getByRole("tab", { name: "Backups" }).click();
  await expect(heading(page, "Server Backups")).toBeVisible();
}
const dialog = (page: Page) => page.getByRole("dialog");

test("the list tells when each backup was made, what opens it, and which one is not at its place", async ({ page }) => {
  await to(page);
  await expect(page.getByRole("row")).toHaveCount(5);
  await expect(page.getByText("2 proven copies of its keypair")).toBeVisible();
  await look(page, "server-backups");
});

test("without a backup the first steps are told", async ({ page }) => {
  await to(page, { backups: "0" });
  await expect(page.getByText("No server backup yet")).toBeVisible();
  await look(page, "server-backups-none");
});

test("a backup that nobody can open elsewhere says so, and leads to the export of the keypair", async ({ page }) => {
  await to(page, { copies: "0" });
  await expect(page.getByText("No proven copy of its keypair exists")).toBeVisible();
  await look(page, "server-backups-no-copy");
  await button(page, "Export Keypair…").click();
  await expect(dialog(page)).toBeVisible();
});

test("the vault is backed up, with a receipt that says what opens it", async ({ page }) => {
  await to(page, { hold: "1" });
  await button(page, "Back up now…").click();
  await page.getByRole("radio", { name: /GnuPG and PGP Desktop too/ }).check();
  await look(page, "server-backup-1");
  await button(page, "Save…").click();
  await look(page, "server-backup-2");
  await button(page, "Back up").click();
  await release(page);
  await expect(heading(page, "The backup is proven")).toBeVisible();
  await expect(dialog(page)).toContainText("412 users, 2 Organization Keys, 1 CA");
  await look(page, "server-backup-3-receipt");
  await button(page, "Done").click();
  await expect(page.getByRole("row")).toHaveCount(6);
});

test("before a backup is written it is said that nobody could open it elsewhere", async ({ page }) => {
  await to(page, { copies: "0" });
  await button(page, "Back up now…").click();
  await button(page, "Save…").click();
  await expect(dialog(page)).toContainText("No proven copy of its keypair exists");
  await look(page, "server-backup-2-no-copy");
});

test("any backup of this vault is verified", async ({ page }) => {
  await to(page);
  await button(page, "Verify a file…").click();
  await look(page, "server-backup-verify-1");
  await button(page, "Choose…").click();
  await button(page, "Verify").click();
  await expect(heading(page, "It opens, and all of it is there")).toBeVisible();
  await expect(dialog(page)).toContainText("Tree CA, last list 14");
  await look(page, "server-backup-verify-2-result");
  await button(page, "Done").click();
  await expect(dialog(page)).toHaveCount(0);
});

test("without a mouse the vault is backed up", async ({ page }) => {
  await to(page);
  await tabTo(page, "Back up now…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(page.getByRole("radio", { name: /Programs of 2024/ })).toBeFocused();
  await tabTo(page, "Save…");
  await press(page, "Enter");
  await tabTo(page, "Back up");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(button(page, "Done")).toBeFocused();
  await press(page, "Enter");
  await expect(dialog(page)).toHaveCount(0);
});

test("a vault that is open for reading only is backed up by nobody", async ({ page }) => {
  await to(page, {}, "readOnly");
  await expect(button(page, "Back up now…")).toBeDisabled();
});

test("German words have their room", async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 640 });
  await open(page, "open", { lang: "de", copies: "0" });
  await page.getByRole("tab", { name: "Sicherungen" }).click();
  await expect(heading(page, "Serversicherungen")).toBeVisible();
  await look(page, "server-backups-german");
  await button(page, "Jetzt sichern…").click();
  await look(page, "server-backup-german");
});

import { expect, test } from "@playwright/test";

import { button, field, heading, look, next, open, receiptInSight, release, strong, toExport, typeTwice } from "./support";

test.describe("every page and step passes axe in both colours", () => {
  test("setup, from welcome to the backup", async ({ page }) => {
    await open(page, "empty", { hold: "1" });
    await look(page, "setup-1-start");
    await next(page);
    await field(page, "Organization name").fill("Example Org");
    await field(page, "Managed domains").fill("example.test,");
    await look(page, "setup-2-organization");
    await next(page);
    await field(page, "Your name").fill("alice");
    await typeTwice(page);
    await look(page, "setup-3-administrator");
    await next(page);
    await look(page, "setup-4-place");
    await button(page, "Create vault").click();
    await expect(heading(page, "Organization Key settings")).toBeVisible();
    await look(page, "setup-5-key");
    await button(page, "Show all kinds").click();
    await page.getByRole("radio", { name: "After another period" }).check();
    await look(page, "setup-5-key-all");
    await next(page);
    await look(page, "setup-6-review");
    await button(page, "Generate").click();
    await look(page, "setup-7-generate");
    await release(page);
    await expect(heading(page, "Back up the keypair now")).toBeVisible();
    await look(page, "setup-8-backup");
    await button(page, "Back up the keypair…").click();
    await expect(heading(page, "What do you want to export?")).toBeVisible();
    await look(page, "setup-9-export");
  });

  test("export of a keypair, and one that is not proven", async ({ page }) => {
    await open(page, "open", { hold: "1", exists: "1" });
    await toExport(page);
    await look(page, "export-1-what");
    await next(page);
    await typeTwice(page);
    await field(page, "Your own passphrase").fill(strong);
    await look(page, "export-2-passphrase");
    await next(page);
    await button(page, "Save…").click();
    await page.getByRole("checkbox").check();
    await look(page, "export-3-place");
    await next(page);
    await look(page, "export-4-review");
    await button(page, "Export Keypair").click();
    await expect(page.getByRole("progressbar")).toBeVisible();
    await look(page, "export-5-run");
    await release(page);
    await expect(heading(page, "This copy is proven to restore")).toBeVisible();
    await receiptInSight(page, "example-org-keypair.asc");
    await look(page, "export-6-receipt");
    await button(page, "Done").click();

    await open(page, "open", { fail: "not-proven" });
    await toExport(page);
    await next(page);
    await typeTwice(page);
    await field(page, "Your own passphrase").fill(strong);
    await next(page);
    await button(page, "Save…").click();
    await next(page);
    await button(page, "Export Keypair").click();
    await expect(heading(page, "This file is not a backup")).toBeVisible();
    await look(page, "export-7-not-proven");
  });

  for (const file of ["keypair", "legacy", "several", "expired"]) {
    test(`import of a file: ${file}`, async ({ page }) => {
      await open(page, "fresh", { file });
      await page.getByRole("tab", { name: "Keys" }).click();
      if (file === "keypair") await look(page, "keys-empty");
      await button(page, "Import…").click();
      if (file === "keypair") await look(page, "import-1-file");
      await button(page, "Choose file…").click();
      await expect(heading(page, "What is in the file")).toBeVisible();
      await look(page, `import-2-contents-${file}`);
      await next(page);
      await field(page, "Passphrase of the file").fill(strong);
      if (file === "keypair" || file === "legacy") await look(page, `import-3-passphrase-${file}`);
      await next(page);
      await expect(heading(page, "What the import would do")).toBeVisible();
      await look(page, `import-4-preview-${file}`);
      if (file === "expired") {
        await expect(page.getByRole("alert")).toContainText("tick the box that accepts its end");
        await page.getByRole("checkbox", { name: /although it has expired/ }).check();
      }
      await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
      await expect(heading(page, "The key is in the vault")).toBeVisible();
      if (file === "keypair") await look(page, "import-5-receipt");
    });
  }

  const pages = [
    ["open", "Home", "Home"], ["unbacked", "Home", "Home"], ["long", "Home", "Home"], ["fresh", "Home", "Home"], ["notices", "Home", "Home"], ["single", "Home", "Home"], ["errors", "Keys", "Organization Keys"],
    ["open", "Keys", "Organization Keys"], ["unbacked", "Keys", "Organization Keys"], ["readOnly", "Keys", "Organization Keys"], ["open", "Backups", "Server Backups"], ["long", "Backups", "Register and Drills"], ["unbacked", "Backups", "Register and Drills"],
    ["open", "Administration", "Administrators"], ["long", "Administration", "Audit Log"], ["open", "Administration", "Settings"],
  ] as const;
  for (const [scene, tab, name] of pages) {
    test(`the page ${name} of a vault that is ${scene}`, async ({ page }) => {
      await open(page, scene);
      await page.getByRole("tab", { name: tab }).click();
      if (tab !== "Home") await button(page, name).click();
      await expect(page.locator(".panel, [role=alert]").first()).toBeVisible();
      await look(page, `page-${name.toLowerCase().replace(/ /g, "-")}-${scene}`);
    });
  }

  for (const scene of ["locked", "held", "broken"]) {
    test(`the lock screen of a vault that is ${scene}`, async ({ page }) => {
      await open(page, scene);
      await look(page, `lock-${scene}`);
      if (scene !== "locked") return;
      await field(page, "Passphrase").fill("wrong");
      await button(page, "Unlock").click();
      await expect(page.getByRole("alert")).toContainText("does not open");
      await look(page, "lock-wrong");
    });
  }

  test("what lies over a page: palette, dropped file, idle warning, passphrase dialog, details", async ({ page }) => {
    await open(page, "open");
    await page.getByRole("tab", { name: "Keys" }).click();
    await page.getByRole("tablist", { name: "Details" }).getByRole("tab", { name: "Backups" }).click();
    await look(page, "details-backups");
    await page.getByRole("tab", { name: "History" }).click();
    await look(page, "details-history");
    await page.keyboard.press("Control+k");
    await look(page, "palette");
    await page.keyboard.press("Escape");
    await page.evaluate(() => window.fakeSession?.({ event: "locksSoon", data: { seconds: 30 } }));
    await look(page, "idle");
    await page.keyboard.press("Shift");
    await expect(page.getByText("The vault locks in 30 seconds.")).toHaveCount(0);
    await page.evaluate(() => window.fakeSession?.({ event: "dropped", data: { grant: "drop-1", name: "keypair.asc", place: "USB-1", exists: true } }));
    await expect(heading(page, "What is in this file")).toBeVisible();
    await look(page, "dropped");
    await button(page, "Close").click();
    await page.getByRole("tab", { name: "Administration" }).click();
    await button(page, "Change passphrase…").click();
    await look(page, "change-passphrase");
  });
});

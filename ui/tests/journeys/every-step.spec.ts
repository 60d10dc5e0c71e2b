import { expect, test } from "@playwright/test";

import { button, field, heading, look, next, open, strong, themes, toExport, typeTwice } from "./support";

for (const theme of themes) {
  test.describe(`every page and step in ${theme} colours passes axe`, () => {
    test("setup, from welcome to the backup", async ({ page }) => {
      await open(page, "empty", { theme, pace: "150" });
      await look(page, `setup-1-start-${theme}`);
      await next(page);
      await field(page, "Organization name").fill("Example Org");
      await field(page, "Managed domains").fill("example.test,");
      await look(page, `setup-2-organization-${theme}`);
      await next(page);
      await field(page, "Your name").fill("alice");
      await typeTwice(page);
      await look(page, `setup-3-administrator-${theme}`);
      await next(page);
      await look(page, `setup-4-place-${theme}`);
      await button(page, "Create vault").click();
      await expect(heading(page, "Organization Key settings")).toBeVisible();
      await look(page, `setup-5-key-${theme}`);
      await button(page, "Show all kinds").click();
      await page.getByRole("radio", { name: "After another period" }).check();
      await look(page, `setup-5-key-all-${theme}`);
      await next(page);
      await look(page, `setup-6-review-${theme}`);
      await button(page, "Generate").click();
      await look(page, `setup-7-generate-${theme}`);
      await expect(heading(page, "Back up the keypair now")).toBeVisible();
      await look(page, `setup-8-backup-${theme}`);
      await button(page, "Back up the keypair…").click();
      await expect(heading(page, "What do you want to export?")).toBeVisible();
      await look(page, `setup-9-export-${theme}`);
    });

    test("export of a keypair, and one that is not proven", async ({ page }) => {
      await open(page, "open", { theme, pace: "150", exists: "1" });
      await toExport(page);
      await look(page, `export-1-what-${theme}`);
      await next(page);
      await typeTwice(page);
      await field(page, "Your own passphrase").fill(strong);
      await look(page, `export-2-passphrase-${theme}`);
      await next(page);
      await button(page, "Save…").click();
      await page.getByRole("checkbox").check();
      await look(page, `export-3-place-${theme}`);
      await next(page);
      await look(page, `export-4-review-${theme}`);
      await button(page, "Export Keypair").click();
      await expect(page.getByRole("progressbar")).toBeVisible();
      await look(page, `export-5-run-${theme}`);
      await expect(heading(page, "This copy is proven to restore")).toBeVisible();
      await look(page, `export-6-receipt-${theme}`);
      await button(page, "Done").click();

      await open(page, "open", { theme, fail: "not-proven" });
      await toExport(page);
      await next(page);
      await typeTwice(page);
      await field(page, "Your own passphrase").fill(strong);
      await next(page);
      await button(page, "Save…").click();
      await next(page);
      await button(page, "Export Keypair").click();
      await expect(heading(page, "This file is not a backup")).toBeVisible();
      await look(page, `export-7-not-proven-${theme}`);
    });

    for (const file of ["keypair", "legacy", "several", "expired"]) {
      test(`import of a file: ${file}`, async ({ page }) => {
        await open(page, "fresh", { theme, file, pace: "150" });
        await page.getByRole("tab", { name: "Keys" }).click();
        await look(page, `keys-empty-${theme}`);
        await button(page, "Import…").click();
        await look(page, `import-1-file-${theme}`);
        await button(page, "Choose file…").click();
        await expect(heading(page, "What is in the file")).toBeVisible();
        await look(page, `import-2-contents-${file}-${theme}`);
        await next(page);
        await field(page, "Passphrase of the file").fill(strong);
        await look(page, `import-3-passphrase-${file}-${theme}`);
        await next(page);
        await expect(heading(page, "What the import would do")).toBeVisible();
        await look(page, `import-4-preview-${file}-${theme}`);
        if (file === "expired") await page.getByRole("checkbox", { name: /although it has expired/ }).check();
        await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
        await expect(heading(page, "The key is in the vault")).toBeVisible();
        await look(page, `import-5-receipt-${file}-${theme}`);
      });
    }

    const pages = [
      ["open", "Home", "Home"], ["unbacked", "Home", "Home"], ["long", "Home", "Home"], ["fresh", "Home", "Home"], ["notices", "Home", "Home"], ["single", "Home", "Home"], ["errors", "Keys", "Organization Keys"],
      ["open", "Keys", "Organization Keys"], ["unbacked", "Keys", "Organization Keys"], ["readOnly", "Keys", "Organization Keys"], ["long", "Backups", "Register"], ["unbacked", "Backups", "Register"],
      ["open", "Administration", "Administrators"], ["long", "Administration", "Audit Log"], ["open", "Administration", "Settings"],
    ] as const;
    for (const [scene, tab, name] of pages) {
      test(`the page ${name} of a vault that is ${scene}`, async ({ page }) => {
        await open(page, scene, { theme });
        await page.getByRole("tab", { name: tab }).click();
        if (tab !== "Home") await button(page, name).click();
        await expect(page.locator(".panel, [role=alert]").first()).toBeVisible();
        await look(page, `page-${name.toLowerCase().replace(/ /g, "-")}-${scene}-${theme}`);
      });
    }

    for (const scene of ["locked", "held", "broken"]) {
      test(`the lock screen of a vault that is ${scene}`, async ({ page }) => {
        await open(page, scene, { theme });
        await look(page, `lock-${scene}-${theme}`);
        if (scene !== "locked") return;
        await field(page, "Passphrase").fill("wrong");
        await button(page, "Unlock").click();
        await expect(page.getByRole("alert")).toContainText("does not open");
        await look(page, `lock-wrong-${theme}`);
      });
    }

    test("what lies over a page: palette, dropped file, idle warning, passphrase dialog, details", async ({ page }) => {
      await open(page, "open", { theme });
      await page.getByRole("tab", { name: "Keys" }).click();
      await page.getByRole("tablist", { name: "Details" }).getByRole("tab", { name: "Backups" }).click();
      await look(page, `details-backups-${theme}`);
      await page.getByRole("tab", { name: "History" }).click();
      await look(page, `details-history-${theme}`);
      await page.keyboard.press("Control+k");
      await look(page, `palette-${theme}`);
      await page.keyboard.press("Escape");
      await page.evaluate(() => window.fakeSession?.({ event: "locksSoon", data: { seconds: 30 } }));
      await look(page, `idle-${theme}`);
      await page.keyboard.press("Shift");
      await expect(page.getByText("The vault locks in 30 seconds.")).toHaveCount(0);
      await page.evaluate(() => window.fakeSession?.({ event: "dropped", data: { grant: "drop-1", name: "keypair.asc", place: "USB-1", exists: true } }));
      await expect(heading(page, "What is in this file")).toBeVisible();
      await look(page, `dropped-${theme}`);
      await button(page, "Close").click();
      await page.getByRole("tab", { name: "Administration" }).click();
      await button(page, "Change passphrase…").click();
      await look(page, `change-passphrase-${theme}`);
    });
  });
}

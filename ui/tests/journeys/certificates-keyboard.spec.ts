import { expect, test } from "@playwright/test";

import { heading, open, strong } from "./support";
import { press, seesFocus, tabTo } from "./keyboard-support";

test("the export wizard is walked by keyboard alone, from the tab to the receipt", async ({ page }) => {
  await open(page, "open", { ca: "unbacked" });
  await press(page, "Control+3");
  await expect(heading(page, "Tree CA")).toBeVisible();
  await tabTo(page, "Public Key Certificate");
  await seesFocus(page);
  await press(page, "Enter");
  await tabTo(page, "Export…", "Shift+Tab");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Do you want to export the private key?")).toBeVisible();
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Where to, and with which password?")).toBeVisible();
  await tabTo(page, "Save…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(page.getByText("tree-ca.pfx")).toBeVisible();
  for (const name of ["Password", "Password again", "Your own passphrase"]) {
    await tabTo(page, name);
    await seesFocus(page);
    await page.keyboard.type(strong);
  }
  await expect(page.getByText("Same", { exact: true })).toBeVisible();
  await press(page, "Enter");
  await expect(heading(page, "Ready to export")).toBeVisible();
  await tabTo(page, "Finish");
  await press(page, "Enter");
  await expect(heading(page, "This copy is proven to restore")).toBeVisible();
  await tabTo(page, "Done");
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the menu and the long table are used by arrows, and Escape leaves them", async ({ page }) => {
  await open(page, "open", { ca: "long" });
  await press(page, "Control+3");
  await tabTo(page, "More");
  await press(page, "ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Publish CRL…" })).toBeFocused();
  await press(page, "ArrowUp");
  await expect(page.getByRole("menuitem", { name: "Create…" })).toBeFocused();
  await press(page, "Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "More" })).toBeFocused();
  const row = (at: number) => page.locator(`tr[aria-rowindex="${at}"]`);
  await expect(row(2)).toBeVisible();
  await row(2).focus();
  await press(page, "ArrowDown");
  await expect(row(3)).toBeFocused();
  await seesFocus(page);
  await press(page, "End");
  await expect(row(201)).toBeFocused();
  await press(page, "PageUp", "Home");
  await expect(row(2)).toBeFocused();
  await expect(row(2)).toHaveAttribute("aria-selected", "true");
});

import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { button, field, heading, open } from "./support";

/** Keys ▸ Organization Keys, and a verb of the key, without a mouse. */
async function toVerb(page: Page, name: string, more: Record<string, string> = {}): Promise<void> {
  await open(page, "open", more);
  await press(page, "Control+2");
  await expect(heading(page, "Organization Keys")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Details" })).toBeVisible();
  await verb(page, name);
}
async function verb(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await seesFocus(page);
  await press(page, "Enter");
}

test("the key is renewed, and the focus comes back to its verb", async ({ page }) => {
  await toVerb(page, "Renew…", { ends: "20" });
  await expect(page.getByRole("dialog")).toContainText("Would end on");
  await verb(page, "Renew");
  await expect(heading(page, "The Organization Key is renewed")).toBeVisible();
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button(page, "Renew…")).toBeFocused();
});

test("the key is replaced: settings, reason, the name typed", async ({ page }) => {
  await toVerb(page, "Replace…");
  await expect(heading(page, "What does the replacement change?")).toBeVisible();
  await verb(page, "Next");
  await expect(field(page, "User ID")).toHaveValue("Example Org <keys@example.test>");
  await verb(page, "Next");
  await expect(field(page, "Reason")).toBeFocused();
  await seesFocus(page);
  await type(page, "The safe was broken into");
  await tabTo(page, "Type Example Org to confirm");
  await type(page, "Example Org");
  await verb(page, "Replace key");
  await expect(heading(page, "The Organization Key is replaced")).toBeVisible();
  await verb(page, "Done");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Escape leaves the replacement before anything is changed", async ({ page }) => {
  await toVerb(page, "Replace…");
  await press(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

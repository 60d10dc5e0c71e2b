import { expect, test, type Page } from "@playwright/test";

import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { button, field, heading, look, open } from "./support";

/** Keys ▸ Managed Keys, without a mouse. */
async function toUsers(page: Page, more: Record<string, string> = {}): Promise<void> {
  await open(page, "open", more);
  await press(page, "Control+2");
  await expect(heading(page, "Organization Keys")).toBeVisible();
  await tabTo(page, "Managed Keys");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Managed Keys")).toBeVisible();
}
/** Tab to a verb, seen, and Enter. */
async function verb(page: Page, name: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await tabTo(page, name, key);
  await seesFocus(page);
  await press(page, "Enter");
}
/** Types into the filter box until one user is left, and goes on to that row. */
async function find(page: Page, name: string, email: string): Promise<void> {
  await tabTo(page, "Filter users");
  await seesFocus(page);
  await type(page, email);
  const row = page.getByRole("row", { name: `${name} ${email}` });
  // The whole list shows the row too, but Tab stops at its first one only.
  await expect(row).toHaveAttribute("tabindex", "0");
  for (let step = 0; step < 6 && !(await row.evaluate((one) => one === document.activeElement)); step += 1) await press(page, "Tab");
  await expect(row).toBeFocused();
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, name)).toBeVisible();
}
const gone = (page: Page) => expect(page.getByRole("dialog")).toHaveCount(0);

test("a user is added, and a second one after the receipt", async ({ page }) => {
  await toUsers(page);
  await verb(page, "Add user…");
  await expect(field(page, "Email")).toBeFocused();
  await press(page, "Escape");
  await gone(page);
  await expect(button(page, "Add user…")).toBeFocused();
  await press(page, "Enter");
  for (const [email, name] of [["mia.berg@example.test", "Mia Berg"], ["noah.lang@example.test", "Noah Lang"]] as const) {
    await expect(field(page, "Email")).toBeFocused();
    await seesFocus(page);
    await type(page, email);
    await press(page, "Tab");
    await expect(field(page, "Name")).toBeFocused();
    await type(page, name);
    await press(page, "Enter");
    await expect(page.getByRole("radio", { name: "Server Key Mode (SKM)" })).toBeFocused();
    await seesFocus(page);
    await press(page, "Enter");
    await expect(heading(page, "Add this user?")).toBeVisible();
    await verb(page, "Add user");
    await expect(heading(page, "The user is added")).toBeVisible();
    if (name === "Mia Berg") await verb(page, "Add another user");
  }
  await verb(page, "Done");
  await gone(page);
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("noah.lang@example.test");
  await expect(button(page, "Add user…")).toBeFocused();
});

test("an import is chosen, counted, gone back in, and done", async ({ page }) => {
  await toUsers(page, { users: "none", sheet: "refused" });
  await verb(page, "Import…");
  await expect(heading(page, "Where are the keys?")).toBeVisible();
  await expect(button(page, "File…")).toBeFocused();
  await seesFocus(page);
  await press(page, "Enter");
  await expect(page.getByText("users.asc", { exact: true })).toBeVisible();
  await verb(page, "Next");
  await expect(page.getByRole("radio", { name: "As the files say" })).toBeFocused();
  await press(page, "ArrowDown");
  await expect(page.getByRole("radio", { name: "Server Key Mode (SKM)" })).toBeChecked();
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "What the import would do")).toBeVisible();
  await verb(page, "Back");
  await expect(page.getByRole("radio", { name: "Server Key Mode (SKM)" })).toBeFocused();
  await press(page, "Enter");
  await expect(heading(page, "What the import would do")).toBeVisible();
  await verb(page, "Import 239 users");
  await expect(heading(page, "239 users are imported")).toBeVisible();
  await verb(page, "Done");
  await gone(page);
  await expect(page.getByRole("grid", { name: "Users" })).toBeVisible();
});

test("one public key leaves from the pane, and all of them from the menu", async ({ page }) => {
  await toUsers(page);
  await find(page, "Dora König", "dora.konig@example.test");
  for (const from of ["pane", "menu"] as const) {
    if (from === "pane") await verb(page, "Export…");
    else {
      await tabTo(page, "More", "Shift+Tab");
      await press(page, "ArrowDown");
      await expect(page.getByRole("menuitem", { name: "Export all public keys…" })).toBeFocused();
      await seesFocus(page);
      await press(page, "Enter");
    }
    await expect(button(page, "Save…")).toBeFocused();
    await seesFocus(page);
    await press(page, "Enter");
    await expect(page.getByText("USB-1", { exact: true })).toBeVisible();
    await verb(page, "Export");
    await expect(heading(page, from === "pane" ? "1 public key exported" : "412 public keys exported")).toBeVisible();
    await expect(button(page, "Done")).toBeFocused();
    await press(page, "Enter");
    await gone(page);
    await expect(button(page, from === "pane" ? "Export…" : "More")).toBeFocused();
  }
});

test("a contact is noted, and the user no longer waits", async ({ page }) => {
  await toUsers(page);
  await tabTo(page, "Show users");
  await seesFocus(page);
  await type(page, "Waiting");
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText("Waiting for contact");
  const [name = "", email = ""] = await first.locator("td:not(.box)").allTextContents();
  await find(page, name, email);
  await verb(page, "Note contact…");
  await expect(field(page, "Day of the contact")).toBeFocused();
  await type(page, "2031-02-30");
  await expect(button(page, "Note contact")).toBeDisabled();
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await press(page, "Control+a", "Delete");
  await look(page, "user-contact");
  await press(page, "Enter");
  await gone(page);
  await tabTo(page, "Show users", "Shift+Tab");
  await type(page, "Unverified");
  await expect(page.getByRole("row", { name: `${name} ${email}` })).toBeVisible();
});

test("a deletion asks for the address, and Enter alone does nothing before it stands there", async ({ page }) => {
  await toUsers(page);
  await find(page, "Carol Fischer", "carol.fischer@example.test");
  await verb(page, "Delete…");
  const confirm = field(page, "Type carol.fischer@example.test to confirm");
  await expect(confirm).toBeFocused();
  await seesFocus(page);
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await press(page, "Escape");
  await gone(page);
  await expect(button(page, "Delete…")).toBeFocused();
  await press(page, "Enter");
  await expect(confirm).toBeFocused();
  await type(page, "carol.fischer@example.test");
  await press(page, "Enter");
  await gone(page);
  await expect(page.getByRole("row", { name: /^Carol Fischer carol/ })).toHaveCount(0);
  await expect(button(page, "Delete…")).toBeFocused();
  await expect(button(page, "Delete…")).toHaveAccessibleDescription("The user is deleted already.");
});

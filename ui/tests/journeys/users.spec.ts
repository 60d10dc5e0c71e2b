import { expect, test, type Page } from "@playwright/test";

import { button, field, heading, look, next, open, release } from "./support";

/** Keys ▸ Managed Keys. */
async function toUsers(page: Page, more: Record<string, string> = {}): Promise<void> {
  await open(page, "open", more);
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Managed Keys").click();
  await expect(heading(page, "Managed Keys")).toBeVisible();
}
const user = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) }).first();

test("an empty list says what to do", async ({ page }) => {
  await toUsers(page, { users: "none" });
  await expect(heading(page, "No users yet")).toBeVisible();
  await look(page, "users-empty");
  for (const name of ["Import…", "Add user…"]) await expect(button(page, name)).toBeEnabled();
});

test("the list tells each user's state and what comes next", async ({ page }) => {
  await toUsers(page);
  await user(page, "Carol Fischer").click();
  await expect(heading(page, "Carol Fischer")).toBeVisible();
  await look(page, "users");
  await page.getByLabel("Show users").selectOption("Waiting for contact");
  await expect(page.getByRole("row", { name: /Verified/ })).toHaveCount(0);
  await expect(page.getByText("note a contact, and the next maintenance run signs it")).toBeVisible();
  await look(page, "users-waiting");
  await page.getByRole("searchbox", { name: "Filter users" }).fill("nobody of that name");
  await expect(page.getByText("No user matches.")).toBeVisible();
});

test("a user is added: the client's modes are shown and off, the key is made and signed", async ({ page }) => {
  await toUsers(page, { hold: "1" });
  await button(page, "Add user…").click();
  await expect(field(page, "Email")).toBeFocused();
  await field(page, "Email").fill("mia.berg@example.test");
  await field(page, "Name").fill("Mia Berg");
  await look(page, "user-add-1-who");
  await next(page);
  for (const name of ["Server Client Key Mode (SCKM)", "Guarded Key Mode (GKM)", "Client Key Mode (CKM)"]) await expect(page.getByRole("radio", { name })).toBeDisabled();
  await look(page, "user-add-2-mode");
  await next(page);
  await expect(heading(page, "Add this user?")).toBeVisible();
  await look(page, "user-add-3-review");
  await button(page, "Add user").click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await release(page);
  await expect(heading(page, "The user is added")).toBeVisible();
  await look(page, "user-add-4-receipt");
  await button(page, "Done").click();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("mia.berg@example.test");
});

test("an address of another domain is told where it was typed", async ({ page }) => {
  await toUsers(page);
  await button(page, "Add user…").click();
  await field(page, "Email").fill("mia@partner.test");
  await expect(button(page, "Next")).toBeDisabled();
  await field(page, "Name").fill("Mia Berg");
  await next(page);
  await expect(heading(page, "Who is the user?")).toBeVisible();
  await expect(field(page, "Email")).toHaveAccessibleDescription(/mia@partner\.test/);
  await look(page, "user-add-1-refused");
});

test("an import counts first, names each refusal, and can be stopped", async ({ page }) => {
  await toUsers(page, { users: "none", sheet: "refused", hold: "1" });
  await button(page, "Import…").click();
  await look(page, "user-import-1-source");
  await button(page, "Folder…").click();
  await expect(page.getByText("keys", { exact: true })).toBeVisible();
  await next(page);
  await look(page, "user-import-2-mode");
  await next(page);
  await expect(heading(page, "Looking into the files")).toBeVisible();
  await release(page);
  await expect(heading(page, "What the import would do")).toBeVisible();
  await expect(page.getByText("users.csv:17")).toBeVisible();
  await expect(page.getByText("18 more are not shown.")).toBeVisible();
  await look(page, "user-import-3-preview");
  await button(page, "Import 239 users").click();
  await expect(page.getByText("3,456 done")).toBeVisible();
  await look(page, "user-import-4-run");
  await button(page, "Cancel").click();
  await release(page);
  await expect(heading(page, "What the import would do")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await button(page, "Import 239 users").click();
  await release(page);
  await expect(heading(page, "239 users are imported")).toBeVisible();
  await look(page, "user-import-5-receipt");
  await button(page, "Done").click();
  await expect(page.getByRole("grid", { name: "Users" })).toBeVisible();
});

test("an import with nothing in it leads nowhere, and a file that cannot be read says why", async ({ page }) => {
  await toUsers(page, { sheet: "nothing" });
  await button(page, "Import…").click();
  await button(page, "File…").click();
  await next(page);
  await next(page);
  await expect(page.getByText("There is nothing to import.")).toBeVisible();
  await expect(button(page, "Import 0 users")).toBeDisabled();
  await toUsers(page, { sheet: "not-open-pgp" });
  await button(page, "Import…").click();
  await button(page, "File…").click();
  await next(page);
  await next(page);
  await expect(page.getByRole("alert")).toContainText("is not an OpenPGP file");
});

test("public keys leave: of one user, and of all", async ({ page }) => {
  await toUsers(page);
  await user(page, "Carol Fischer").click();
  await button(page, "Export…").click();
  await button(page, "Save…").click();
  await expect(page.getByText("carol.fischer@example.test.asc")).toBeVisible();
  await look(page, "user-export-1-place");
  await button(page, "Export").click();
  await expect(heading(page, "1 public key exported")).toBeVisible();
  await look(page, "user-export-2-receipt");
  await button(page, "Done").click();
  await button(page, "More").click();
  await page.getByRole("menuitem", { name: "Export all public keys…" }).click();
  await button(page, "Save…").click();
  await button(page, "Export").click();
  await expect(heading(page, "412 public keys exported")).toBeVisible();
});

test("a deletion says its consequence and asks for the address", async ({ page }) => {
  await toUsers(page);
  await user(page, "Carol Fischer").click();
  await button(page, "Delete…").click();
  await expect(page.getByText("The key itself is kept in the vault")).toBeVisible();
  await expect(button(page, "Delete user")).toBeDisabled();
  await field(page, "Type carol.fischer@example.test to confirm").fill("carol.fischer@example.test");
  await look(page, "user-delete");
  await button(page, "Delete user").click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("row", { name: /^Carol Fischer carol/ })).toHaveCount(0);
  await page.getByLabel("Show users").selectOption("Deleted");
  await expect(user(page, "Carol Fischer")).toBeVisible();
  await user(page, "Carol Fischer").click();
  for (const name of ["Note contact…", "Delete…"]) await expect(button(page, name)).toHaveAccessibleDescription("The user is deleted already.");
});

test("a million users are scrolled, filtered and ordered by the program, with few rows in the page", async ({ page }) => {
  await toUsers(page, { users: "long" });
  const grid = page.getByRole("grid", { name: "Users" });
  await expect(grid).toHaveAttribute("aria-rowcount", "1000001");
  const frame = grid.locator("..");
  await expect.poll(async () => {
    await frame.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    return Number(await page.getByRole("row").nth(5).getAttribute("aria-rowindex"));
  }).toBeGreaterThan(400);
  expect(await page.getByRole("row").count()).toBeLessThan(80);
  await expect(page.getByRole("columnheader", { name: "Email" })).toHaveAttribute("aria-sort", "ascending");
  await button(page, "Name").click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await look(page, "users-million");
});

test("a vault that is open for reading only says why each writing verb is off", async ({ page }) => {
  await open(page, "readOnly");
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Managed Keys").click();
  for (const name of ["Import…", "Add user…", "Export…", "Note contact…", "Delete…"]) await expect(button(page, name)).toHaveAccessibleDescription("Read only");
});

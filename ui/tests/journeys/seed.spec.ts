import { expect, test } from "@playwright/test";

import { button, field, heading, next, open, release, strong, toExport, typeTwice } from "./support";

test("the vendor's steps are walked click for click: Keys, Organization Keys, the key, Export, Export Keypair, passphrase twice, Save", async ({ page }) => {
  await open(page, "unbacked");
  await toExport(page);
  await page.getByRole("radio", { name: "Export Keypair" }).check();
  await next(page);
  await typeTwice(page);
  await field(page, "Your own passphrase").fill(strong);
  await next(page);
  await button(page, "Save…").click();
  await expect(page.getByText("example-org-keypair.asc")).toBeVisible();
  await next(page);
  await expect(heading(page, "Ready to export")).toBeVisible();
  await button(page, "Export Keypair").click();
  await expect(heading(page, "This copy is proven to restore")).toBeVisible();
  await expect(page.getByRole("list", { name: "Proof" })).toContainText("Read back from the medium: passed");
  await button(page, "Done").click();
  await expect(page.getByText(/Proven recoverable/)).toBeVisible();
  await page.getByRole("tab", { name: "Home" }).click();
  await expect(heading(page, "Nothing needs you")).toBeVisible();
});

test("a public key says that it restores nothing, asks for no passphrase and is entered as compared only", async ({ page }) => {
  await open(page, "open");
  await toExport(page);
  await page.getByRole("radio", { name: "Export Public Key" }).check();
  await expect(page.getByText("A public key is not a backup.")).toBeVisible();
  await next(page);
  await expect(heading(page, "Where do you want to save it?")).toBeVisible();
  await expect(page.getByRole("list", { name: "Steps" })).toContainText("A public key needs no passphrase.");
  await button(page, "Save…").click();
  await next(page);
  await button(page, "Export Public Key").click();
  await expect(heading(page, "Public key exported")).toBeVisible();
  await expect(page.getByText("This file cannot restore a backup.")).toBeVisible();
});

test("a wrong own passphrase leads back to its field, and what was typed is gone", async ({ page }) => {
  await open(page, "open");
  await toExport(page);
  await next(page);
  await typeTwice(page);
  await field(page, "Your own passphrase").fill("wrong");
  await next(page);
  await button(page, "Save…").click();
  await next(page);
  await button(page, "Export Keypair").click();
  await expect(heading(page, "Protect the keypair with a passphrase")).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("The passphrase does not open");
  for (const name of ["Passphrase", "Passphrase again", "Your own passphrase"]) await expect(field(page, name)).toHaveValue("");
});

test("a file that is there already is replaced only when that was confirmed", async ({ page }) => {
  await open(page, "open", { exists: "1" });
  await toExport(page);
  await page.getByRole("radio", { name: "Export Public Key" }).check();
  await next(page);
  await button(page, "Save…").click();
  await expect(button(page, "Next")).toBeDisabled();
  await page.getByRole("checkbox", { name: "Replace example-org-public.asc" }).check();
  await next(page);
  await expect(page.getByText("Replaces the file that is there now.")).toBeVisible();
});

test("an export that is stopped comes back to its review, and tells no failure", async ({ page }) => {
  await open(page, "open", { hold: "1" });
  await toExport(page);
  await page.getByRole("radio", { name: "Export Public Key" }).check();
  await next(page);
  await button(page, "Save…").click();
  await next(page);
  await button(page, "Export Public Key").click();
  await button(page, "Cancel").click();
  await expect(button(page, "Stopping…")).toBeVisible();
  await release(page);
  await expect(heading(page, "Ready to export")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a dismissed dialog is not an error", async ({ page }) => {
  await open(page, "open", { pick: "cancelled" });
  await toExport(page);
  await page.getByRole("radio", { name: "Export Public Key" }).check();
  await next(page);
  await button(page, "Save…").click();
  await expect(page.getByText("No place chosen yet")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a refused Export Keypair is shown disabled with the reason", async ({ page }) => {
  await open(page, "open", { refused: "1" });
  await toExport(page);
  await expect(page.getByRole("radio", { name: "Export Keypair" })).toBeDisabled();
  await expect(page.getByText("Your key slot does not carry the right")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Export Public Key" })).toBeChecked();
});

test("a restore goes from the assistant through the file to Home, which asks for a fresh backup", async ({ page }) => {
  await open(page, "empty");
  await page.getByRole("radio", { name: "Restore from a keypair file" }).check();
  await next(page);
  await field(page, "Organization name").fill("Example Org");
  await field(page, "Managed domains").fill("example.test");
  await next(page);
  await field(page, "Your name").fill("alice");
  await typeTwice(page);
  await next(page);
  await button(page, "Create vault").click();
  await button(page, "Choose file…").click();
  await expect(heading(page, "What is in the file")).toBeVisible();
  await next(page);
  await field(page, "Passphrase of the file").fill("wrong");
  await next(page);
  await expect(page.getByRole("alert")).toContainText("does not open");
  await field(page, "Passphrase of the file").fill(strong);
  await next(page);
  await expect(page.getByText("New: it becomes the Organization Key of this vault.")).toBeVisible();
  await button(page, "Restore").click();
  await expect(heading(page, "The key is in the vault")).toBeVisible();
  await button(page, "Done").click();
  await expect(page.getByText("The Organization Key is not backed up")).toBeVisible();
});

const files = [
  ["not-open-pgp", "choose"], ["not-a-key", "choose"], ["file-damaged", "choose"], ["file-truncated", "choose"], ["too-expensive", "choose"], ["algorithm-unsupported", "choose"],
] as const;
for (const [code] of files) {
  test(`a file that is ${code} says so and stays at its step`, async ({ page }) => {
    await open(page, "open", { file: code });
    await page.getByRole("tab", { name: "Keys" }).click();
    await button(page, "Import…").click();
    await button(page, "Choose file…").click();
    await expect(page.getByRole("alert")).not.toBeEmpty();
    await expect(heading(page, "Which file do you want to import?")).toBeVisible();
  });
}

for (const [relation, words] of [["same", "nothing in the file is new"], ["newer", "3 packets would be added. Nothing is removed."], ["conflict", "Nothing would be stored."]] as const) {
  test(`the preview of a key that is ${relation} says what would happen`, async ({ page }) => {
    await open(page, "open", { file: "public", relation });
    await page.getByRole("tab", { name: "Keys" }).click();
    await button(page, "Import…").click();
    await button(page, "Choose file…").click();
    await next(page);
    await expect(page.getByText(words)).toBeVisible();
    const verb = page.getByRole("dialog").getByRole("button", { name: "Import", exact: true });
    if (relation === "conflict") await expect(verb).toBeDisabled();
    else await expect(verb).toBeEnabled();
  });
}

test("a lock from outside closes everything that showed something of the vault", async ({ page }) => {
  await open(page, "open");
  await toExport(page);
  await page.evaluate(() => window.fakeSession?.({ event: "changed", data: { state: "locked", preferences: { language: "en", theme: "light" }, vault: "example.orgvault", administrators: ["alice"], holder: null, failure: null, lockedBy: "idle" } }));
  await expect(page.getByText("Locked because nobody used it for a while.")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("keys@example.test")).toHaveCount(0);
});

test("the language changes at once, everywhere", async ({ page }) => {
  await open(page, "empty");
  await page.getByLabel("Language").selectOption("de");
  await expect(heading(page, "Willkommen bei OrgKey Console")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(button(page, "Weiter")).toBeVisible();
});

test("settings hold as soon as they are chosen", async ({ page }) => {
  await open(page, "open");
  await page.getByRole("tab", { name: "Administration" }).click();
  await button(page, "Settings").click();
  await page.getByLabel("Lock after").selectOption("15");
  await page.getByLabel("Colours").selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByLabel("Lock after")).toHaveValue("15");
});

test("the audit log is filtered by the program, paged by its numbers, and verified", async ({ page }) => {
  await open(page, "long");
  await page.getByRole("tab", { name: "Administration" }).click();
  await button(page, "Audit Log").click();
  await expect(page.getByRole("row")).toHaveCount(101);
  await button(page, "Show older entries").click();
  await expect(page.getByRole("row")).toHaveCount(201);
  await page.getByRole("searchbox", { name: "Filter entries" }).fill("generate-organization-key");
  await expect(page.getByRole("cell", { name: "unlock" })).toHaveCount(0);
  await button(page, "Verify").click();
  await expect(page.getByText("All 1300 entries hold together.")).toBeVisible();
});

test("a vault that is open for reading only says why each writing verb is off", async ({ page }) => {
  await open(page, "readOnly");
  await expect(page.getByText("orgkey on console-2 writes to this vault.")).toBeVisible();
  await page.getByRole("tab", { name: "Keys" }).click();
  for (const name of ["Import…", "Export…"]) {
    await expect(button(page, name)).toBeDisabled();
    await expect(button(page, name)).toHaveAccessibleDescription("Read only");
  }
});

test("another vault on the lock screen brings its own names", async ({ page }) => {
  await open(page, "locked");
  await page.getByLabel("Administrator").selectOption("carol");
  const other = { state: "locked", preferences: { language: "en", theme: "light" }, vault: "other.orgvault", administrators: ["dora"], holder: null, failure: null, lockedBy: null } as const;
  await page.evaluate((data) => window.fakeSession?.({ event: "changed", data: { ...data, administrators: ["dora"] } }), other);
  await expect(heading(page, "other.orgvault")).toBeVisible();
  await expect(page.getByLabel("Administrator")).toHaveValue("dora");
});

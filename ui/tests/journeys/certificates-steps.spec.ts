import { expect, test } from "@playwright/test";

import { more, passwordTwice, toCa, toCaExport } from "./certificates-support";
import { button, field, heading, look, next, receiptInSight, release, strong } from "./support";

test.describe("every certificate page and step passes axe in both colours", () => {
  for (const ca of ["none", "proven", "unbacked", "fixed", "old", "awaiting", "retired", "restored", "ended", "long"]) {
    test(`the page of a CA that is ${ca}`, async ({ page }) => {
      await toCa(page, ca);
      await look(page, `ca-page-${ca}`);
    });
  }

  test("details, chain, issued and lists", async ({ page }) => {
    await toCa(page, "proven");
    await button(page, "Details: Public Key Certificate").click();
    await look(page, "ca-details");
    await page.getByRole("tab", { name: "Backups", exact: true }).last().click();
    await look(page, "ca-details-backups");
    await button(page, "Validate").click();
    await expect(page.getByText("Every link is valid.")).toBeVisible();
    await look(page, "ca-chain");
    await button(page, "More").click();
    await look(page, "ca-menu");
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /Old Gateway/ }).first().click();
    await expect(heading(page, "Old Gateway")).toBeVisible();
    await look(page, "ca-issued-row");
    await button(page, "Issued").click();
    await expect(page.getByRole("row", { name: /mail.example.test/ }).first()).toBeVisible();
    await look(page, "issued");
    await button(page, "Revocation Lists").click();
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await look(page, "lists");
    await toCa(page, "ended");
    await button(page, "Validate").click();
    await expect(page.getByText("5: The certificate has expired.")).toBeVisible();
    await look(page, "ca-chain-invalid");
    await button(page, "Revocation Lists").click();
    await look(page, "lists-ended");
    await toCa(page, "none");
    await button(page, "Issued").click();
    await look(page, "issued-none");
  });

  test("export with and without the private key, and one that is not proven", async ({ page }) => {
    await toCa(page, "unbacked", { hold: "1", exists: "1" });
    await toCaExport(page);
    await look(page, "ca-export-1-key");
    await next(page);
    await button(page, "Save…").click();
    await page.getByRole("checkbox", { name: /^Replace/ }).check();
    await passwordTwice(page);
    await field(page, "Your own passphrase").fill(strong);
    await look(page, "ca-export-2-file");
    await next(page);
    await look(page, "ca-export-3-summary");
    await button(page, "Finish").click();
    await look(page, "ca-export-4-run");
    await release(page);
    await expect(heading(page, "This copy is proven to restore")).toBeVisible();
    await receiptInSight(page, "USB-1");
    await look(page, "ca-export-5-receipt");
    await button(page, "Done").click();
    await toCaExport(page);
    await page.getByRole("radio", { name: "No", exact: true }).check();
    await look(page, "ca-export-1-no");
    await next(page);
    await look(page, "ca-export-2-no");
    await toCa(page, "unbacked", { fail: "not-proven" });
    await toCaExport(page);
    await next(page);
    await button(page, "Save…").click();
    await passwordTwice(page);
    await field(page, "Your own passphrase").fill(strong);
    await next(page);
    await button(page, "Finish").click();
    await expect(heading(page, "This file is not a backup")).toBeVisible();
    await look(page, "ca-export-6-not-proven");
    await toCa(page, "fixed");
    await toCaExport(page);
    await look(page, "ca-export-1-refused");
  });

  for (const file of ["pfx", "nomac", "pem"]) {
    test(`import of a CA: ${file}`, async ({ page }) => {
      await toCa(page, file === "pem" ? "none" : "proven", { file, ...(file === "pfx" ? { relation: "newer" } : {}) });
      if (file === "pem") await button(page, "Import…").click();
      else await more(page, "Import…");
      if (file === "pfx") await look(page, "ca-import-1-file");
      await button(page, "Choose files…").click();
      await expect(heading(page, "What is in the files")).toBeVisible();
      if (file === "nomac") await page.getByRole("checkbox", { name: /nothing shows/ }).check();
      await look(page, `ca-import-2-contents-${file}`);
      await next(page);
      if (file !== "pem") {
        await field(page, "Password of the file").fill(strong);
        if (file === "pfx") await look(page, "ca-import-3-password");
        await next(page);
      }
      await expect(heading(page, "What the import would do")).toBeVisible();
      await look(page, `ca-import-4-preview-${file}`);
      await button(page, "Import").click();
      await expect(heading(page, file === "nomac" ? "Nothing had to be changed" : "The CA is in the vault")).toBeVisible();
      await look(page, `ca-import-5-receipt-${file}`);
    });
  }

  test("create, both kinds, and install", async ({ page }) => {
    await toCa(page, "none");
    await button(page, "Create…").click();
    await look(page, "ca-create-1-kind");
    await next(page);
    await field(page, "Name in this vault").fill("Tree CA");
    await expect(field(page, "Subject")).toHaveValue("CN=Tree CA,O=Example Org");
    await look(page, "ca-create-2-subject");
    await next(page);
    await expect(heading(page, "Which key, and for how long?")).toBeVisible();
    await look(page, "ca-create-3-key");
    await button(page, "Show all kinds").click();
    await page.getByRole("checkbox", { name: "The private key may be exported" }).uncheck();
    await expect(button(page, "Next")).toBeDisabled();
    await page.getByRole("checkbox", { name: "I understand that no backup is possible" }).check();
    await look(page, "ca-create-3-key-all");
    await next(page);
    await look(page, "ca-create-5-review");
    await button(page, "Create").click();
    await expect(heading(page, "The CA exists")).toBeVisible();
    await look(page, "ca-create-6-receipt");
    await button(page, "Done").click();
    await more(page, "Create…");
    await page.getByRole("radio", { name: "Subordinate" }).check();
    await next(page);
    await field(page, "Name in this vault").fill("Branch CA");
    await next(page);
    await expect(heading(page, "Which key?")).toBeVisible();
    await next(page);
    await button(page, "Save…").click();
    await look(page, "ca-create-4-place");
    await next(page);
    await button(page, "Create").click();
    await expect(heading(page, "The request is ready")).toBeVisible();
    await look(page, "ca-create-6-request");
    await button(page, "Done").click();
    await button(page, "Install certificate…").click();
    await button(page, "Choose files…").click();
    await look(page, "ca-install-1-file");
    await button(page, "Install").click();
    await expect(heading(page, "The CA is active")).toBeVisible();
    await look(page, "ca-install-2-receipt");
  });

  test("issue from a request", async ({ page }) => {
    await toCa(page, "proven", { file: "same" });
    await button(page, "Issue from request…").click();
    await look(page, "ca-issue-1-request");
    await button(page, "Choose file…").click();
    await expect(page.getByText("Signed with its own key")).toBeVisible();
    await look(page, "ca-issue-1-read");
    await next(page);
    await look(page, "ca-issue-2-template");
    await next(page);
    await button(page, "Save…").click();
    await look(page, "ca-issue-3-place");
    await next(page);
    await expect(heading(page, "Issue this certificate?")).toBeVisible();
    await look(page, "ca-issue-4-review");
    await button(page, "Issue").click();
    await expect(heading(page, "The certificate is issued")).toBeVisible();
    await look(page, "ca-issue-5-receipt");
  });

  test("revoke and publish", async ({ page }) => {
    await toCa(page, "proven");
    await page.getByRole("row", { name: /mail.example.test/ }).first().click();
    await button(page, "Revoke…").click();
    await page.getByLabel("Reason").selectOption("key-compromise");
    await field(page, "Invalid since").fill("2026-02-30");
    await expect(page.getByRole("alert")).toBeVisible();
    await field(page, "Invalid since").fill("2026-05-01");
    await look(page, "ca-revoke-1");
    await button(page, "Revoke").click();
    await expect(heading(page, "The certificate is revoked")).toBeVisible();
    await look(page, "ca-revoke-2");
    await button(page, "Publish the revocation list…").click();
    await button(page, "Save…").click();
    await look(page, "ca-publish-1-place");
    await next(page);
    await expect(heading(page, "Publish this list?")).toBeVisible();
    await look(page, "ca-publish-2-review");
    await button(page, "Publish").click();
    await expect(heading(page, "The list is published")).toBeVisible();
    await look(page, "ca-publish-3-receipt");
  });

  test("renew and replace", async ({ page }) => {
    await toCa(page, "unbacked");
    await more(page, "Renew…");
    await look(page, "ca-renew-1-what");
    await next(page);
    await expect(heading(page, "Renew this CA?")).toBeVisible();
    await look(page, "ca-renew-2-review");
    await button(page, "Renew").click();
    await expect(heading(page, "The CA is renewed")).toBeVisible();
    await look(page, "ca-renew-3-receipt");
    await button(page, "Done").click();
    await more(page, "Replace…");
    await expect(page.getByText("valid certificates were issued by the old CA")).toBeVisible();
    await look(page, "ca-replace-1-impact");
    await next(page);
    await expect(heading(page, "Which key, and for how long?")).toBeVisible();
    await look(page, "ca-replace-2-key");
    await next(page);
    await expect(button(page, "Replace")).toBeDisabled();
    await field(page, "Type Tree CA to confirm").fill("Tree CA");
    await look(page, "ca-replace-3-confirm");
    await button(page, "Replace").click();
    await expect(heading(page, "The new CA is active")).toBeVisible();
    await look(page, "ca-replace-4-receipt");
  });
});

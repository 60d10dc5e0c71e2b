import { expect, test } from "@playwright/test";

import { more, toCa } from "./certificates-support";
import { press, seesFocus, tabTo, type } from "./keyboard-support";
import { button, field, heading, look, next, open } from "./support";

test("a certificate that only its file knows is chosen, revoked and entered in the list", async ({ page }) => {
  await toCa(page, "restored", { file: "certificate" });
  await more(page, "Revoke by file or serial…");
  await expect(heading(page, "Which certificate?")).toBeVisible();
  await expect(button(page, "Next")).toBeDisabled();
  await button(page, "Choose file…").click();
  await expect(page.getByRole("dialog").getByText("CN=mail.example.test, O=Example")).toBeVisible();
  await look(page, "ca-revoke-0-file");
  await next(page);
  await expect(heading(page, "Revoke this certificate?")).toBeVisible();
  await expect(page.getByLabel("Reason")).toBeFocused();
  await button(page, "Revoke").click();
  await expect(page.getByText("It was not in the list of issued certificates, and is now.")).toBeVisible();
  await look(page, "ca-revoke-2-entered");
  await button(page, "Publish the revocation list…").click();
  // The vault does not know what this CA revoked before: only somebody who knows that there is nothing goes on.
  await button(page, "Save…").click();
  await expect(button(page, "Next")).toBeDisabled();
  await look(page, "ca-publish-1-first");
  await page.getByRole("checkbox", { name: "This CA has never published a list" }).check();
  await next(page);
  await expect(heading(page, "Publish this list?")).toBeVisible();
});

test("a file without a certificate is told, and leads nowhere", async ({ page }) => {
  await toCa(page, "proven", { file: "message" });
  await more(page, "Revoke by file or serial…");
  await button(page, "Choose file…").click();
  await expect(page.getByRole("alert")).toContainText("There is no certificate in this file.");
  await expect(button(page, "Next")).toBeDisabled();
});

test("a serial number is typed by keyboard alone; of several that match one is chosen", async ({ page }) => {
  await open(page, "open", { ca: "proven" });
  await press(page, "Control+3");
  await page.getByRole("button", { name: "Issued", exact: true }).click();
  await tabTo(page, "Revoke by file or serial…");
  await press(page, "Enter");
  await expect(page.getByRole("radio", { name: "Choose its file" })).toBeFocused();
  await press(page, "ArrowDown");
  await expect(page.getByRole("radio", { name: "Serial number" })).toBeChecked();
  await press(page, "Tab");
  await seesFocus(page);
  await expect(page.getByRole("textbox", { name: "Serial number" })).toBeFocused();
  await type(page, "00");
  await expect(page.getByRole("group", { name: "Which one?" })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Serial number" }).fill("abcdef0");
  await expect(page.getByText("No certificate in the list has that number.")).toBeVisible();
  await page.getByRole("textbox", { name: "Serial number" }).fill("abc");
  const matches = page.getByRole("group", { name: "Which one?" }).getByRole("radio");
  await expect(matches.first()).toBeVisible();
  expect(await matches.count()).toBeGreaterThan(1);
  await look(page, "ca-revoke-0-serial");
  await expect(button(page, "Next")).toBeDisabled();
  await matches.and(page.locator(":enabled")).first().focus();
  await press(page, "Space");
  await press(page, "Enter");
  await expect(heading(page, "Revoke this certificate?")).toBeVisible();
  await button(page, "Back").click();
  await expect(heading(page, "Which certificate?")).toBeVisible();
});

test("an issued certificate is saved as a file, and one that is there is replaced only by consent", async ({ page }) => {
  await toCa(page, "proven", { exists: "1" });
  await button(page, "Issued").click();
  await page.getByRole("row", { name: /mail.example.test/ }).first().click();
  await page.getByRole("button", { name: "Save as file…" }).click();
  await page.getByRole("radio", { name: "P7B with the chain" }).check();
  await button(page, "Save…").click();
  await expect(page.getByText("mail.example.test.p7b", { exact: true })).toBeVisible();
  await expect(button(page, "Save")).toBeDisabled();
  await page.getByRole("checkbox", { name: /^Replace/ }).check();
  await look(page, "ca-save-1-place");
  await button(page, "Save").click();
  await expect(heading(page, "The certificate is saved")).toBeVisible();
  await look(page, "ca-save-2-receipt");
});

test("what an import has entered is told on its receipt", async ({ page }) => {
  await toCa(page, "proven", { file: "old", relation: "newer" });
  await more(page, "Import…");
  await button(page, "Choose files…").click();
  await next(page);
  await field(page, "Password of the file").fill("old password");
  await next(page);
  await button(page, "Import").click();
  await expect(page.getByText("3 certificates that the CA issued before are entered in the list.")).toBeVisible();
  await expect(page.getByText("2 revocations are entered.")).toBeVisible();
});

test("a row of which only the serial number is known invents neither a name nor an end", async ({ page }) => {
  await open(page, "open", { ca: "proven" });
  await page.getByRole("tab", { name: "Certificates" }).click();
  await button(page, "Issued").click();
  const only = page.getByRole("row", { name: /Serial only/ }).first();
  await expect(only).toContainText("Not known");
  await expect(only).toContainText("unknown");
  await only.click();
  await expect(heading(page, "Not known")).toBeVisible();
  await expect(page.getByText("9999")).toHaveCount(0);
  await look(page, "issued-serial-only");
  // One that fits no template has both.
  await expect(page.getByRole("row", { name: /29\..* Other/ })).toBeVisible();
});

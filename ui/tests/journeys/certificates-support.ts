import { expect, type Page } from "@playwright/test";

import { button, field, heading, open, strong } from "./support";

/** The page Certificates ▸ Organizational CA of a vault whose CA stands so. */
export async function toCa(page: Page, ca: string, more: Record<string, string> = {}): Promise<void> {
  await open(page, "open", { ca, ...more });
  await page.getByRole("tab", { name: "Certificates" }).click();
  await button(page, "Organizational CA").click();
  // The certificates, or the empty state: the heading alone is there before either.
  await expect(page.locator("article, section.panel").first()).toBeVisible();
}

/** The vendor's steps up to the first question of the wizard: Certificates tab, one of the certificates, Export. */
export async function toCaExport(page: Page, certificate = "Public Key Certificate"): Promise<void> {
  await button(page, certificate).click();
  await button(page, "Export…").click();
  await expect(heading(page, "Do you want to export the private key?")).toBeVisible();
}

export async function passwordTwice(page: Page, password = strong): Promise<void> {
  await field(page, "Password").fill(password);
  await field(page, "Password again").fill(password);
  await expect(page.getByText("Same", { exact: true })).toBeVisible();
}

/** A verb behind the button More. */
export async function more(page: Page, name: string): Promise<void> {
  await button(page, "More").click();
  await page.getByRole("menuitem", { name }).click();
}

import { expect, test, type Page } from "@playwright/test";

import { more, passwordTwice, toCa, toCaExport } from "./certificates-support";
import { button, field, next, open, strong, toExport, typeTwice } from "./support";

const back = (page: Page) => button(page, "Back").click();

/** From the address to the step with secrets, and what is typed there. */
const wizards: Record<string, { to: (page: Page) => Promise<void>; fill: (page: Page) => Promise<void>; fields: string[]; verb?: string }> = {
  "the export of a keypair": {
    to: async (page) => { await open(page, "open"); await toExport(page); await next(page); },
    fill: async (page) => { await typeTwice(page); await field(page, "Your own passphrase").fill(strong); },
    fields: ["Passphrase", "Passphrase again", "Your own passphrase"],
  },
  "the export of a CA": {
    to: async (page) => { await toCa(page, "proven"); await toCaExport(page); await next(page); await button(page, "Save…").click(); },
    fill: async (page) => { await passwordTwice(page); await field(page, "Your own passphrase").fill(strong); },
    fields: ["Password", "Password again", "Your own passphrase"],
  },
  "the export of the Organization Certificate": {
    to: async (page) => { await open(page, "open", { orgcert: "some" }); await page.getByRole("tab", { name: "Keys" }).click(); await page.getByRole("row", { name: /^Organization Certificate/ }).click(); await button(page, "Export certificate or keypair…").click(); await next(page); await button(page, "Save…").click(); },
    fill: async (page) => { await passwordTwice(page); await field(page, "Your own passphrase").fill(strong); },
    fields: ["Password", "Password again", "Your own passphrase"],
  },
  "the import of an Organization Certificate": {
    to: async (page) => { await open(page, "open"); await page.getByRole("tab", { name: "Keys" }).click(); await page.getByRole("row", { name: /^Organization Certificate/ }).click(); await button(page, "Add…").click(); await page.getByRole("radio", { name: /Import it/ }).check(); await next(page); await button(page, "Choose files…").click(); },
    fill: async (page) => { await field(page, "Password of the file").fill(strong); },
    fields: ["Password of the file"],
  },
  "the import of a key": {
    to: async (page) => { await open(page, "fresh"); await page.getByRole("tab", { name: "Keys" }).click(); await button(page, "Import…").click(); await button(page, "Choose file…").click(); await next(page); },
    fill: async (page) => { await field(page, "Passphrase of the file").fill(strong); },
    fields: ["Passphrase of the file"],
  },
  "the import of a CA": {
    to: async (page) => { await toCa(page, "proven"); await more(page, "Import…"); await button(page, "Choose files…").click(); await next(page); },
    fill: async (page) => { await field(page, "Password of the file").fill(strong); },
    fields: ["Password of the file"],
  },
  "the drill of several copies": {
    to: async (page) => { await open(page, "open"); await page.getByRole("tab", { name: "Backups" }).click(); await button(page, "Register and Drills").click(); await button(page, "Drill all…").click(); await button(page, "Choose drive or folder…").click(); await next(page); await next(page); },
    fill: async (page) => { await field(page, "Passphrase of the file").fill(strong); },
    fields: ["Passphrase of the file"],
    verb: "Drill",
  },
  "the drill of a copy": {
    to: async (page) => { await open(page, "open"); await page.getByRole("tab", { name: "Backups" }).click(); await button(page, "Register and Drills").click(); await button(page, "Drill…").click(); await next(page); },
    fill: async (page) => { await field(page, "Passphrase of the file").fill(strong); },
    fields: ["Passphrase of the file"],
    verb: "Drill",
  },
  "the Setup Assistant": {
    to: async (page) => {
      await open(page, "empty");
      await next(page);
      await field(page, "Organization name").fill("Example Org");
      await field(page, "Managed domains").fill("example.test");
      await next(page);
      await field(page, "Your name").fill("alice");
    },
    fill: async (page) => { await typeTwice(page); },
    fields: ["Passphrase", "Passphrase again"],
  },
};

for (const [name, { to, fill, fields, verb = "Next" }] of Object.entries(wizards)) {
  test(`${name} forgets what was typed in secret when its step is left backwards`, async ({ page }) => {
    await to(page);
    await fill(page);
    await expect(button(page, verb)).toBeEnabled();
    await back(page);
    await next(page);
    for (const one of fields) await expect(field(page, one)).toHaveValue("");
    await expect(button(page, verb)).toBeDisabled();
  });
}

import { mkdirSync } from "node:fs";

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const strong = "correct horse battery staple";
export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Opens the page over the fake; a word on the console or a refused style fails the journey. */
export async function open(page: Page, scene: string, more: Record<string, string> = {}): Promise<void> {
  page.on("pageerror", (error) => { throw error; });
  page.on("console", (message) => {
    if (message.type() === "error") throw new Error(`console: ${message.text()}`);
  });
  // A browser asks for an icon that the window never needs.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`/?${new URLSearchParams({ fake: scene, ...more })}`);
  await expect(page.locator("#page > *").first()).toBeAttached();
}

// The program has one frame: axe need not open a page of its own to put frames together.
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Two frames in a row in which nothing moves: an animation may begin only after the element is there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let still = 0; still < 2; ) {
      await new Promise(requestAnimationFrame);
      still = document.getAnimations().some(({ playState }) => playState === "running") ? 0 : still + 1;
    }
  });
}

/**
 * Nothing for axe to find, and a picture of what was looked at. Names end in their colours: the structure was judged in
 * light ones, where every rule runs, so that dark ones are asked for what depends on them.
 */
export async function look(page: Page, name: string): Promise<void> {
  // A page that is still asking for its rows has no heading yet.
  await expect(page.locator("h1").first()).toBeAttached();
  await settled(page);
  const builder = axe(page);
  const { violations } = await (name.endsWith("-dark") ? builder.withRules(["color-contrast"]) : builder.withTags(tags)).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} | ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`) }));
  await picture(page, name);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync("test-results/pictures", { recursive: true });
  await page.screenshot({ path: `test-results/pictures/${name}.png` });
}

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, exact: typeof name === "string" });
export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
export const next = (page: Page) => button(page, "Next").click();

/** Both fields of a new passphrase, until the strength has been told. */
export async function typeTwice(page: Page, passphrase = strong): Promise<void> {
  await field(page, "Passphrase").fill(passphrase);
  await field(page, "Passphrase again").fill(passphrase);
  await expect(page.getByText("Same", { exact: true })).toBeVisible();
}

/** From an open vault to the first step of the export wizard, as the vendor's steps go. */
export async function toExport(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Keys" }).click();
  await button(page, "Organization Keys").click();
  await page.getByRole("row", { name: /^Organization Key Example/ }).click();
  await button(page, "Export…").click();
  await expect(heading(page, "What do you want to export?")).toBeVisible();
}

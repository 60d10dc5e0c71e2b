import { mkdirSync } from "node:fs";

import { expect, type Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";

declare global {
  interface Window { axe: typeof axe }
}

export const strong = "correct horse battery staple";

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

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const everyRule: RunOptions = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
const colours: RunOptions = { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"] };

/** Two frames in a row in which nothing moves: an animation may begin only after the element is there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let still = 0; still < 2; ) {
      await new Promise(requestAnimationFrame);
      still = document.getAnimations().some(({ playState }) => playState === "running") ? 0 : still + 1;
    }
  });
}

/** What axe finds. The page has one frame, so that axe runs in it as it is; its source is brought once for each address. */
async function violations(page: Page, options: RunOptions): Promise<object[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} | ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`) }));
  }, options);
}

/** Dresses the page in colours; tells which it had on. */
const dress = (page: Page, theme: string | undefined) => page.evaluate((theme) => {
  const root = document.documentElement;
  const before = root.dataset["theme"];
  if (theme) root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
  return before;
}, theme);

/**
 * Nothing for axe to find, and a picture of what was looked at, in light colours and in dark ones. The structure is
 * judged once; in dark colours only what depends on them.
 */
export async function look(page: Page, name: string): Promise<void> {
  // A page that is still asking for its rows has no heading yet.
  await expect(page.locator("h1").first()).toBeAttached();
  const before = await dress(page, "light");
  for (const [theme, rules] of [["light", everyRule], ["dark", colours]] as const) {
    await dress(page, theme);
    await settled(page);
    const found = await violations(page, rules);
    await picture(page, `${name}-${theme}`);
    expect.soft(found, `axe on ${name} in ${theme} colours`).toEqual([]);
  }
  await dress(page, before);
}

export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync("test-results/pictures", { recursive: true });
  await page.screenshot({ path: `test-results/pictures/${name}.png` });
}

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, exact: typeof name === "string" });
export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
export const next = (page: Page) => button(page, "Next").click();

/** Lets an operation go on that the fake holds while it runs (`hold` in the address). */
export async function release(page: Page): Promise<void> {
  // On a busy machine the operation may not have come to its second stage yet.
  await page.waitForFunction(() => window.fakeRelease !== undefined);
  await page.evaluate(() => { window.fakeRelease?.(); delete window.fakeRelease; });
}

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

/** What a receipt is read for stands in sight in a window of the usual size: the proof, the file, and what to do now. */
export async function receiptInSight(page: Page, file: string): Promise<void> {
  const receipt = page.getByRole("dialog");
  await expect(receipt.getByRole("list", { name: "Proof" })).toBeInViewport({ ratio: 1 });
  await expect(receipt.locator("section", { has: heading(page, "What to do now") })).toBeInViewport({ ratio: 1 });
  await expect(receipt.getByRole("definition").filter({ hasText: file }).first()).toBeInViewport({ ratio: 1 });
}

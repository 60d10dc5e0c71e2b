import { expect, test, type Page } from "@playwright/test";

import { button, look, next, open, picture, toExport } from "./support";

/** Nothing is wider than the window: what does not fit scrolls inside its own frame or is cut with a title. */
async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth || document.body.scrollWidth > window.innerWidth);
  expect(wide, "the page scrolls sideways").toBe(false);
}

// 1280×800 at 200 % zoom is 640×400 to the page.
for (const [name, width, height] of [["small", 960, 640], ["zoomed", 640, 400]] as const) {
  test(`every page and the first steps are usable in a ${name} window`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const language of ["en", "de"]) {
      const german = language === "de";
      await open(page, "long", { lang: language, theme: "light" });
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        await expect(page.locator("article, .panel").first()).toBeVisible();
        await fits(page);
        await picture(page, `room-${name}-${language}-${(await tab.textContent())?.trim().replace(/\W+/g, "-").toLowerCase()}`);
      }
      await open(page, "empty", { lang: language });
      await fits(page);
      await expect(button(page, german ? "Weiter" : "Next")).toBeInViewport();
    }
    await open(page, "open", { theme: "dark" });
    await toExport(page);
    await next(page);
    await expect(button(page, "Next")).toBeInViewport();
    await fits(page);
    await look(page, `room-${name}-export`);
  });
}

for (const [wish, longest] of [["reduce", 0], ["no-preference", 150]] as const) {
  test(`a wizard that opens moves for ${longest} ms at most when the system says ${wish}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: wish });
    await page.addInitScript(() => document.addEventListener("animationstart", ({ target }) => {
      for (const animation of (target as Element).getAnimations()) (window as { moved?: number[] }).moved = [...((window as { moved?: number[] }).moved ?? []), Number(animation.effect?.getComputedTiming().duration)];
    }, true));
    await open(page, "open", { pace: "600" });
    await toExport(page);
    const moved = () => page.evaluate(() => (window as { moved?: number[] }).moved ?? []);
    if (longest > 0) await expect.poll(moved, "the wizard fades in").not.toEqual([]);
    expect(Math.max(0, ...await moved())).toBeLessThanOrEqual(longest);
  });
}

test("long names are cut or wrapped, never pushed out", async ({ page }) => {
  await open(page, "open");
  await page.evaluate(() => window.fakeSession?.({
    event: "changed",
    data: { state: "open", preferences: { language: "en", theme: "light" }, vault: `${"very-long-name-".repeat(8)}.orgvault`, organization: "Bundesanstalt für ".repeat(8), domains: [], administrator: "a".repeat(80), role: "Supervisor", rights: [], readOnly: true, holder: null, autoLockMinutes: 4, notices: [] },
  }));
  await fits(page);
  await expect(button(page, "Lock")).toBeInViewport();
  await picture(page, "room-long-names");
});

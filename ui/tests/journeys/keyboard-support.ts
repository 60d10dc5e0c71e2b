import { expect, type Page } from "@playwright/test";

/** Presses Tab until the focus is on what has that name; fails when it goes round without meeting it. */
export async function tabTo(page: Page, name: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    const now = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : "";
      return [at?.getAttribute("aria-label"), label, at?.textContent].map((one) => one?.trim()).find(Boolean) ?? "";
    });
    if (now === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the focus never came to ${name}`);
}
/** The focus can be seen: the element that has it, or the label around it, is outlined. */
export async function seesFocus(page: Page): Promise<void> {
  const outlined = () => page.evaluate(() => {
    const at = document.activeElement;
    return [at, at?.closest("label"), at?.closest(".chips")].some((one) => one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) > 0);
  });
  await expect.poll(outlined, "visible focus").toBe(true);
}
export const type = (page: Page, words: string) => page.keyboard.type(words);
export const press = (page: Page, ...keys: string[]) => keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());

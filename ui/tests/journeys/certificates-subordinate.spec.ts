import { expect, test } from "@playwright/test";

import { more, toCa } from "./certificates-support";
import { press, seesFocus, tabTo } from "./keyboard-support";
import { button, heading, look, next, open } from "./support";

test("the request of a CA that waits is saved once more", async ({ page }) => {
  await toCa(page, "awaiting", { exists: "1" });
  await more(page, "Save request…");
  await expect(heading(page, "Save the request")).toBeVisible();
  await expect(button(page, "Save")).toBeDisabled();
  await look(page, "ca-request-1-place");
  await button(page, "Save…").click();
  await expect(button(page, "Save")).toBeDisabled();
  await page.getByRole("checkbox", { name: /^Replace/ }).check();
  await look(page, "ca-request-2-replace");
  await button(page, "Save").click();
  await expect(heading(page, "The request is saved")).toBeVisible();
  await look(page, "ca-request-3-receipt");
  await button(page, "Done").click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a subordinate CA is renewed, its request saved and the answer installed", async ({ page }) => {
  await toCa(page, "subordinate");
  await look(page, "ca-page-subordinate");
  await more(page, "Renew…");
  await expect(heading(page, "For how long?")).toBeVisible();
  await next(page);
  await expect(heading(page, "Renew this CA?")).toBeVisible();
  await expect(page.getByText("The superior CA has to sign the Public Key Certificate anew")).toBeVisible();
  await look(page, "ca-renew-subordinate-1-review");
  await button(page, "Renew").click();
  await expect(heading(page, "The superior CA has to sign")).toBeVisible();
  await look(page, "ca-renew-subordinate-2-receipt");
  await button(page, "Save request…").click();
  await expect(heading(page, "Save the request")).toBeVisible();
  await button(page, "Save…").click();
  await button(page, "Save").click();
  await expect(heading(page, "The request is saved")).toBeVisible();
  await button(page, "Done").click();
  await more(page, "Install certificate…");
  await button(page, "Choose files…").click();
  await button(page, "Install").click();
  await expect(heading(page, "The CA is active")).toBeVisible();
});

test("a medium that refuses the request is told, and another place is asked for", async ({ page }) => {
  await toCa(page, "awaiting", { fail: "medium-read-only" });
  await button(page, "Save request…").click();
  await button(page, "Save…").click();
  await button(page, "Save").click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("write-protected");
  await expect(page.getByText("No place chosen yet")).toBeVisible();
  await expect(button(page, "Save")).toBeDisabled();
});

test("the request is saved by keyboard alone, and the focus comes back", async ({ page }) => {
  await open(page, "open", { ca: "awaiting" });
  await press(page, "Control+3");
  await expect(heading(page, "Branch CA")).toBeVisible();
  await tabTo(page, "Save request…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "Save the request")).toBeVisible();
  await tabTo(page, "Save…");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(page.getByText("branch-ca.csr")).toBeVisible();
  await tabTo(page, "Save");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "The request is saved")).toBeVisible();
  await tabTo(page, "Done");
  await press(page, "Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button(page, "Save request…")).toBeFocused();
});

test("a subordinate CA is renewed by keyboard alone", async ({ page }) => {
  await open(page, "open", { ca: "subordinate" });
  await press(page, "Control+3");
  await expect(heading(page, "Branch CA")).toBeVisible();
  await tabTo(page, "More");
  await press(page, "ArrowDown", "ArrowDown", "ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Renew…" })).toBeFocused();
  await press(page, "Enter");
  await expect(heading(page, "For how long?")).toBeVisible();
  await tabTo(page, "Next");
  await press(page, "Enter");
  await expect(heading(page, "Renew this CA?")).toBeVisible();
  await tabTo(page, "Renew");
  await seesFocus(page);
  await press(page, "Enter");
  await expect(heading(page, "The superior CA has to sign")).toBeVisible();
  await tabTo(page, "Save request…");
  await press(page, "Enter");
  await expect(heading(page, "Save the request")).toBeVisible();
  await press(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

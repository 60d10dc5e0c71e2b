// The page has the project's only package.json; these scripts borrow its packages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const borrow = createRequire(new URL("../../../ui/package.json", import.meta.url));

export const { remote } = await import(pathToFileURL(borrow.resolve("webdriverio")));
export const openpgp = await import(pathToFileURL(borrow.resolve("openpgp")));

/** Finds things by role and name, as a screen reader would; put into the driven page as text. */
export const finder = readFileSync(borrow.resolve("@testing-library/dom/dist/@testing-library/dom.umd.min.js"), "utf8");

/** Judges a page for people who do not see it or use no mouse; put into the driven page as text. */
export const judge = readFileSync(borrow.resolve("axe-core/axe.min.js"), "utf8");

// axe in the real window: the page's journeys are judged in Chromium, the program draws with the system's own web view.
import assert from "node:assert/strict";

import { judge } from "./packages.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** For `seen` of a job: axe finds nothing on that step. Nothing is left out, and the page must have settled. */
export const judged = (window) => async (step) => {
  const loaded = await window.browser.execute(() => globalThis.axe !== undefined);
  if (!loaded) await window.browser.execute(judge);
  assert.deepEqual(await window.browser.execute(violations, TAGS), [], `axe on ${step}`);
};

/** Runs in the page. Fading steps are ended first: half faded words have no contrast. */
async function violations(tags) {
  for (const animation of document.getAnimations()) animation.finish();
  const { violations: found } = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)) }));
}

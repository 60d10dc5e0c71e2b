// Keys ▸ Maintenance, and the replacement of the Organization Key, click for click, in the words of the window.
import * as job from "./job.mjs";

/** Making a key and signing ten thousand on a busy machine. */
const LONG = 180_000;

/** Keys ▸ Maintenance. */
export async function openMaintenance(window) {
  await job.goTo(window, "Keys", "Maintenance");
  await window.at("Maintenance");
}

/** Preview…, as of now. */
export async function preview(window, { seen = job.nothing } = {}) {
  await window.press("Preview…");
  await window.at("What will happen");
  await seen("preview");
  await window.press("Close");
}

/** Run now, until its report shows those words. */
export async function run(window, { shows, seen = job.nothing }) {
  await window.press("Run now");
  await window.shows(shows, LONG);
  await seen("report");
}

/** Replace… of the Organization Key, which has a proven copy; users are signed at once where nothing else is said. */
export async function replaceOrganizationKey(window, { reason, signUsers = true, seen = job.nothing }) {
  await job.openOrganizationKeys(window);
  await window.press("Organization Key", "cell");
  await window.press("Replace…");
  await window.at("What does the replacement change?");
  await seen("impact");
  await window.press("Next");
  await window.at("Settings of the new key");
  await seen("settings");
  await window.press("Next");
  await window.at("Replace the Organization Key?");
  if (!signUsers) await window.press("Sign all users with the new key at once", "checkbox");
  await window.type("Reason", reason);
  await window.type(`Type ${job.ORGANIZATION} to confirm`, job.ORGANIZATION);
  await seen("confirm");
  await window.press("Replace key");
  await window.at("The Organization Key is replaced", LONG);
  await seen("receipt");
}

// The administrator's job, click for click, in the words of the window. Each part calls `seen` with a name when a
// step stands, so that the tour takes its pictures on the very path that the tests walk.
import { Window } from "./window.mjs";

export const nothing = async () => undefined;

export const ORGANIZATION = "Example Org";
export const DOMAIN = "example.org";
export const ADMINISTRATOR = "alice";
export const OWN_PASSPHRASE = "walnut sundial crater oboe ferry";
export const FILE_PASSPHRASE = "harbour lentil cobalt meadow tiger nine";

/** Proving an export and generating a slow kind of key on a busy machine. */
const LONG = 180_000;

/** Welcome to the vault: which path, the organisation, the administrator, the place. */
export async function createVault(window, place, { path, vault = `${ORGANIZATION}.orgvault`, seen = nothing }) {
  await window.at("Welcome to OrgKey Console");
  await window.choose(path);
  await seen("welcome");
  await window.press("Next");
  await window.at("Which organization is this for?");
  await window.type("Organization name", ORGANIZATION);
  await window.type("Managed domains", DOMAIN);
  await window.keys("Enter");
  await seen("organization");
  await window.press("Next");
  await window.at("Who is the first administrator?");
  await window.type("Your name", ADMINISTRATOR);
  await window.type("Passphrase", OWN_PASSPHRASE);
  await window.type("Passphrase again", OWN_PASSPHRASE);
  await seen("administrator");
  await window.press("Next");
  await window.at("Where shall the vault be kept?");
  await pick(window, place, { verb: "Choose another place…", file: `${place.vaults}/${vault}` });
  await seen("place");
  await window.press("Create vault");
}

/** Organization Key settings to the offered backup. */
export async function generate(window, { kind, seen = nothing } = {}) {
  await window.at("Organization Key settings", LONG);
  if (kind) {
    await window.press("Show all kinds");
    await window.choose(kind);
  }
  await seen("key-settings");
  await window.press("Next");
  await window.at("Generate this Organization Key?");
  await seen("review");
  await window.press("Generate");
  await window.at("Back up the keypair now", LONG);
  await seen("offered-backup");
}

/** The Export wizard with the keypair chosen, from its first step to the proof. */
export async function exportKeypair(window, place, { file, preset, passphrase = FILE_PASSPHRASE, seen = nothing }) {
  await window.at("What do you want to export?");
  await window.choose("Export Keypair");
  await window.choose(preset);
  await seen("what");
  await window.press("Next");
  await window.at("Protect the keypair with a passphrase");
  await window.type("Passphrase", passphrase);
  await window.type("Passphrase again", passphrase);
  await window.type("Your own passphrase", OWN_PASSPHRASE);
  await seen("passphrase");
  await window.press("Next");
  await chooseTarget(window, place, file, seen);
  await window.press("Export Keypair");
  await window.at("This copy is proven to restore", LONG);
  await seen("receipt");
}

/** The Export wizard with the public key chosen. */
export async function exportPublic(window, place, { file, seen = nothing }) {
  await window.at("What do you want to export?");
  await window.choose("Export Public Key");
  await seen("what");
  await window.press("Next");
  await chooseTarget(window, place, file, seen);
  await window.press("Export Public Key");
  await window.at("Public key exported", LONG);
  await seen("receipt");
}

async function chooseTarget(window, place, file, seen) {
  await window.at("Where do you want to save it?");
  await pick(window, place, { file });
  await seen("where");
  await window.press("Next");
  await window.at("Ready to export");
  await seen("review");
}

/** The native dialog behind that verb answers with the file, and the page names it. */
export async function pick(window, place, { verb = "Save…", file, shows = file.split("/").at(-1) }) {
  place.willPick(file);
  await window.press(verb);
  await window.shows(shows);
}

/** The password of a PKCS#12 file twice, and the administrator's own. */
export async function typePasswords(window, password) {
  await window.type("Password", password);
  await window.type("Password again", password);
  await window.type("Your own passphrase", OWN_PASSPHRASE);
}

/** A new vault whose Organization Key is generated and not yet backed up, at Home. */
export async function vaultWithKey(place, vault) {
  const window = await Window.open(place);
  await createVault(window, place, { path: "Set up a new vault", vault });
  await generate(window);
  await window.press("Not now");
  await window.the("tab", /^Home/);
  return window;
}

/** Import of a keypair file, from the choice of the file to the receipt. */
export async function importKeypair(window, place, { file, passphrase = FILE_PASSPHRASE, verb = "Import", seen = nothing }) {
  await window.at(verb === "Restore" ? "Which file do you want to restore from?" : "Which file do you want to import?", LONG);
  place.willPick(file);
  await seen("file");
  await window.press("Choose file…");
  await window.at("What is in the file");
  await seen("contents");
  await window.press("Next");
  await window.at("The file’s passphrase");
  await window.type("Passphrase of the file", passphrase);
  await seen("passphrase");
  await window.press("Next");
  await window.at(`What the ${verb.toLowerCase()} would do`, LONG);
  await seen("preview");
  await window.press(verb);
  await window.at("The key is in the vault", LONG);
  await seen("receipt");
}

/** Keys ▸ Organization Keys, with the Organization Key chosen. */
export async function openOrganizationKeys(window) {
  await goTo(window, "Keys", "Organization Keys");
  await window.at("Organization Keys");
}

/** Another page, by its tab and its place in the list at the left. */
export async function goTo(window, tab, page) {
  await window.press(tab, "tab", ["tablist", "Areas"]);
  if (page) await window.press(page, "button", ["navigation", "Pages"]);
}

/** Locks by the keyboard and waits for the lock screen. */
export async function lock(window) {
  await window.keys(["Control", "l"]);
  await window.the("button", "Unlock");
}

/** Opens the vault from the lock screen. */
export async function unlock(window, passphrase = OWN_PASSPHRASE) {
  await window.type("Passphrase", passphrase);
  await window.press("Unlock");
}

// The administrator's work with the Organization Certificate and users' certificates, click for click, in the words of the window.
import { nothing, openOrganizationKeys, pick, typePasswords } from "./job.mjs";

export const NAME = "Example Mail CA";
export const PASSWORD = "quarry lantern mosaic ferry eleven plum";

/** Proving and issuing on a busy machine. */
const LONG = 180_000;

/** Keys ▸ Organization Keys ▸ Organization Certificate. */
export async function openOrgCert(window) {
  await openOrganizationKeys(window);
  await window.press("Organization Certificate", "cell");
  await window.at("Organization Certificate");
}

/** Add… or Replace…, up to the step after the choice of the way. */
export async function begin(window, { verb = "Add…", way, seen = nothing }) {
  await window.press(verb);
  await window.at("Where does it come from?");
  await window.choose(way);
  await seen("way");
  await window.press("Next");
}

/** The review step and its verb, up to the receipt. */
export async function store(window, { verb, seen = nothing }) {
  await window.at("Is this right?", LONG);
  await seen("review");
  await window.press(verb);
  await window.at("The Organization Certificate is in use", LONG);
  await seen("receipt");
}

export async function generate(window, { verb, seen = nothing } = {}) {
  await begin(window, { verb, way: "Generate it, self-signed", seen });
  await window.at("Who is it?");
  await window.type("Common Name", NAME);
  await window.type("Organization Name", "Example Org");
  await seen("subject");
  await window.press("Next");
  await store(window, { verb: "Generate", seen });
}

export async function request(window, place, { verb = "Replace…", file, seen = nothing }) {
  await begin(window, { verb, way: "Have it signed: save a request" });
  await window.at("Who is it?");
  await window.type("Common Name", NAME);
  await pick(window, place, { file });
  await seen("request");
  await window.press("Save request");
  await window.at("The request is saved", LONG);
  await seen("requested");
}

export async function install(window, place, { verb = "Replace…", file, seen = nothing }) {
  await begin(window, { verb, way: "Install what the authority answered" });
  await window.at("What did the authority answer?");
  await pick(window, place, { verb: "Choose files…", file });
  await seen("files");
  await window.press("Next");
  await store(window, { verb: "Install", seen });
}

export async function importPfx(window, place, { verb = "Replace…", file, password, seen = nothing }) {
  await begin(window, { verb, way: "Import it with its own key" });
  await window.at("Which file is it in?");
  await pick(window, place, { verb: "Choose files…", file });
  await window.type("Password of the file", password);
  await seen("import");
  await window.press("Next");
  await store(window, { verb: "Import", seen });
}

/** The keypair with its proof. */
export async function backUp(window, place, { file, seen = nothing }) {
  await window.press("Export certificate or keypair…");
  await window.choose("Export Keypair");
  await seen("what");
  await window.press("Next");
  await window.at("Where to, and with which password?");
  await pick(window, place, { file });
  await typePasswords(window, PASSWORD);
  await window.press("Next");
  await window.at("Ready to export");
  await seen("summary");
  await window.press("Finish");
  await window.at("This copy is proven to restore", LONG);
  await seen("proven");
}

export async function publish(window, place, { verb = "Publish list…", file, seen = nothing }) {
  await window.press(verb);
  await window.at("Publish the revocation list");
  await pick(window, place, { file });
  await seen("list");
  await window.press("Publish");
  await window.at("The list is published", LONG);
}

export async function pack(window, place, { folder, seen = nothing }) {
  await window.press("Folder for partners…");
  await window.at("Folder for partners");
  await pick(window, place, { file: folder });
  await window.press("Make folder");
  await window.at("The folder is ready", LONG);
  await seen("pack");
}

/** Issue now… for everybody who has no certificate. */
export async function issueAll(window, { count, seen = nothing }) {
  await window.press("Issue now…");
  await window.at("Issue a certificate for everybody who has none?");
  await seen("issue-all");
  await window.press("Issue");
  await window.at(`${count} certificates issued`, LONG);
}

/** Export for mail program… of the user in the pane, whose tab Certificates is open. */
export async function bundle(window, place, { name, file, seen = nothing }) {
  await window.press("Export for mail program…");
  await window.at(`The bundle of ${name}`);
  await pick(window, place, { file });
  await typePasswords(window, PASSWORD);
  await seen("bundle");
  await window.press("Next");
  await window.at("Ready to export");
  await window.press("Finish");
  await window.at("The bundle is proven to open", LONG);
  await seen("bundle-proven");
}

/** Revoke… of the user in the pane, with a new certificate at once. */
export async function revoke(window, { name, seen = nothing }) {
  await window.press("Revoke…");
  await window.at(`Revoke the certificates of ${name}?`);
  await window.press("Issue a new one at once", "checkbox");
  await seen("revoke");
  await window.press("Revoke");
  await window.at("1 certificate revoked", LONG);
  await seen("revoked");
}

/** A user by a cell of the row (the driver presses no row) and the next one, by click and Shift with an arrow; then Revoke of both, up to the receipt. */
export async function revokeTwo(window, { email, seen = nothing }) {
  await window.press(email, "cell");
  await window.keys(["Shift", "ArrowDown"]);
  await window.at("2 users");
  await seen("two-chosen");
  await window.press("Revoke the certificates of 2 users…");
  await window.at("Revoke the certificates of 2 users?");
  await window.type("Type 2 to confirm", "2");
  await seen("two-revoke");
  await window.press("Revoke");
  await window.at("2 certificates revoked", LONG);
  await seen("two-revoked");
}

// The administrator's work with the Organizational CA, click for click, in the words of the window.
import { goTo, nothing, pick, typePasswords } from "./job.mjs";

export const CA = "Tree CA";
export const PFX_PASSWORD = "quarry lantern mosaic ferry eleven plum";

/** Proving an export on a busy machine. */
const LONG = 180_000;

/** Certificates ▸ Organizational CA. */
export async function openCa(window, heading = CA) {
  await goTo(window, "Certificates", "Organizational CA");
  await window.at(heading);
}

/** Create CA: self-signed, from its first question to the receipt. */
export async function createCa(window, { key = "NIST P-256", seen = nothing } = {}) {
  await window.press("Create…");
  await window.at("What kind of CA?");
  await window.choose("Self-signed");
  await seen("kind");
  await window.press("Next");
  await window.at("What is the CA called?");
  await window.type("Name in this vault", CA);
  await seen("name");
  await window.press("Next");
  await window.at("Which key, and for how long?");
  await window.choose(key);
  await seen("key");
  await window.press("Next");
  await window.at("Create this CA?");
  await seen("review");
  await window.press("Create");
  await window.at("The CA exists", LONG);
  await seen("receipt");
}

/** The vendor's procedure: either certificate, Export, private key Yes, file and password, summary, Finish. */
export async function backUpCa(window, place, { file, certificate = "Public Key Certificate", password = PFX_PASSWORD, seen = nothing }) {
  await window.press(certificate);
  await window.press("Export…");
  await window.at("Do you want to export the private key?");
  await window.choose("Yes");
  await seen("private-key");
  await window.press("Next");
  await window.at("Where to, and with which password?");
  await pick(window, place, { file });
  await typePasswords(window, password);
  await seen("file");
  await window.press("Next");
  await window.at("Ready to export");
  await seen("summary");
  await window.press("Finish");
  await window.at("This copy is proven to restore", LONG);
  await seen("receipt");
}

/** Import of a backup into a vault that does not have the CA. */
export async function restoreCa(window, place, { file, password = PFX_PASSWORD, seen = nothing }) {
  await window.press("Import…");
  await window.at("Which files do you want to import?");
  await seen("file");
  place.willPick(file);
  await window.press("Choose files…");
  await window.at("What is in the files");
  await seen("contents");
  await window.press("Next");
  await window.at("The file’s password");
  await window.type("Password of the file", password);
  await seen("password");
  await window.press("Next");
  await window.at("What the import would do", LONG);
  await seen("preview");
  await window.press("Import");
  await window.at("The CA is in the vault", LONG);
  await seen("receipt");
}

/** Issue from request, as a server certificate. */
export async function issue(window, place, { request, certificate, seen = nothing }) {
  await window.press("Issue from request…");
  await window.at("Which request?");
  await pick(window, place, { verb: "Choose file…", file: request, shows: "Signed with its own key" });
  await seen("request");
  await window.press("Next");
  await window.at("What is it for?");
  await seen("template");
  await window.press("Next");
  await window.at("Where do you want to save it?");
  await pick(window, place, { file: certificate });
  await seen("where");
  await window.press("Next");
  await window.at("Issue this certificate?");
  await seen("review");
  await window.press("Issue");
  await window.at("The certificate is issued", LONG);
  await seen("receipt");
}

/** Issued ▸ the only row ▸ Revoke…, and the list that tells others. A restored CA asks for its earlier lists first. */
export async function revokeAndPublish(window, place, { list, neverPublished = false, seen = nothing }) {
  await goTo(window, "Certificates", "Issued");
  await window.at("Issued");
  await seen("issued");
  await window.press("Revoke…");
  await window.at("Revoke this certificate?");
  await seen("revoke");
  await window.press("Revoke");
  await window.at("The certificate is revoked");
  await seen("revoked");
  await window.press("Publish the revocation list…");
  await window.at("Until when shall the list hold?");
  await pick(window, place, { file: list });
  if (neverPublished) await window.press("This CA has never published a list", "checkbox");
  await seen("list");
  await window.press("Next");
  await window.at("Publish this list?");
  await seen("list-review");
  await window.press("Publish");
  await window.at("The list is published", LONG);
  await seen("list-receipt");
}

// The administrator's work with users' keys, click for click, in the words of the window.
import { writeFileSync } from "node:fs";

import { DOMAIN, goTo, nothing, pick } from "./job.mjs";

/** Making and signing ten thousand keys on a busy machine. */
const LONG = 180_000;

/** Keys ▸ Managed Keys. */
export async function openUsers(window) {
  await goTo(window, "Keys", "Managed Keys");
  await window.at("Managed Keys");
}

/** Add user, in the mode in which the key is made here. */
export async function addUser(window, { email, name, seen = nothing }) {
  await window.press("Add user…");
  await window.at("Who is the user?");
  await window.type("Email", email);
  await window.type("Name", name);
  await seen("who");
  await window.press("Next");
  await window.at("Where is the key kept?");
  await seen("mode");
  await window.press("Next");
  await window.at("Add this user?");
  await seen("review");
  await window.press("Add user");
  await window.at("The user is added", LONG);
  await seen("receipt");
}

/** Import of a list or of key files, from the choice of the file to the counts of what was stored. */
export async function importUsers(window, place, { file, count, seen = nothing }) {
  await window.press("Import…");
  await window.at("Where are the keys?");
  await pick(window, place, { verb: "File…", file });
  await seen("source");
  await window.press("Next");
  await window.at("Who holds these keys?");
  await seen("mode");
  await window.press("Next");
  await window.at("What the import would do", LONG);
  await seen("preview");
  const told = count.toLocaleString("en");
  await window.press(`Import ${told} users`);
  await window.at(`${told} users are imported`, LONG);
  await seen("receipt");
}

/** Types into the filter box and waits until the pane shows whom it left. */
export async function find(window, words, name) {
  await window.type("Filter users", words);
  await window.at(name);
}

/** Export… of the user in the pane. */
export async function exportUser(window, place, { file, seen = nothing }) {
  await window.press("Export…");
  await window.at("Export the public key");
  await pick(window, place, { file });
  await seen("where");
  await window.press("Export");
  await window.at("1 public key exported", LONG);
  await seen("receipt");
}

/** Note contact… of the user in the pane, as of today. */
export async function noteContact(window, { seen = nothing } = {}) {
  await window.press("Note contact…");
  await window.at("Note a contact");
  await seen("question");
  await window.press("Note contact");
  await window.shows("The contact has been noted.");
}

/** Delete… of the user in the pane. */
export async function deleteUser(window, { email, name, seen = nothing }) {
  await window.press("Delete…");
  await window.at(`Delete ${name}?`);
  await window.type(`Type ${email} to confirm`, email);
  await seen("confirm");
  await window.press("Delete user");
  await window.shows("The user has been deleted.");
}

const GIVEN = ["Ada", "Ben", "Carol", "Deniz", "Emil", "Fatima", "Goran", "Hanna", "Ivo", "Jana", "Kofi", "Lena", "Marta", "Nils", "Olga", "Paul", "Rosa", "Sven", "Tara", "Uwe"];
const FAMILY = ["Albers", "Brandt", "Costa", "Demir", "Engel", "Fischer", "Gruber", "Haas", "Ivanov", "Jansen", "Keller", "Lindner", "Moreau", "Novak", "Okafor", "Peters"];

/** So many different people, in the order of a personnel list; namesakes are numbered. */
export function people(count) {
  const names = GIVEN.length * FAMILY.length;
  return Array.from({ length: count }, (_, at) => {
    const [given, family] = [GIVEN[at % GIVEN.length], FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length]];
    const number = at < names ? "" : String(Math.floor(at / names) + 1);
    return { name: `${given} ${family} ${number}`.trim(), email: `${given}.${family}${number}@${DOMAIN}`.toLowerCase() };
  });
}

/** Two whom an import leaves out: of another domain, and without an address. */
export const STRANGERS = [{ name: "Vera Partner", email: "vera@partner.example" }, { name: "Nobody", email: "no address" }];

/** A list as a spreadsheet writes it, the strangers last. */
export function writeList(file, everybody) {
  const lines = [...everybody, ...STRANGERS].map(({ name, email }) => `${email},${name}`);
  writeFileSync(file, `${["email,name", ...lines].join("\r\n")}\r\n`);
}

// The shipped program, typed at through the display and not through automation: automation carries every key as text
// through the very memory that is searched here.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { Place } from "../support/place.mjs";
import { pause } from "../support/window.mjs";

const PASSPHRASE = "cinnabar trellis walrus ember jigsaw";
const MARKER = `marker-${Math.random().toString(36).slice(2)}-of-this-run`;
const ORGANIZATION = "Quillon Archive";

const PAGE = 4096;

/** How many runs of resident writable pages hold each of the words, as text of 8 or 16 bits a letter. */
function held(pid, words) {
  const patterns = words.map((word) => [Buffer.from(word), Buffer.from(word, "utf16le")]);
  const found = words.map(() => 0);
  const memory = openSync(`/proc/${pid}/mem`, "r");
  for (const [start, length] of resident(pid)) {
    const bytes = Buffer.alloc(length);
    try {
      readSync(memory, bytes, 0, length, start);
    } catch {
      continue; // Given back since the map was read.
    }
    patterns.forEach((forms, index) => forms.forEach((form) => (found[index] += bytes.includes(form) ? 1 : 0)));
  }
  closeSync(memory);
  return found;
}

/** Runs of pages that are in memory: a web view reserves gigabytes and touches little of them. */
function* resident(pid) {
  const table = openSync(`/proc/${pid}/pagemap`, "r");
  for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
    const [range, rights] = line.split(" ");
    if (!rights?.startsWith("rw")) continue;
    const [start, end] = range.split("-").map((text) => parseInt(text, 16));
    const entries = Buffer.alloc(((end - start) / PAGE) * 8);
    readSync(table, entries, 0, entries.length, (start / PAGE) * 8);
    let run = 0;
    for (let page = 0; page <= entries.length / 8; page += 1) {
      // Bits 63 and 62: present, or in swap.
      const there = page < entries.length / 8 && (entries[page * 8 + 7] & 0xc0) !== 0;
      if (there) run += 1;
      else if (run > 0) {
        yield [start + (page - run) * PAGE, run * PAGE];
        run = 0;
      }
    }
  }
  closeSync(table);
}

const xdotool = (...words) => execFileSync("xdotool", words, { encoding: "utf8" }).trim();

describe("the memory of the shipped program", () => {
  let place, program;

  before(async () => {
    place = new Place();
    const vault = join(place.vaults, "quillon.orgvault");
    execFileSync(process.env.ORGKEY_COMMAND_LINE, ["vault", "create", vault, "--organization", ORGANIZATION, "--domain", "example.org",
      "--admin", "alice", "--passphrase-file", "-", "--derivation", "floor"], { input: `${PASSPHRASE}\n`, env: place.environment() });
    mkdirSync(place.state, { recursive: true });
    writeFileSync(join(place.state, "machine.json"), JSON.stringify({ vault, language: "en" }), { mode: 0o600 });
    program = spawn(process.env.ORGKEY_CONSOLE, [], { env: place.environment({ ORGKEY_MARKER: MARKER }), stdio: "ignore" });
    const window = await appears("^OrgKey Console$");
    await pause(3000);
    xdotool("windowfocus", "--sync", window);
    xdotool("type", "--delay", "40", PASSPHRASE);
    xdotool("key", "Return");
    for (let tries = 0; tries < 30 && held(program.pid, [ORGANIZATION])[0] === 0; tries += 1) await pause(1000);
  });
  after(() => {
    program?.kill("SIGKILL");
    place?.remove();
  });

  test("shows a marker and, while the vault is open, the organisation: the search can find", () => {
    const [marker, organization] = held(program.pid, [MARKER, ORGANIZATION]);
    assert.ok(marker > 0, "the marker stands in the environment of the process");
    assert.ok(organization > 0, "the vault was opened by what was typed");
  });

  test("holds no passphrase once the vault is locked", async () => {
    xdotool("key", "ctrl+l");
    await pause(5000);
    const [marker, passphrase] = held(program.pid, [MARKER, PASSPHRASE]);
    assert.ok(marker > 0);
    assert.equal(passphrase, 0);
  });
});

async function appears(title) {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return xdotool("search", "--name", title).split("\n").at(-1);
    } catch {
      await pause(200);
    }
  }
  throw new Error("no window");
}

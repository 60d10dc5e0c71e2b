import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { judged } from "../support/axe.mjs";
import * as job from "../support/job.mjs";
import { Place } from "../support/place.mjs";

/** Proving a copy on a busy machine. */
const LONG = 180_000;

/** The command line as another program: it verifies a log without the vault. */
function verifiedElsewhere(file) {
  return execFileSync(process.env.ORGKEY_COMMAND_LINE, ["--json", "audit", "verify", file], { encoding: "utf8" });
}

describe("the register, the audit log and the checks", () => {
  let place, window, copy, log, calendar;
  const seen = (name) => judged(window)(name);

  before(async () => {
    place = new Place();
    [copy, log, calendar] = ["keypair.asc", "log.jsonl", "ends.ics"].map((name) => place.onMedium(name));
    window = await job.vaultWithKey(place);
    await job.openOrganizationKeys(window);
    await window.press("Export…");
    await job.exportKeypair(window, place, { file: copy, preset: "Modern" });
    await window.press("Done");
  });
  after(async () => {
    await window?.close();
    place?.remove();
  });

  async function toDrill() {
    await job.goTo(window, "Backups", "Register and Drills");
    await window.at("Register and Drills");
    await window.press("Drill…");
    await window.at("Where is the copy today?");
  }

  test("the copy is read from the medium again, also under another name, and its proof is entered", async () => {
    const moved = place.onMedium("moved.asc");
    renameSync(copy, moved);
    await toDrill();
    await window.press("Next");
    await window.the("alert");
    await job.pick(window, place, { verb: "Choose the file…", file: moved });
    await seen("drill-where");
    await window.press("Next");
    await window.at("The passphrase of the file");
    await window.type("Passphrase of the file", job.FILE_PASSPHRASE);
    await seen("drill-passphrase");
    await window.press("Drill");
    await window.at("This copy still restores", LONG);
    await window.shows("Read from the medium");
    await seen("drill-receipt");
    await window.press("Done");
    renameSync(moved, copy);
  });

  test("a damaged file fails its drill, and is no backup from then on", async () => {
    const whole = readFileSync(copy);
    const damaged = Buffer.from(whole);
    damaged[damaged.length >> 1] ^= 1;
    writeFileSync(copy, damaged);
    await toDrill();
    await window.press("Next");
    await window.shows("This is not the file that was proven");
    await seen("drill-changed");
    await window.press("Note as failed");
    await window.at("This copy is no backup any more", LONG);
    await seen("drill-failed");
    await window.press("Close");
    await window.shows("No: one piece is missing");
    const { value } = await window.invoke("would_restore");
    assert.equal(value.verdict, "no");
    writeFileSync(copy, whole);
  });

  test("the same file, whole again, passes its drill and is a backup again", async () => {
    await toDrill();
    await window.press("Next");
    await window.at("The passphrase of the file");
    await window.type("Passphrase of the file", job.FILE_PASSPHRASE);
    await window.press("Drill");
    await window.at("This copy still restores", LONG);
    await window.press("Done");
    assert.equal((await window.invoke("would_restore")).value.verdict, "yes");
  });

  test("the last proven copy is retired by its name and a reason", async () => {
    await window.press("Retire…");
    await window.shows("This is the last proven copy of this key");
    await window.type("How and why it was destroyed", "The stick was shredded.");
    await window.type("Type keypair.asc to confirm", "keypair.asc");
    await seen("retire");
    await window.press("Retire copy");
    await window.at("The copy is retired");
    await window.press("Done");
    await window.shows("The stick was shredded.");
    assert.equal((await window.invoke("would_restore")).value.verdict, "no");
  });

  test("the audit log leaves the vault, and the command line verifies it without the vault", async () => {
    await job.goTo(window, "Administration", "Audit Log");
    await window.at("Audit Log");
    await window.press("Export…");
    await job.pick(window, place, { file: log });
    await seen("audit-export");
    await window.press("Export");
    await window.at("The audit log is exported");
    await seen("audit-receipt");
    await window.press("Done");
    const found = JSON.parse(verifiedElsewhere(log));
    assert.equal(found.organization, job.ORGANIZATION);
    assert.equal(found.chained, "whole");
    assert.ok(readFileSync(log, "utf8").includes("retire-copy"));
  });

  test("the window verifies the file as well, and finds the first break in a changed one", async () => {
    const verify = async (file) => {
      await window.press("Verify a file…");
      await job.pick(window, place, { verb: "Choose file…", file });
      await window.press("Verify");
    };
    await verify(log);
    await window.shows("Its log leads to this file");
    await seen("audit-verified");
    await window.press("Done");
    const changed = place.onMedium("changed.jsonl");
    writeFileSync(changed, readFileSync(log, "utf8").replace("shredded", "stolen"));
    await verify(changed);
    await window.at("This log does not hold");
    assert.throws(() => verifiedElsewhere(changed));
    await window.press("Cancel");
  });

  test("what ends is saved as a calendar", async () => {
    await job.goTo(window, "Administration", "Health");
    await window.at("Health");
    await seen("health");
    await window.press("Save calendar…");
    await job.pick(window, place, { file: calendar });
    await seen("calendar");
    await window.press("Save");
    await window.at("The calendar is saved");
    const written = readFileSync(calendar, "utf8");
    assert.match(written, /^BEGIN:VCALENDAR\r\n/);
    assert.match(written, /BEGIN:VEVENT\r\n[^]*BEGIN:VALARM/);
    await window.press("Done");
  });
});

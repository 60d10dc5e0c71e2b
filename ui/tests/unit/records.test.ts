import { describe, expect, it } from "vitest";

import type { AttentionKind } from "../../src/bindings";
import { onlyLeads } from "../../src/dialogs/cures";
import { noted } from "../../src/features/audit/noted";
import { DrillDraft } from "../../src/features/backups/drill/draft.svelte";
import { Round } from "../../src/features/backups/drill-all/round.svelte";
import { countsAgainst, stagesOf } from "../../src/features/backups/stages";
import { fake } from "../../src/lib/backend/fake";
import { backups } from "../../src/lib/backend/fake-data";
import { en } from "../../src/lib/text/en";

const program = (query: string) => fake(new URLSearchParams(query));
const [keypair] = backups(1) as [ReturnType<typeof backups>[number]];

describe("a head from a receipt", () => {
  const hash = "9f86d081884c7d65";
  const cases: [string, string | undefined][] = [
    ["", undefined], ["  ", undefined], [`1300 · ${hash}`, `1300 · ${hash}`], [` 1300:${hash} `, `1300:${hash}`], [`1300 ${hash.toUpperCase()}`, `1300 ${hash.toUpperCase()}`],
    ["1300", "bad"], [hash, "bad"], ["1300 9f86", "bad"], [`x ${hash}`, "bad"], [`1300 ${hash}g`, "bad"], [`1 ${hash.repeat(5)}`, "bad"],
  ];
  for (const [typed, wanted] of cases) it(`of “${typed}” is ${wanted}`, () => expect(noted(typed)).toBe(wanted));
});

describe("a drill", () => {
  it("lists the stages that its copy will have", () => {
    expect(stagesOf(keypair)).toEqual(["reading-back", "opening", "comparing", "decrypting", "verifying", "registering"]);
    expect(stagesOf({ ...keypair, kind: "ca" })).toEqual(["reading-back", "opening", "comparing", "verifying", "registering"]);
    expect(stagesOf({ ...keypair, kind: "public" })).toEqual(["reading-back", "comparing", "registering"]);
  });

  it("counts only what the file has shown against the copy", () => {
    expect(["copy-changed", "not-proven", "wrong-passphrase", "file-not-found", "cancelled", undefined].map(countsAgainst)).toEqual([true, true, false, false, false, false]);
  });

  it("looks without a passphrase, and forgets it", () => {
    const draft = new DrillDraft(keypair);
    draft.passphrase = "secret";
    expect(draft.request(false).passphrase).toBeNull();
    expect(draft.request(true)).toEqual({ copy: "backup-0", file: null, folder: null, passphrase: "secret" });
    draft.forget();
    expect(draft.passphrase).toBe("");
    const open = new DrillDraft({ ...keypair, kind: "public" });
    open.passphrase = "secret";
    expect(open.request(true).passphrase).toBeNull();
  });
});

describe("a round of drills", () => {
  it("tells what is there, drills it, and leaves those with another passphrase for later", async () => {
    const round = new Round(program("fake=open&folder=some&pace=0"));
    round.folder = { grant: "folder-1", name: "USB-7", place: "media", exists: true };
    await round.look();
    expect(round.rows.map((row) => row.standing)).toEqual(["ready", "missing", "ready", "changed"]);
    await round.drill("wrong");
    expect(round.ready.map((row) => row.outcome)).toEqual(["other-passphrase", "passed"]);
    expect(round.waiting.map((row) => row.id)).toEqual(["backup-0"]);
    await round.drill("right");
    expect([round.passed, round.waiting.length, round.running]).toEqual([2, 0, false]);
  });

  it("goes on after a copy that fails, and notes it", async () => {
    const backend = program("fake=open&pace=0&fail=not-proven");
    const round = new Round(backend);
    await round.look();
    await round.drill("right");
    expect(round.rows.map((row) => row.outcome)).toEqual(["failed", "failed", "failed", "failed"]);
    expect((await backend.backupRegister()).every((copy) => copy.failed?.code === "not-proven")).toBe(true);
  });

  it("says nothing about copies when the vault was locked meanwhile", async () => {
    await expect(new Round(program("fake=locked")).look()).rejects.toMatchObject({ code: "vault-locked" });
  });
});

describe("the checks", () => {
  it("have a name, words and one action each", async () => {
    const { checks } = await program("fake=open").health();
    const kinds = checks.map((one) => one.check).sort();
    expect(kinds).toEqual(Object.keys(en.home.kinds).sort());
    expect(kinds).toEqual(Object.keys(en.health.checks).sort());
    expect(kinds.filter((kind: AttentionKind) => onlyLeads(kind))).toContain("proof-old");
    expect(onlyLeads("never-backed-up")).toBe(false);
  });
});

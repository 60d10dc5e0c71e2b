import { describe, expect, it } from "vitest";

import type { AttentionKind, CaRowView, HomeView } from "../../src/bindings";
import { secretsOf } from "../../src/features/home/secrets";
import { caRow, noBackup, retiredCa } from "../../src/lib/backend/fake-certificates-data";

const key = { key: "key-1", generation: 1, retired: false, copies: 2, lastProven: "2026-11-01T00:00:00Z", severity: "note" as const };
const home = (kind?: AttentionKind): HomeView => ({
  attention: kind ? [{ kind, severity: "bad", key: null, ca: "ca-1", date: null }] : [], recoverability: [key], endings: [], events: [], now: "2026-11-22T00:00:00Z",
});

describe("the secrets on Home", () => {
  const cases: [string, CaRowView, AttentionKind | undefined, string | undefined][] = [
    ["a CA with a proven copy", caRow(), undefined, "proven"],
    ["a CA that the checks call not backed up", caRow({ backup: noBackup }), "ca-never-backed-up", "missing"],
    ["a CA whose proof the checks call old", caRow(), "ca-proof-old", "old"],
    ["a CA that no check asks a backup of", caRow({ backup: noBackup, exportable: false }), undefined, "fixed"],
    ["a retired CA with a copy", { ...retiredCa(), backup: caRow().backup }, undefined, "proven"],
    ["a retired CA without one", retiredCa(), undefined, undefined],
  ];
  for (const [name, ca, kind, standing] of cases) {
    it(`list ${name} as ${standing ?? "nothing"}`, () => {
      expect(secretsOf(home(kind), [ca]).map((one) => [one.of, one.standing])).toEqual([["key", "proven"], ...(standing ? [["ca", standing]] : [])]);
    });
  }
});

import { describe, expect, it } from "vitest";

import type { UserRowView } from "../../src/bindings";
import { UserDraft } from "../../src/features/users/add/draft.svelte";
import { ImportUsersDraft } from "../../src/features/users/import/draft.svelte";
import { aboutUser } from "../../src/features/users/states";

const row = (more: Partial<UserRowView>): UserRowView => ({
  email: "carol@example.test", name: "Carol", mode: "skm", state: "verified", fingerprint: "00", algorithm: "Ed25519 · X25519", expires: null, revoked: false, hasSecrets: true,
  certifiedBy: 2, certifiedUntil: "2026-12-06T00:00:00Z", added: "2026-01-01T00:00:00Z", lastContact: "2026-11-20T00:00:00Z", deleted: null, certificateUntil: null, ...more,
});

describe("the state of a user", () => {
  const cases: [string, Partial<UserRowView>, RegExp][] = [
    ["until when it is signed", {}, /until 6\u00a0Dec\u00a02026/],
    ["who will sign it", { state: "unverified" }, /next maintenance run signs it/],
    ["that nothing is lost", { state: "waiting-for-contact" }, /Nothing is lost/],
    ["that no run can help a revoked key", { state: "unverified", revoked: true }, /Import a new one/],
  ];
  for (const [name, more, words] of cases) it(`tells ${name}`, () => expect(aboutUser(row(more))).toMatch(words));
});

describe("the draft of a user", () => {
  it("takes a name and an address, and leaves the domain to the program", () => {
    const cases: [string, string, boolean][] = [["carol@example.test", "Carol", true], [" carol@example.test ", "Carol", true], ["carol@example.test", " ", false], ["carol", "Carol", false], ["carol@", "Carol", false], ["c d@example.test", "Carol", false]];
    for (const [email, name, wanted] of cases) {
      const draft = new UserDraft();
      Object.assign(draft, { email, name });
      expect(draft.ready, `${email} ${name}`).toBe(wanted);
    }
  });

  it("asks for what was typed, without the spaces around it", () => {
    const draft = new UserDraft();
    Object.assign(draft, { email: " carol@example.test ", name: " Carol " });
    expect(draft.request()).toEqual({ email: "carol@example.test", name: "Carol", mode: "skm" });
  });
});

describe("the draft of an import", () => {
  const grant = (one: string) => ({ grant: one, name: one, place: "USB-1", exists: true });

  it("forgets mode and passphrase with another file", () => {
    const draft = new ImportUsersDraft();
    draft.take(grant("a"), false);
    Object.assign(draft, { mode: "ckm", passphrase: "typed" });
    expect(draft.request()).toEqual({ source: "a", mode: "ckm", passphrase: "typed" });
    draft.take(grant("b"), true);
    expect(draft.request()).toEqual({ source: "b", mode: null, passphrase: null });
  });
});

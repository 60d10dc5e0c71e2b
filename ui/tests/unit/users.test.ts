import { describe, expect, it } from "vitest";

import { UserDraft } from "../../src/features/users/add/draft.svelte";
import { ImportUsersDraft } from "../../src/features/users/import/draft.svelte";
import { aboutUser } from "../../src/features/users/states";
import type { UserRowView } from "../../src/lib/backend/shapes-users";

const row = (more: Partial<UserRowView>): UserRowView => ({ id: "user-1", email: "carol@example.test", name: "Carol", mode: "skm", state: "verified", fingerprint: "00", signedUntil: "2026-12-06T00:00:00Z", lastContact: null, ...more });

describe("the state of a user", () => {
  const cases: [string, Partial<UserRowView>, RegExp][] = [
    ["until when it is signed", {}, /until 6 Dec 2026/],
    ["who will sign it", { state: "unverified", signedUntil: null }, /next maintenance run signs it/],
    ["that nothing is lost", { state: "waiting-for-contact", signedUntil: null }, /Nothing is lost/],
  ];
  for (const [name, more, words] of cases) it(`tells ${name}`, () => expect(aboutUser(row(more))).toMatch(words));
});

describe("the draft of a user", () => {
  it("takes an address, and leaves the domain to the program", () => {
    const cases: [string, boolean][] = [["carol@example.test", true], [" carol@example.test ", true], ["carol", false], ["carol@", false], ["c d@example.test", false], ["", false]];
    for (const [typed, wanted] of cases) {
      const draft = new UserDraft();
      draft.email = typed;
      expect(draft.named, typed).toBe(wanted);
    }
  });

  it("asks for what was typed, without the spaces around it", () => {
    const draft = new UserDraft();
    Object.assign(draft, { email: " carol@example.test ", name: " Carol " });
    expect(draft.request()).toEqual({ email: "carol@example.test", name: "Carol", mode: "skm" });
  });
});

describe("the draft of an import", () => {
  it("forgets the files before when others are chosen", () => {
    const draft = new ImportUsersDraft();
    const grant = (one: string) => ({ grant: one, name: one, place: "USB-1", exists: true });
    draft.take([grant("a"), grant("b")], false);
    draft.take([grant("c")], true);
    expect(draft.request().files).toEqual(["c"]);
  });
});

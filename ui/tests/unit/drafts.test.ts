import { describe, expect, it } from "vitest";

import { ExportDraft } from "../../src/features/export/draft.svelte";
import { ImportDraft } from "../../src/features/import/draft.svelte";
import { SetupDraft } from "../../src/features/setup/draft.svelte";
import { files } from "../../src/lib/backend/fake-data";

const target = { grant: "target-1", name: "keys.asc", place: "USB-1", exists: false };

describe("the draft of an export", () => {
  it("carries passphrases only for a keypair and only in the last request", () => {
    const draft = new ExportDraft("key-1");
    Object.assign(draft, { passphrase: "typed secret", own: "own secret" });
    draft.target.aim(target);
    expect(JSON.stringify(draft.request(false))).not.toContain("secret");
    expect(draft.request(true)).toMatchObject({ passphrase: "typed secret", administratorPassphrase: "own secret" });
    draft.choose("public");
    expect(JSON.stringify(draft.request(true))).not.toContain("secret");
  });

  it("forgets the place when another part is chosen, because its file name no longer fits", () => {
    const draft = new ExportDraft("key-1");
    draft.target.aim(target);
    draft.choose("keypair");
    expect(draft.target.ready).toBe(true);
    draft.choose("public");
    expect(draft.target.ready).toBe(false);
  });

  it("replaces a file only after it was confirmed for that very file", () => {
    const draft = new ExportDraft("key-1");
    draft.target.aim({ ...target, exists: true });
    expect(draft.target.ready).toBe(false);
    draft.target.overwrite = true;
    expect(draft.target.ready).toBe(true);
    draft.target.aim({ ...target, name: "other.asc", exists: true });
    expect(draft.target.ready).toBe(false);
  });

  it("forgets what was typed in secret", () => {
    const draft = new ExportDraft("key-1");
    Object.assign(draft, { passphrase: "a", own: "b", passphraseReady: true });
    draft.forget();
    expect([draft.passphrase, draft.own, draft.passphraseReady]).toEqual(["", "", false]);
  });
});

describe("the draft of an import", () => {
  const take = (name: string) => {
    const draft = new ImportDraft();
    const contents = files[name];
    if (!contents) throw new Error(name);
    draft.take("file-1", contents);
    return draft;
  };

  it("asks for a passphrase only where the key has one", () => {
    expect(take("keypair").needsPassphrase).toBe(true);
    expect(take("public").needsPassphrase).toBe(false);
    expect(take("public").request().passphrase).toBeNull();
  });

  it("names the key only where the file has several", () => {
    expect(take("keypair").request().fingerprint).toBeNull();
    expect(take("several").request().fingerprint).toBe(files["several"]?.keys[0]?.fingerprint);
  });

  it("forgets consent and passphrase with another file", () => {
    const draft = take("expired");
    Object.assign(draft, { acceptExpired: true, passphrase: "typed" });
    draft.take("file-2", take("keypair").contents ?? never());
    expect([draft.acceptExpired, draft.passphrase]).toEqual([false, ""]);
  });
});

describe("the draft of the Setup Assistant", () => {
  it("understands domains as people type them", () => {
    const cases: [string, string[]][] = [
      ["example.test", ["example.test"]], ["@Example.TEST", ["example.test"]], ["a.test, b.test;c.test", ["a.test", "b.test", "c.test"]], [" , ", []], ["a.test a.test", ["a.test"]],
    ];
    for (const [typed, wanted] of cases) {
      const draft = new SetupDraft();
      draft.domain = typed;
      draft.addDomain();
      expect(draft.domains, typed).toEqual(wanted);
      expect(draft.domain).toBe("");
    }
  });

  it("says an expiry as the program understands it", () => {
    const cases = [
      [{ expiry: "1y" }, "1y", true], [{ expiry: "never" }, "never", true], [{ expiry: "other", period: "18", unit: "m" }, "18m", true], [{ expiry: "other", period: "0", unit: "m" }, "0m", false],
      [{ expiry: "other", period: "two", unit: "y" }, "twoy", false], [{ expiry: "on", date: "2027-05-01" }, "2027-05-01", true], [{ expiry: "on", date: "1.5.2027" }, "1.5.2027", false],
    ] as const;
    for (const [part, wanted, ready] of cases) {
      const draft = Object.assign(new SetupDraft(), part);
      expect([draft.expires, draft.expiryReady], wanted).toEqual([wanted, ready]);
    }
  });

  it("suggests a user ID once and never over one that was typed", () => {
    const draft = new SetupDraft();
    draft.suggestUserId("Example Org", ["example.test", "other.test"]);
    expect(draft.userId).toBe("Example Org <keys@example.test>");
    draft.suggestUserId("Another", ["another.test"]);
    expect(draft.userId).toBe("Example Org <keys@example.test>");
  });
});

function never(): never {
  throw new Error("the fixture has contents");
}

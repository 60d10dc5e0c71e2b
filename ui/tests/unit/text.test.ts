import { describe, expect, it } from "vitest";

import { codes } from "../../src/bindings/codes";
import { tones } from "../../src/lib/failure/failure";
import { adviceOf } from "../../src/lib/text/advice";
import { failure } from "../../src/lib/backend/fake-data";
import { derivation } from "../../src/lib/text/derivation";
import { de } from "../../src/lib/text/de";
import { en } from "../../src/lib/text/en";
import { text } from "../../src/lib/text/text.svelte";

type Leaf = [path: string, words: string | ((...values: never[]) => string)];

function leaves(node: unknown, path = ""): Leaf[] {
  if (typeof node === "string" || typeof node === "function") return [[path, node as Leaf[1]]];
  return Object.entries(node as object).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

describe("the catalogues", () => {
  it("have the same entries in both languages, none of them empty", () => {
    expect(leaves(de).map(([path]) => path)).toEqual(leaves(en).map(([path]) => path));
    for (const [path, words] of [...leaves(en), ...leaves(de)]) expect(words, path).not.toBe("");
  });

  // The vendor names these in English in its German product as well.
  const vendors = [".certificates.ca.selfSigned", ".certificates.ca.publicKey", ".certificates.issued.placeholder", ".users.modeNames.sckm", ".keys.rows.adk", ".keys.rows.directory"];

  it("are translated: German repeats English only in short words and the vendor's own names", () => {
    const english = new Map(leaves(en));
    const same = leaves(de).filter(([path, words]) => typeof words === "string" && words.length > 20 && english.get(path) === words);
    expect(same.map(([path]) => path)).toEqual(vendors);
  });

  it("count in the singular and the plural", () => {
    const cases: [string, string][] = [
      [en.home.needs(1), "One thing needs you"], [en.home.needs(3), "Three things need you"], [en.home.needs(12), "12 things need you"],
      [de.home.needs(1), "Eine Sache braucht Sie"], [de.home.needs(2), "Zwei Sachen brauchen Sie"],
      [en.audit.total(1, "1"), "1 entry"], [de.audit.total(2, "2"), "2 Einträge"], [en.audit.verified(1), "The one entry holds."],
      [en.passphrase.strength("Weak", 1), "Weak, 1 bit"], [en.home.recoverFixed(2), "Yes, except 2 keys that cannot be copied"],
      [en.settings.minutes(1), "1 minute"], [de.settings.minutes(4), "4 Minuten"],
    ];
    for (const [found, wanted] of cases) expect(found).toBe(wanted);
  });
});

describe("what protects a secret", () => {
  const cases: [string, string, string][] = [
    ["Argon2id, 256 MiB, 4 passes", "Argon2id, 256 MiB, 4 passes", "Argon2id, 256 MiB, 4 Durchläufe"],
    ["SHA-256, 65,011,712 octets", "SHA-256, 65,011,712 octets", "SHA-256, 65.011.712 Oktette"],
    ["Iterated and salted SHA-256, 65,011,712 octets; AES-256 CFB", "Iterated and salted SHA-256, 65,011,712 octets; AES-256 CFB", "Iteriert und mit Salt, SHA-256, 65.011.712 Oktette; AES-256 CFB"],
    ["MD5, unsalted", "MD5, unsalted", "MD5, ohne Salt"],
    ["AES-256-CBC, PBKDF2-HMAC-SHA-256, 600,000 rounds", "AES-256-CBC, PBKDF2-HMAC-SHA-256, 600,000 rounds", "AES-256-CBC, PBKDF2-HMAC-SHA-256, 600.000 Runden"],
  ];
  for (const [told, english, german] of cases) {
    it(`is told in the language of the window: ${told}`, () => {
      expect(derivation(told)).toBe(english);
      text.use("de");
      expect(derivation(told)).toBe(german);
      text.use("en");
    });
  }
});

describe("failures", () => {
  it("have a tone for every code of the program, and none for others", () => {
    expect(Object.keys(tones).sort()).toEqual([...codes].sort());
  });

  it("name a step of the window, never the command line", () => {
    for (const language of ["en", "de"] as const) {
      text.use(language);
      for (const code of codes) expect(adviceOf(failure(code, language)), `${code} in ${language}`).not.toMatch(/orgkey [a-z]|--[a-z]|\b(ca|user|org-key) (import|restore|revoke|crl|list)\b/);
    }
    text.use("en");
  });
});

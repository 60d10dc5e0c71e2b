import type {
  AuditEntryView, BackupView, Code, Component, FailureView, FileView, HolderView, KeyChoiceView, KeyRowView, KeySummary,
  Language, OpenView,
} from "../../bindings";
import { rightsOf } from "./fake-administrators";
import de from "../../../../src-tauri/crates/orgkey-wire/messages/de.json";
import en from "../../../../src-tauri/crates/orgkey-wire/messages/en.json";

/** What the fake shows. Invented, but shaped as the program shapes it; the failures' words are the program's own. */
const catalogues: Record<Language, Record<string, { fact: string; advice: string }>> = { en, de };

export function failure(code: Code, language: Language, subject: string | null = null): FailureView {
  const words = catalogues[language][code] ?? { fact: code, advice: "" };
  const fill = (text: string) => text.replace(/\{subject:([^}]*)\}/g, (_, missing: string) => subject ?? missing);
  return { code, subject, fact: fill(words.fact), advice: fill(words.advice) };
}

const day = 86_400_000;
export const now = () => new Date();
export const from = (days: number) => new Date(Date.now() + days * day).toISOString().replace(/\.\d+Z/, "Z");
export const hex = (seed: number, length: number) => {
  let state = seed;
  return Array.from({ length }, () => ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16 & 15).toString(16)).join("");
};

export const fingerprint = "7E0F42B9D1C855A06E3B90FA1C77E04D2A9683F5";
export const holder: HolderView = { program: "orgkey", pid: 4711, host: "console-2", administrator: "bob", since: from(-0.02) };

export const vault = (language: Language): OpenView => ({
  preferences: { language, theme: "system" }, vault: "example.orgvault", organization: "Example Org", domains: ["example.test"],
  administrator: "alice", role: "Supervisor", rights: rightsOf("supervisor"), readOnly: false, holder: null, autoLockMinutes: 4, notices: [],
});

export const row = (backup: boolean): KeyRowView => ({
  id: "key-2", generation: 2, name: "Example Org <keys@example.test>", fingerprint, algorithm: "Ed25519 · X25519", version: 4,
  state: "active", created: "2026-05-12T09:14:00Z", expires: null,
  backup: { proven: backup, copies: backup ? 3 : 0, lastProven: backup ? from(-12) : null, publicPartStale: false },
});
export const retired: KeyRowView = {
  ...row(true), id: "key-1", generation: 1, fingerprint: "41D09B77C1E2F3A4B5C69C4107AA3E58B1D2C0DE", algorithm: "RSA 3072", state: "retired",
  created: "2024-03-01T08:00:00Z", backup: { proven: true, copies: 2, lastProven: from(-12), publicPartStale: false },
};

const part = (algorithm: string, uses: Component["uses"], secret: Component["secret"], seed: number, more: Partial<Component> = {}): Component => ({
  fingerprint: seed === 0 ? fingerprint : hex(seed, 40).toUpperCase(), algorithm, created: "2026-05-12T09:14:00Z", expires: null, uses, secret, usability: "full", ...more,
});
const protectedBy = (derivation: string, cipher: string, weak = false): Component["secret"] => ({ state: "protected", protection: { derivation, cipher, weak } });
const modern = protectedBy("Argon2id, 64 MiB, 3 passes", "AES-256 OCB");
const old = protectedBy("SHA-1, 65,536 octets", "CAST5 CFB", true);

export const summary = (secret: Component["secret"] = { state: "absent" }): KeySummary => ({
  fingerprint, version: 4, userIds: ["Example Org <keys@example.test>", "Example Org Key Desk <desk@example.test>"], created: "2026-05-12T09:14:00Z",
  expires: null, revoked: false, selfSigned: true, legacy: [],
  components: [part("Ed25519", ["certify", "sign"], secret, 0), part("X25519", ["encrypt"], secret, 7)],
});
/** The same, with its secret part in the vault or without. */
export const protectedSummary = (secret: boolean): KeySummary => summary(secret ? { state: "open" } : { state: "absent" });
const legacyKey: KeySummary = {
  ...summary(), fingerprint: hex(3, 40).toUpperCase(), userIds: ["Old Org Key <pgp@example.test>"], created: "2003-02-11T10:00:00Z",
  legacy: ["weak-hash", "short-key", "retired-algorithm"],
  components: [part("DSA 1024", ["certify", "sign"], old, 31), part("ElGamal 2048", ["encrypt"], old, 32, { usability: "kept-only" })],
};

const file = (name: string, keys: KeySummary[], more: Partial<FileView> = {}): FileView => ({
  fileName: name, bytes: 1_204, sha256: hex(99, 64), kind: "keys", armored: true, blocks: ["PGP PRIVATE KEY BLOCK"], keys, message: null, notes: [],
  serverBackup: null, pkcs12: null, certificates: [], requests: [], revocationLists: [], privateKeys: [], ...more,
});
export const files: Record<string, FileView> = {
  keypair: file("example-org-keypair.asc", [summary(modern)]),
  public: file("example-org-public.asc", [summary()], { blocks: ["PGP PUBLIC KEY BLOCK"] }),
  legacy: file("old-org-key.asc", [legacyKey], { bytes: 12_940, blocks: ["PGP PRIVATE KEY BLOCK", "PGP PUBLIC KEY BLOCK"], notes: ["Two blocks of the same key were merged."] }),
  expired: file("example-org-2019.asc", [{ ...summary(modern), expires: "2021-05-01T00:00:00Z" }]),
  several: file("all-keys.asc", [summary(modern), legacyKey, { ...summary(), fingerprint: hex(5, 64).toUpperCase(), version: 6, userIds: ["Partner GmbH <keys@partner.test>"] }], { bytes: 48_211 }),
  pfx: file("tree-ca.pfx", [], { bytes: 4_711, kind: "pkcs12", armored: false, blocks: [], pkcs12: { encoding: "DER", mac: { algorithm: "HMAC-SHA-256", rounds: 600_000, kind: "classic" }, totalRounds: 1_200_000, safes: [{ protection: "AES-256-CBC, PBKDF2-HMAC-SHA-256", rounds: 600_000, bags: [] }], certificates: [] } }),
  message: file("backup-2026-11-21.pgp", [], { kind: "message", armored: false, blocks: [], bytes: 48_731_904, message: { recipients: [fingerprint], passphraseSlots: 0, encrypted: true, format: "SEIPDv2, AES-256 OCB" } }),
};

const places = ["USB-1", "USB-2", "Safe B", "A drive with a very long label that nobody can read to its end"];
export const backups = (count: number): BackupView[] => Array.from({ length: count }, (_, index) => ({
  id: `backup-${index}`, fingerprint: index % 5 === 4 ? retired.fingerprint : fingerprint, generation: index % 5 === 4 ? 1 : 2, kind: index % 3 === 2 ? "public" : "keypair",
  fileName: index % 3 === 2 ? "example-org-public.asc" : `example-org-keypair-${index + 1}.asc`, place: places[index % places.length] ?? "", bytes: 1_204 + index,
  sha256: hex(index + 1, 64), preset: index % 2 ? "compatible" : "modern", madeAt: from(-12 - index * 3), madeBy: index % 2 ? "bob" : "alice",
  provenAt: index % 3 === 2 ? null : from(-12 - index * 3), failed: index === 7 ? { at: from(-2), code: "copy-changed" } : null, retired: index === 6 ? { at: from(-9), by: "bob", reason: "Shredded with the old safe." } : null, outdated: false,
  caProof: [], proof: index % 3 === 2 ? [] : [{ fingerprint, algorithm: "Ed25519", means: "signature-verified" }, { fingerprint: hex(7, 40).toUpperCase(), algorithm: "X25519", means: "message-decrypted" }],
}));

const acts = ["unlock", "export-keypair", "export-keypair", "change-passphrase", "export-public-key", "change-settings", "import-keypair", "generate-organization-key", "create-vault"];
export const entry = (seq: number): AuditEntryView => ({
  seq, at: from(-(1_300 - seq) / 20), administrator: seq % 3 ? "alice" : "bob", action: acts[seq % acts.length] ?? "", phase: seq % acts.length === 1 ? "intent" : seq % acts.length === 2 ? "settled" : "event",
  subject: seq % acts.length < 3 && seq % acts.length > 0 ? "example-org-keypair.asc" : seq % 2 ? "Organization Key, generation 2" : "", detail: seq % acts.length === 2 ? `{"sha256":"${hex(seq, 64)}","preset":"modern"}` : "{}", hash: hex(seq, 64),
});

const kind = (algorithm: KeyChoiceView["algorithm"], profile: KeyChoiceView["profile"], label: string, readBy: KeyChoiceView["readBy"], recommended = false, slow = false): KeyChoiceView => ({ algorithm, profile, label, readBy, recommended, slow });
export const choices: KeyChoiceView[] = [
  kind("curve25519", "v4", "Ed25519 with X25519", "gnupg-and-newer", true), kind("p256", "v4", "NIST P-256", "gnupg-and-newer"),
  kind("p384", "v4", "NIST P-384", "gnupg-and-newer"), kind("p521", "v4", "NIST P-521", "gnupg-and-newer"),
  kind("rsa2048", "v4", "RSA 2048", "everything"), kind("rsa3072", "v4", "RSA 3072", "everything"), kind("rsa4096", "v4", "RSA 4096", "everything", false, true),
  kind("curve25519", "v6", "Ed25519 with X25519", "rfc9580"), kind("curve448", "v6", "Ed448 with X448", "rfc9580"),
  kind("ml-dsa65-ed25519", "v6", "ML-DSA-65+Ed25519 with ML-KEM-768+X25519", "post-quantum"), kind("ml-dsa87-ed448", "v6", "ML-DSA-87+Ed448 with ML-KEM-1024+X448", "post-quantum"),
];

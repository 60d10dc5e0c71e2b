import type {
  BackupView, CaFileEntryView, CaKeyChoiceView, CaPresetView, CaRowView, CertificateTemplate, CertificateView, CrlView, FileView,
  IssuedRowView, IssuedState, LintView, Pkcs12View, ValidationReasonView,
} from "../../bindings";
import { from, hex } from "./fake-data";

/** What the fake shows of a CA. Invented, but shaped as the program shapes it. */
export const certificate = (more: Partial<CertificateView> = {}): CertificateView => ({
  subject: "CN=Tree CA,O=Example", issuer: "CN=Tree CA,O=Example", serial: "018f3c5ad0b14e77a2c4e19b3d60f852", notBefore: "2019-03-03T10:00:00Z", notAfter: "2029-03-03T10:00:00Z",
  status: "current", keyAlgorithm: "RSA 2048", signatureAlgorithm: "sha256WithRSAEncryption", sha256: hex(71, 64), isCa: true, pathLength: null,
  keyUsage: ["keyCertSign", "cRLSign"], extendedKeyUsage: [], alternativeNames: [], keyId: hex(5, 40), authorityKeyId: hex(5, 40), crlPoints: [], selfIssued: true, ...more,
});
export const publicKey = (more: Partial<CertificateView> = {}): CertificateView =>
  certificate({ issuer: "CN=Example Tree Root", serial: "4b22907e61d84c0fa93355c8e7b10c2d", sha256: hex(72, 64), selfIssued: false, authorityKeyId: hex(6, 40), pathLength: 1, crlPoints: ["http://pki.example.test/root.crl"], ...more });
export const root = (): CertificateView => certificate({ subject: "CN=Example Tree Root", issuer: "CN=Example Tree Root", serial: "3a7713f0", sha256: hex(73, 64), keyId: hex(6, 40), authorityKeyId: null, notAfter: "2039-03-03T10:00:00Z", keyAlgorithm: "RSA 4096" });

export const caRow = (more: Partial<CaRowView> = {}): CaRowView => ({
  id: "ca-1", name: "Tree CA", subject: "CN=Tree CA,O=Example", state: "active", keyAlgorithm: "RSA 2048", keyId: hex(5, 40), exportable: true, bornWith: "2.21",
  created: "2019-03-03T10:00:00Z", ends: "2029-03-03T10:00:00Z", backup: { proven: true, copies: 3, lastProven: from(-12), publicPartStale: false }, issued: 214, held: 9, revoked: 24, revocationsKnown: true, ...more,
});
export const noBackup = { proven: false, copies: 0, lastProven: null, publicPartStale: false };
export const retiredCa = (): CaRowView => caRow({ id: "ca-0", name: "Tree CA 2009", subject: "CN=Tree CA 2009,O=Example", state: "retired", bornWith: "2.20", exportable: false, keyAlgorithm: "RSA 1024", keyId: hex(8, 40), created: "2009-03-03T10:00:00Z", ends: "2019-03-03T10:00:00Z", backup: noBackup, issued: 31, held: 0, revoked: 4 });

export const presets: CaPresetView[] = [
  { preset: "modern", protection: "AES-256-CBC, PBKDF2-HMAC-SHA-256, 600,000 rounds", opensIn: ["OpenSSL 3", "Java keytool", "NSS pk12util", "GnuTLS certtool", "Windows Server 2019 and later"], opensInUnicode: ["OpenSSL 3", "Java keytool"], opensInLong: ["OpenSSL 3"] },
  { preset: "legacy", protection: "RC2-40-CBC and 3DES-CBC, SHA-1, 2,048 rounds", opensIn: ["Certificate Server 2.21", "Windows XP and later", "gpgsm", "OpenSSL 3 with -legacy"], opensInUnicode: ["gpgsm"], opensInLong: ["gpgsm"] },
  { preset: "fips", protection: "AES-256-CBC, PBMAC1 with HMAC-SHA-256", opensIn: ["OpenSSL 3.4 and later", "Java 24 and later"], opensInUnicode: ["OpenSSL 3.4 and later"], opensInLong: ["OpenSSL 3.4 and later"] },
];
export const findings: LintView[] = [{ severity: "note", code: "sha1-key-id", text: "The key identifier is made with SHA-1, as RFC 5280 4.2.1.2 (1) describes." }];
export const keyChoices: CaKeyChoiceView[] = [
  { key: "rsa3072", label: "RSA 3072", recommended: true, slow: false }, { key: "p256", label: "NIST P-256", recommended: false, slow: false }, { key: "p384", label: "NIST P-384", recommended: false, slow: false },
  { key: "p521", label: "NIST P-521", recommended: false, slow: false }, { key: "rsa2048", label: "RSA 2048", recommended: false, slow: false }, { key: "rsa4096", label: "RSA 4096", recommended: false, slow: true }, { key: "ed25519", label: "Ed25519", recommended: false, slow: false }, { key: "ml-dsa-65", label: "ML-DSA-65", recommended: false, slow: false },
];

const names = ["mail.example.test", "ldap-2.example.test", "Old Gateway", "Branch CA Lyon", "vpn.example.test", "Carol Fischer", "Dora König", "print-7.example.test", "wiki.example.test"];
const templates: CertificateTemplate[] = ["server", "server", "server", "subordinate-ca", "server", "smime", "client", "server", "server"];
const changed = new Map<string, Partial<IssuedRowView>>();
export const change = (serial: string, to: Partial<IssuedRowView>) => changed.set(serial, { ...changed.get(serial), ...to });

/** Row `at` of a list of any length, made when it is asked for. */
export function issuedRow(at: number): IssuedRowView {
  const serial = hex(at + 400, 32);
  const kind = at % names.length;
  // Only its serial number is known, from a list of elsewhere.
  const only = at % 31 === 30;
  const state: IssuedState = kind === 2 || only ? "revoked" : at % 23 === 11 ? "held" : at % 17 === 15 ? "expired" : "valid";
  const ends = state === "expired" ? -30 - at % 200 : kind === 4 ? 12 : 30 + (at * 37) % 700;
  const name = at < names.length ? (names[kind] ?? "") : `${at}.${names[kind] ?? ""}`;
  return {
    serial, name: only ? serial : name, subject: only ? "" : `CN=${name},O=Example`, template: only || at % 31 === 29 ? null : (templates[kind] ?? null), notBefore: from(ends - 730), notAfter: only ? "9999-12-31T23:59:59Z" : from(ends), state, ending: state === "valid" && ends < 30,
    reason: state === "revoked" ? "key-compromise" : state === "held" ? "certificate-hold" : null, revokedAt: state === "revoked" || state === "held" ? from(-20 - at % 90) : null, ...changed.get(serial),
  };
}
export const issuedCertificate = (row: IssuedRowView): CertificateView => certificate({
  subject: row.subject, issuer: "CN=Tree CA,O=Example", serial: row.serial, notBefore: row.notBefore, notAfter: row.notAfter, isCa: row.template === "subordinate-ca", status: row.state === "expired" ? "expired" : row.ending ? "ending" : "current",
  keyAlgorithm: "P-256", keyUsage: ["digitalSignature"], extendedKeyUsage: ["serverAuth"], alternativeNames: [`DNS:${row.name}`], keyId: hex(row.name.length, 40), selfIssued: false, sha256: hex(row.serial.charCodeAt(3) + row.name.length, 64), crlPoints: ["http://pki.example.test/tree.crl"],
});

/** The file of a certificate, as `inspect_file` tells it. */
export const certificateFile = (): FileView => ({
  fileName: "mail.pem", bytes: 1_420, sha256: hex(62, 64), kind: "certificates", armored: true, blocks: [], keys: [], serverBackup: null, message: null, notes: [], pkcs12: null, certificates: [issuedCertificate(issuedRow(0))], requests: [], revocationLists: [], privateKeys: [],
});

export const crls = (count: number, ended = false): CrlView[] => Array.from({ length: count }, (_, index) => ({
  number: 31 - index, thisUpdate: from(-(ended ? 40 : 3) - index * 30), nextUpdate: from((ended ? -10 : 27) - index * 30), entries: Math.max(0, 17 - index), sha256: hex(300 + index, 64), status: index > 0 ? "superseded" : ended ? "expired" : "current",
}));

export const entries = (): CaFileEntryView[] => [
  { kind: "private-key", friendlyName: "Tree CA", text: "RSA 2048", serial: null, notAfter: null, sha256: null },
  ...([["self-signed", certificate(), "Self-Signed Certificate"], ["public-key", publicKey(), "Public Key Certificate"], ["chain", root(), null]] as const).map(([kind, one, friendlyName]) => ({ kind, friendlyName, text: one.subject, serial: one.serial, notAfter: one.notAfter, sha256: one.sha256 })),
];
export const backups = (count: number): BackupView[] => Array.from({ length: count }, (_, index) => ({
  id: `ca-backup-${index}`, fingerprint: hex(74, 64).toUpperCase(), generation: 1, kind: "ca", fileName: `tree-ca-${index + 1}.pfx`, place: ["USB-1", "USB-2", "Safe B"][index % 3] ?? "", bytes: 4_711, sha256: hex(80 + index, 64),
  preset: "modern", madeAt: from(-12 - index * 9), madeBy: "alice", provenAt: from(-12 - index * 9), failed: null, retired: null, outdated: false, proof: [], caProof: [{ means: "opened", certificate: null }, { means: "chain-verified", certificate: null }],
}));
export const pfx: Pkcs12View = {
  encoding: "DER", mac: { algorithm: "HMAC-SHA-256", rounds: 600_000, kind: "classic" }, totalRounds: 1_800_000, certificates: [],
  safes: [{ protection: "AES-256-CBC, PBKDF2-HMAC-SHA-256", rounds: 600_000, bags: [] }, { protection: null, rounds: null, bags: ["shrouded-key"] }],
};
export const oldPfx: Pkcs12View = { encoding: "BER", mac: { algorithm: "HMAC-SHA-1", rounds: 2_048, kind: "classic" }, totalRounds: 6_144, certificates: [certificate()], safes: [{ protection: null, rounds: null, bags: ["certificate"] }, { protection: null, rounds: null, bags: ["shrouded-key"] }] };
export const expiredReason: ValidationReasonView = { number: "5", reason: "certificate-expired", fact: "The certificate has expired.", advice: "Renew it; the key can stay the same." };

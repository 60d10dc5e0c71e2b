import type {
  CaCertificate, CaFileEntryView, CaImportRelation, CaRowView, CaView, CertificateView, Code, FailureView, GrantView, IssuedRequest, IssuedRowView, ProgressView, Stage, ValidationView, WrittenFileView,
} from "../../bindings";
import * as data from "./fake-certificates-data";
import { from, hex } from "./fake-data";
import type { Watch } from "./port";
import type { CertificateBackend } from "./port-certificates";

/** What the fake of the session lends to that of the Certificates tab. */
export interface Lent {
  open: <T>(answer: () => T) => Promise<T>;
  say: (code: Code, subject?: string | null) => FailureView;
  stages: (list: Stage[], operation: string, progress: Watch<ProgressView>) => Promise<void>;
  wait: () => Promise<unknown>;
  picks: () => void;
}

/**
 * The Certificates tab in memory. `ca` in the address is one of none, proven, unbacked, fixed (key not exportable), old
 * (born with 2.20), awaiting, subordinate (a superior CA signs it), retired (replaced by another), restored (its earlier lists are unknown, its backup is from before the renewal), ended (list overdue), long (a million rows); `right=no` takes
 * the right to secrets away; `file` chooses what an import finds: pfx, old, nomac, pem, or a code; `relation` how it stands.
 */
export function fakeCertificates(query: URLSearchParams, { open, say, stages, wait, picks }: Lent): CertificateBackend {
  const scene = query.get("ca") ?? (["empty", "fresh"].includes(query.get("fake") ?? "empty") ? "none" : "proven");
  let cas = first();
  let lists = scene === "unbacked" ? [] : data.crls(scene === "long" ? 31 : 4, scene === "ended");
  let unpublished = scene === "long" ? 3 : 0;
  const total = scene === "long" ? 1_000_000 : scene === "none" || scene === "awaiting" ? 0 : 214;
  const head = () => ({ seq: 1_301, hash: hex(1_301, 64), counter: 1_209 });

  function first(): CaRowView[] {
    if (scene === "none") return [];
    if (scene === "unbacked") return [data.caRow({ backup: data.noBackup, issued: 214 })];
    if (scene === "fixed") return [data.caRow({ backup: data.noBackup, exportable: false })];
    if (scene === "old") return [data.caRow({ backup: data.noBackup, bornWith: "2.20" })];
    if (scene === "awaiting") return [data.caRow({ name: "Branch CA", subject: "CN=Branch CA,O=Example", state: "awaiting-certificate", ends: null, backup: data.noBackup, issued: 0, keyAlgorithm: "P-256", bornWith: "2.21" })];
    if (scene === "restored") return [data.caRow({ revocationsKnown: false, backup: { ...data.caRow().backup, publicPartStale: true } })];
    if (scene === "subordinate") return [data.caRow({ name: "Branch CA", subject: "CN=Branch CA,O=Example", keyAlgorithm: "P-256" })];
    if (scene === "retired") return [data.caRow(), data.retiredCa()];
    return [data.caRow({ issued: scene === "long" ? 1_000_000 : 214 })];
  }
  const find = (id: string): CaRowView => {
    const row = cas.find((one) => one.id === id);
    if (!row) throw say("ca-not-found", id);
    return row;
  };
  const put = (row: CaRowView): CaRowView => {
    cas = cas.some((one) => one.id === row.id) ? cas.map((one) => (one.id === row.id ? row : one)) : [row, ...cas];
    return row;
  };
  const refused = (row: CaRowView): FailureView | null => {
    if (query.get("right") === "no") return say("not-permitted", "Supervisor");
    if (!row.exportable) return say("key-not-exportable");
    return row.bornWith === "2.20" ? say("key-not-exportable", "born with Certificate Server 2.20, before 2.21") : null;
  };
  const of = (row: CaRowView, which: CertificateView): CertificateView => (row.subject === which.subject ? which : { ...which, subject: row.subject, issuer: which.selfIssued ? row.subject : which.issuer, notAfter: row.ends ?? which.notAfter, notBefore: row.created, keyAlgorithm: row.keyAlgorithm, status: row.state === "retired" ? "expired" : "current" });
  const view = (row: CaRowView): CaView => ({
    row, selfSigned: row.state === "awaiting-certificate" ? null : of(row, data.certificate()), publicKey: row.state === "awaiting-certificate" ? null : of(row, data.publicKey()), chain: row.state === "awaiting-certificate" ? [] : [data.root()], cross: [], former: [],
    findings: data.findings, lastCrl: lists[0] ?? null, crlDays: 30, crlPoints: ["http://pki.example.test/tree.crl"], exportRefused: refused(row), presets: data.presets, backups: data.backups(row.backup.copies), history: [],
  });
  const superior = scene === "retired" || scene === "subordinate";
  const target = (name: string): GrantView => ({ grant: "ca-target", name, place: "USB-1", exists: query.has("exists") });
  const written = (fileName: string): WrittenFileView => ({ fileName, place: "USB-1", bytes: 1_420, sha256: hex(61, 64) });
  const file = (): string => query.get("file") ?? "pfx";

  function matches(row: IssuedRowView, filter: string): boolean {
    return filter.toLowerCase().split(/\s+/).every((term) => {
      const [, key, word] = /^(state|template):(.*)$/.exec(term) ?? [];
      if (key === "state") return row.state === word;
      if (key === "template") return row.template === word;
      return `${row.name} ${row.subject} ${row.serial}`.toLowerCase().includes(term);
    });
  }
  function page({ filter, after, limit, order }: IssuedRequest) {
    const rows: IssuedRowView[] = [];
    let at = Number(after ?? 0);
    // Only the first few thousand are ever looked at: the real list is the program's.
    for (; at < Math.min(total, 5_000_000) && rows.length < limit; at += 1) {
      const row = data.issuedRow(order === "newest" ? at : order === "name" ? (at * 7) % total : (at * 11) % total);
      if (!filter || matches(row, filter)) rows.push(row);
      if (filter && at > 20_000) break;
    }
    if (order === "name") rows.sort((a, b) => a.name.localeCompare(b.name));
    if (order === "ends") rows.sort((a, b) => a.notAfter.localeCompare(b.notAfter));
    return { rows, total, next: at < total && !(filter && at > 20_000) ? String(at) : null };
  }
  const issued = (serial: string): IssuedRowView => {
    for (let at = 0; at < Math.min(total, 5_000); at += 1) { const row = data.issuedRow(at); if (row.serial === serial) return row; }
    throw say("serial-not-found", serial);
  };
  const fileName = ({ privateKey, certificate, serial, format }: { privateKey: boolean; certificate: CaCertificate; serial: string | null; format: string }): string =>
    privateKey ? "tree-ca.pfx" : `${certificate === "issued" ? issued(serial ?? "").name : `tree-ca-${certificate}`}.${format}`;
  const contents = (privateKey: boolean, certificate: CaCertificate, format: string): CaFileEntryView[] =>
    data.entries().filter((one) => privateKey || one.kind === certificate || (format === "p7b" && one.kind === "chain"));

  function judged(first: CertificateView): ValidationView {
    const bad = scene === "ended" || query.get("invalid") !== null;
    const link = (one: CertificateView) => ({ subject: one.subject, issuer: one.issuer, serial: one.serial, notAfter: one.notAfter, reasons: [], revocation: "checked" as const });
    return { valid: !bad, revocation: scene === "unbacked" ? "not-checked" : "checked", at: from(0), links: [link(first), { ...link(data.root()), reasons: bad ? [data.expiredReason] : [] }] };
  }

  return {
    listCas: () => open(() => cas),
    showCa: (ca) => open(() => view(find(ca))),
    validateCertificate: async () => {
      await wait();
      return judged(data.publicKey());
    },
    validateCa: async () => {
      await wait();
      return [judged(data.certificate()), judged(data.publicKey())];
    },
    chooseCertificateFile: async () => { picks(); return { grant: "cert-1", name: "certificate.pem", place: "Downloads", exists: true }; },

    caKeyChoices: async () => data.keyChoices,
    chooseCaRequestTarget: async (name) => { picks(); return target(`${name.toLowerCase().replace(/\W+/g, "-")}.csr`); },
    writeCaRequest: async ({ ca }, operation, progress) => {
      await stages(["certifying", "writing", "reading-back"], operation, progress);
      return { ca: find(ca), file: written("branch-ca.csr"), auditHead: head() };
    },
    planCreateCa: (request) => open(() => {
      if (!/^[A-Za-z]+=/.test(request.subject)) throw say("name-invalid", request.subject);
      if (cas.some((one) => one.name === request.name)) throw say("ca-exists", request.name);
      return { ...request, keyAlgorithm: data.keyChoices.find((one) => one.key === request.key)?.label ?? request.key, notBefore: from(0), notAfter: from(3_652), replaces: request.overwrite };
    }),
    createCa: async (request, operation, progress) => {
      await stages(["generating", "storing"], operation, progress);
      const label = data.keyChoices.find((one) => one.key === request.key)?.label ?? request.key;
      const ca = put(data.caRow({ id: "ca-new", name: request.name, subject: request.subject, exportable: request.exportable, backup: data.noBackup, issued: 0, keyAlgorithm: label, created: from(0), ends: request.subordinate ? null : from(3_652), state: request.subordinate ? "awaiting-certificate" : "active", bornWith: "0.1.0" }));
      const own = request.subordinate ? null : of(ca, data.certificate());
      return { ca, selfSigned: own, publicKey: own, request: request.subordinate ? written("branch-ca.csr") : null, auditHead: head() };
    },
    installCaCertificate: async ({ ca }) => {
      await wait();
      if (file() !== "pfx") throw say(file() as Code);
      const row = put({ ...find(ca), state: "active", ends: from(1_826) });
      return { ca: row, publicKey: of(row, data.publicKey()), chain: [data.root()], auditHead: head() };
    },

    chooseCaFiles: async () => { picks(); return [{ grant: "ca-file-1", name: file() === "pem" ? "tree-ca.pem" : "tree-ca.pfx", place: "USB-1", exists: true }]; },
    planCaImport: async (request) => {
      await wait();
      const kind = file();
      if (!["pfx", "old", "nomac", "pem"].includes(kind)) throw say(kind as Code, "tree-ca.pfx");
      if (request.passphrase === "wrong") throw say("wrong-passphrase");
      const sealed = kind !== "pem" && request.passphrase === null;
      const relation: CaImportRelation = sealed ? "sealed" : ((query.get("relation") as CaImportRelation | null) ?? (cas.length > 0 ? "same" : "new"));
      const pkcs12 = kind === "pem" ? null : kind === "pfx" ? data.pfx : { ...data.oldPfx, mac: kind === "nomac" ? null : data.oldPfx.mac };
      return {
        files: [{ fileName: kind === "pem" ? "tree-ca.pem" : "tree-ca.pfx", kinds: kind === "pem" ? ["private-key", "certificate", "certificate", "certificate"] : ["pkcs12"], pkcs12 }], needsPassphrase: kind !== "pem", relation,
        name: sealed ? null : (request.name ?? "Tree CA"), keyAlgorithm: sealed ? null : "RSA 2048", selfSigned: sealed ? null : data.certificate(), publicKey: sealed ? null : data.publicKey(), chain: sealed ? [] : [data.root()],
        existing: cas[0] ?? null, keeps: cas[0] ? { issued: total, revoked: 17, crlNumber: 31 } : null, refusal: kind === "nomac" && !request.acceptMissingMac ? say("mac-missing", "tree-ca.pfx") : null, notes: kind === "old" ? ["unrelated", "revocations-unknown"] : [], revocations: kind === "old" ? 2 : 0, issued: kind === "old" ? 3 : 0,
      };
    },
    importCa: async (request, operation, progress) => {
      await stages([...(request.passphrase === null ? [] : ["opening" as const]), "verifying", "storing"], operation, progress);
      const relation = (query.get("relation") as CaImportRelation | null) ?? (cas.length > 0 ? "same" : "new");
      const ca = put(cas[0] ?? data.caRow({ backup: data.noBackup, issued: 0, exportable: request.exportable, bornWith: request.bornWith ?? "2.21" }));
      return { ca, relation, retired: relation === "replaces" ? data.retiredCa() : null, probed: true, revocations: file() === "old" ? 2 : 0, issued: file() === "old" ? 3 : 0, auditHead: head() };
    },

    chooseCaExportTarget: async (request) => { picks(); return target(fileName(request)); },
    planCaExport: (request) => open(() => {
      const preset = data.presets.find((one) => one.preset === request.preset);
      return {
        ca: find(request.ca), privateKey: request.privateKey, contents: contents(request.privateKey, request.certificate, request.format), protection: request.privateKey ? (preset?.protection ?? null) : null, opensIn: request.privateKey ? (preset?.opensIn ?? []) : [],
        fileName: fileName(request), place: "USB-1", replaces: request.overwrite,
      };
    }),
    exportCa: async (request, operation, progress) => {
      if (request.administratorPassphrase === "wrong") throw say("wrong-passphrase");
      await stages(request.privateKey ? ["protecting", "writing", "reading-back", "opening", "verifying", "registering"] : ["writing", "reading-back", "comparing"], operation, progress);
      const row = find(request.ca);
      if (request.privateKey) put({ ...row, backup: { proven: true, copies: row.backup.copies + 1, lastProven: from(0), publicPartStale: false } });
      return {
        ca: row.id, name: row.name, privateKey: request.privateKey, fileName: fileName(request), place: "USB-1", bytes: 4_711, sha256: hex(60, 64),
        protection: request.privateKey ? (data.presets.find((one) => one.preset === request.preset)?.protection ?? null) : null, at: from(0), contents: contents(request.privateKey, request.certificate, request.format),
        proof: request.privateKey ? [{ means: "opened", certificate: null }, { means: "signature-verified", certificate: "CN=Tree CA,O=Example (018f…f852)" }, { means: "signature-verified", certificate: "CN=Tree CA,O=Example (4b22…0c2d)" }, { means: "chain-verified", certificate: null }] : [], auditHead: head(),
      };
    },

    chooseRequestFile: async () => { picks(); return { grant: "csr-1", name: "mail.csr", place: "Downloads", exists: true }; },
    chooseCertificateTarget: async ({ name, format }) => { picks(); return target(`${name}.${format}`); },
    planIssue: async (request) => {
      await wait();
      if (!["pfx", "weak", "same"].includes(file())) throw say(file() as Code, "mail.csr");
      const names = request.alternativeNames ?? ["DNS:mail.example.test", "DNS:imap.example.test"];
      return {
        request: { subject: "CN=mail.example.test,O=Example", keyAlgorithm: file() === "weak" ? "RSA 1024" : "P-256", keyId: hex(9, 40), signatureHolds: true, alternativeNames: ["DNS:mail.example.test", "DNS:imap.example.test"] }, name: "mail.example.test", subject: request.subject ?? "CN=mail.example.test,O=Example", issuer: find(request.ca).subject,
        alternativeNames: names, template: request.template, notBefore: from(0), notAfter: request.valid === "20y" ? "2029-03-03T10:00:00Z" : from(365), cutToCa: request.valid === "20y", sameKey: file() === "same" ? [data.issuedRow(0)] : [], findings: file() === "same" ? data.findings : [], refusal: file() === "weak" ? say("request-key-weak", "RSA 1024") : null,
        fileName: request.target === null ? null : `mail.example.test.${request.format}`, replaces: request.overwrite,
      };
    },
    issueCertificate: async (request) => {
      await wait();
      const row = { ...data.issuedRow(0), template: request.template };
      return { row, certificate: data.issuedCertificate(row), findings: [], file: written(`mail.example.test.${request.format}`), unwritten: null, auditHead: head() };
    },
    issuedPage: (request) => open(() => page(request)),
    showCertificate: ({ serial }) => open(() => {
      const row = issued(serial);
      return { row, invalidSince: row.reason === "key-compromise" ? from(-40) : null, certificate: row.subject === "" ? null : data.issuedCertificate(row), findings: [], pem: row.subject === "" ? null : "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n" };
    }),
    revokeCertificate: async ({ serial: known, reason }) => {
      await wait();
      const serial = known ?? data.issuedRow(0).serial;
      if (issued(serial).state === "revoked") throw say("already-revoked", serial);
      data.change(serial, { state: reason === "certificate-hold" ? "held" : "revoked", reason, revokedAt: from(0) });
      unpublished += 1;
      return { row: issued(serial), entered: known === null, nextCrlNumber: (lists[0]?.number ?? 0) + 1, auditHead: head() };
    },
    releaseCertificate: async ({ serial }) => {
      await wait();
      data.change(serial, { state: "valid", reason: null, revokedAt: null });
      unpublished += 1;
      return { row: issued(serial), entered: false, nextCrlNumber: (lists[0]?.number ?? 0) + 1, auditHead: head() };
    },

    revocationLists: () => open(() => ({ lists: scene === "none" || scene === "awaiting" ? [] : lists, nextNumber: (lists[0]?.number ?? 0) + 1, days: 30, unpublished, earlierListsKnown: scene !== "restored" })),
    chooseCrlTarget: async ({ format }) => { picks(); return target(`tree-ca.${format === "pem" ? "crl.pem" : "crl"}`); },
    planCrl: ({ days }) => open(() => ({ number: (lists[0]?.number ?? 0) + 1, thisUpdate: from(0), nextUpdate: from(days ?? 30), entries: 17 + unpublished, last: lists[0] ?? null, replaces: query.has("exists") })),
    publishCrl: async ({ days }, operation, progress) => {
      await stages(["certifying", "writing", "reading-back"], operation, progress);
      const crl = { number: (lists[0]?.number ?? 0) + 1, thisUpdate: from(0), nextUpdate: from(days ?? 30), entries: 17 + unpublished, sha256: hex(399, 64), status: "current" as const };
      lists = [crl, ...lists.map((one) => ({ ...one, status: "superseded" as const }))];
      unpublished = 0;
      return { crl, file: written("tree-ca.crl"), auditHead: head() };
    },

    planRenewCa: ({ ca }) => open(() => ({ ca: find(ca), ends: find(ca).ends ?? from(0), wouldEnd: from(3_652), superiorSigns: superior })),
    renewCa: async ({ ca }) => {
      await wait();
      const row = put({ ...find(ca), ends: from(3_652), backup: { ...find(ca).backup, publicPartStale: true } });
      return { ca: row, selfSigned: of(row, data.certificate({ notAfter: from(3_652) })), publicKey: superior ? null : of(row, data.publicKey({ notAfter: from(3_652) })), superiorSigns: superior, auditHead: head() };
    },
    planReplaceCa: (request) => open(() => ({
      old: find(request.ca), name: request.name ?? `${find(request.ca).name} 2`, subject: request.subject ?? find(request.ca).subject, keyAlgorithm: data.keyChoices.find((one) => one.key === request.key)?.label ?? request.key, notAfter: from(3_652),
      dependants: total > 0 ? [{ template: "server", count: 148 }, { template: "smime", count: 22 }, { template: "subordinate-ca", count: 1 }, { template: null, count: 4 }] : [], firstEnds: total > 0 ? from(12) : null, lastEnds: total > 0 ? "2029-03-03T10:00:00Z" : null, crossEnds: "2029-03-03T10:00:00Z",
    })),
    replaceCa: async (request, operation, progress) => {
      await stages(["generating", "certifying", "storing"], operation, progress);
      const old = put({ ...find(request.ca), state: "retired" });
      const ca = put(data.caRow({ id: "ca-new", name: request.name ?? `${old.name} 2`, backup: data.noBackup, issued: 0, created: from(0), ends: from(3_652), bornWith: "0.1.0" }));
      return { ca, old, cross: data.publicKey({ issuer: old.subject }), auditHead: head() };
    },
  };
}

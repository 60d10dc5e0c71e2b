import type { AttentionView, CaRowView, Code, ExportReceiptView, FailureView, FileView, HomeView, ImportRelation, KeyRowView, Language, LockedView, OpenView, OrgCertRowView, ProgressView, RecoverabilityView, SessionEvent, SessionView, SettingsView, Stage, Theme } from "../../bindings";
import { fakeAdministrators } from "./fake-administrators";
import { fakeCertificates } from "./fake-certificates";
import { certificateFile } from "./fake-certificates-data";
import * as data from "./fake-data";
import { fakeBackups } from "./fake-backups";
import { fakeMaintenance } from "./fake-maintenance";
import { fakeOrgCert } from "./fake-org-cert";
import { fakeRecords } from "./fake-records";
import { fakeUsers } from "./fake-users";
import type { Backend, Watch } from "./port";

declare global {
  /** Only in the fake build: what the session would say on its own. */
  interface Window {
    fakeSession?: (event: SessionEvent) => void;
    /** Lets the operation go on that `hold` has stopped in its second stage. */
    fakeRelease?: () => void;
  }
}

/**
 * The program as the journeys need it: states in memory, chosen by the address. `fake` is one of empty, locked,
 * held, broken, open, unbacked, fresh, readOnly, notices, long, single (one proven copy), errors; `lang`, `theme`, `file` (a name in
 * `files`, or a code), `relation`, `of` (how many a long operation counts to), `fail` (a code for generate, export or import), `pace` (ms per stage), `hold` (an operation waits in its second stage for `window.fakeRelease`), `exists`.
 */
export function fake(query: URLSearchParams): Backend {
  const scene = query.get("fake") ?? "empty";
  let preferences = { language: (query.get("lang") ?? "en") as Language, theme: (query.get("theme") ?? "system") as Theme };
  const files: Record<string, FileView> = { ...data.files, certificate: certificateFile() };
  const pace = Number(query.get("pace") ?? 5);
  const stopped = new Set<string>();
  let minutes = 4;
  let vault: OpenView = { ...data.vault(preferences.language), preferences };
  let copies = scene === "unbacked" || scene === "empty" || scene === "fresh" ? 0 : scene === "single" ? 1 : scene === "long" ? 90 : 4;
  let current: KeyRowView | undefined = scene === "empty" || scene === "fresh" ? undefined : scene === "single" ? { ...data.row(true), backup: { ...data.row(true).backup, copies: 1 } } : data.row(copies > 0);
  let state: SessionView["state"] = scene === "empty" ? "empty" : ["locked", "held", "broken"].includes(scene) ? "locked" : "open";
  if (current && query.has("ends")) current = { ...current, expires: data.from(Number(query.get("ends"))), state: Number(query.get("ends")) < 0 ? "expired" : Number(query.get("ends")) < 31 ? "ending" : "active" };
  if (scene === "readOnly" || scene === "held") vault = { ...vault, readOnly: true, holder: data.holder };
  const say = (code: Code, subject: string | null = null): FailureView => data.failure(code, preferences.language, subject);
  if (scene === "notices") vault = { ...vault, notices: [say("vault-rolled-back", "1,204 < 1,207"), say("audit-unwritable")] };

  const locked = (why: string | null): LockedView => ({
    preferences, vault: vault.vault, administrators: scene === "locked" ? ["alice", "bob", "carol"] : ["alice"],
    holder: scene === "held" ? data.holder : null, failure: scene === "broken" ? say("vault-damaged") : null, lockedBy: why,
  });
  const session = (why: string | null = null): SessionView =>
    state === "empty" ? { state, ...preferences } : state === "locked" ? { state, ...locked(why) } : { state, ...vault, preferences };
  const need = (): KeyRowView => {
    if (!current) throw say("organization-key-missing");
    return current;
  };
  const open = <T>(answer: () => T): Promise<T> => {
    if (scene === "errors") return Promise.reject(say("vault-damaged"));
    if (state !== "open") return Promise.reject(say("vault-locked"));
    try {
      return Promise.resolve(answer());
    } catch (error) {
      return Promise.reject(error as FailureView);
    }
  };
  const wait = () => new Promise((resume) => setTimeout(resume, pace));
  const picks = () => { if (query.get("pick") === "cancelled") throw say("cancelled"); };

  async function stages(list: Stage[], operation: string, progress: Watch<ProgressView>): Promise<void> {
    const failAt = query.get("fail") as Code | null;
    for (const [index, stage] of list.entries()) {
      progress({ stage, stages: list.length, position: index + 1, done: query.has("sheet") || query.has("of") ? 3_456 : null, total: query.has("of") ? Number(query.get("of")) : null });
      if (query.has("hold") && index === Math.min(1, list.length - 1)) await new Promise<void>((resume) => { window.fakeRelease = resume; });
      else await wait();
      if (stopped.has(operation)) throw say("cancelled");
      if (failAt && index === Math.min(3, list.length - 1)) throw say(failAt);
    }
  }
  const head = () => ({ seq: 1_300, hash: data.hex(1_300, 64), counter: 1_208 });
  const settings = (): SettingsView => ({ ...preferences, autoLockMinutes: minutes });

  function attention(): AttentionView[] {
    if (!current) return [{ kind: "no-organization-key", severity: "bad", key: null, ca: null, date: null }];
    if (!current.backup.proven) return [{ kind: "never-backed-up", severity: "bad", key: current.id, ca: null, date: current.created }];
    const single: AttentionView = { kind: "single-copy", severity: "note", key: current.id, ca: null, date: null };
    if (scene === "single") return [single];
    if (scene !== "long" && scene !== "notices") return [];
    return [
      { kind: "key-ending", severity: "warning", key: current.id, ca: null, date: data.from(58) },
      { kind: "proof-old", severity: "warning", key: current.id, ca: null, date: data.from(-94) },
      single,
    ];
  }
  /** What the program's checks say of a CA without a proven backup; one whose key must not leave is left in peace. */
  function unproven(cas: readonly CaRowView[]): AttentionView[] {
    return cas.filter((ca) => ca.state !== "retired" && !ca.backup.proven && ca.exportable && ca.bornWith !== "2.20").map((ca) => ({ kind: "ca-never-backed-up", severity: "bad", key: null, ca: ca.id, date: ca.created }));
  }
  function keyStanding(row: KeyRowView): RecoverabilityView {
    const { id, generation, backup: { proven, copies, lastProven } } = row;
    const retired = row.state === "retired";
    return { kind: "organization-key", id, name: null, generation, retired, copies, lastProven, standing: !proven ? "missing" : scene === "long" && !retired ? "old" : "proven" };
  }
  function caStanding(ca: CaRowView): RecoverabilityView {
    const { id, name, backup: { proven, copies, lastProven } } = ca;
    return { kind: "organizational-ca", id, name, generation: 1, retired: ca.state === "retired", copies, lastProven, standing: proven ? "proven" : unproven([ca]).length > 0 ? "missing" : "fixed" };
  }
  /** Without a copy of its own it has those of the Organization Key, unless it came with its own key. */
  function certificateStanding({ id, way, backup }: OrgCertRowView): RecoverabilityView {
    const own: RecoverabilityView = { kind: "organization-certificate", id, name: "Example Mail CA", generation: 1, retired: false, copies: backup.copies, lastProven: backup.lastProven, standing: backup.proven ? "proven" : "missing" };
    return backup.proven || way === "imported" || !current ? own : { ...keyStanding(current), kind: own.kind, id, name: own.name };
  }
  function home(cas: readonly CaRowView[], certificate: OrgCertRowView | null): HomeView {
    const rows = current ? [current, ...(copies > 0 && current.id !== data.retired.id ? [data.retired] : [])] : [];
    return {
      attention: [...unproven(cas), ...attention()], now: data.from(0),
      recoverability: [...rows.map(keyStanding), ...(certificate ? [certificateStanding(certificate)] : []), ...cas.filter((ca) => ca.state !== "retired" || ca.backup.proven).map(caStanding)],
      endings: scene === "long" ? [{ kind: "organization-key", at: data.from(58) }, { kind: "organizational-ca", at: data.from(90) }, { kind: "organizational-ca", at: data.from(300) }] : [],
      events: Array.from({ length: 5 }, (_, index) => data.entry(1_300 - index)),
    };
  }
  function file(): string {
    const wanted = query.get("file") ?? "keypair";
    if (!(wanted in files)) throw say(wanted as Code, "keypair.asc");
    return wanted;
  }
  function relation(): ImportRelation {
    return (query.get("relation") as ImportRelation | null) ?? (current ? "same" : "new");
  }
  function proveOne(): void {
    copies += 1;
    if (current) current = { ...current, backup: { proven: true, copies, lastProven: data.from(0), publicPartStale: false } };
  }

  const lent = { open, say, stages, wait, picks };
  const certificates = fakeCertificates(query, lent);
  const orgCert = fakeOrgCert(query, lent);
  async function shown(): Promise<HomeView> {
    const [cas, certificate] = [await certificates.listCas(), await orgCert.organizationCertificate()];
    return open(() => home(cas, certificate.active));
  }
  return {
    ...certificates,
    ...orgCert,
    ...fakeUsers(query, lent),
    ...fakeRecords(query, { ...lent, copies: () => data.backups(copies), home: shown }),
    ...fakeBackups(query, lent),
    ...fakeMaintenance(query, { ...lent, key: need, keep: (row) => { current = row; if (!row.backup.proven) copies = 0; } }),

    sessionState: () => Promise.resolve(session()),
    watchSession: async (events) => { window.fakeSession = events; },
    unlock: async ({ administrator, passphrase }) => {
      await wait();
      if (passphrase === "wrong") throw say("wrong-passphrase");
      state = "open";
      vault = { ...vault, administrator };
      return session();
    },
    lock: async () => { state = "locked"; return session("request"); },
    touch: async () => undefined,
    openVault: async () => { picks(); state = "locked"; return session(); },
    setPreferences: async (wanted) => { preferences = { ...wanted }; return preferences; },

    defaultVaultPlace: async () => ({ grant: "place-1", name: "example-org.orgvault", place: "Documents", exists: query.has("exists") }),
    chooseVaultPlace: async () => { picks(); return { grant: "place-2", name: "example-org.orgvault", place: "Vaults", exists: false }; },
    createVault: async ({ organization, domains, administrator }) => {
      await wait();
      state = "open";
      vault = { ...vault, organization, domains, administrator, vault: "example-org.orgvault" };
      return session();
    },
    checkOrganization: async ({ domains }) => domains.filter((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)).map((domain) => say("invalid-domain", domain)),

    measurePassphrase: async ({ passphrase }) => {
      const bits = Math.min(160, Math.round(new Set(passphrase).size * Math.log2(passphrase.length + 1) * 1.6));
      return { bits, level: Math.min(5, Math.ceil(bits / 24)), accepted: passphrase.length >= 12 && bits >= 50, floorCharacters: 12, floorBits: 50 };
    },
    changePassphrase: async ({ current: typed }) => { await wait(); if (typed === "wrong") throw say("wrong-passphrase"); },

    keyChoices: () => Promise.resolve(data.choices),
    planGenerate: (request) => open(() => {
      const choice = data.choices.find((one) => one.algorithm === request.algorithm && one.profile === request.profile);
      const expires = request.expires === "never" ? null : /^\d{4}/.test(request.expires) ? `${request.expires}T00:00:00Z` : data.from(365);
      return { userId: request.userId, label: choice?.label ?? "", profile: request.profile, expires, generation: 1, readBy: choice?.readBy ?? "everything" };
    }),
    generateKey: async (request, operation, progress) => {
      await stages(["generating", "storing"], operation, progress);
      current = { ...data.row(false), id: "key-1", generation: 1, name: request.userId, created: data.from(0), expires: request.expires === "never" ? null : data.from(365) };
      return { key: current, auditHead: head() };
    },
    cancelOperation: async (operation) => { stopped.add(operation); },

    organizationKeys: () => open(() => ({ current: current ?? null, earlier: current?.id === "key-3" ? [{ ...data.row(true), state: "retired" as const }, data.retired] : copies > 0 && current?.id === "key-2" ? [data.retired] : [] })),
    organizationKey: (key) => open(() => {
      const row = key === data.retired.id && current?.id !== key ? data.retired : need();
      return {
        row, summary: data.summary({ state: "absent" }), origin: "generated", renews: row.expires && new Date(Date.parse(row.expires) - 86_400_000).toISOString(), exportRefused: query.get("refused") ? say("not-permitted", "export secret") : null,
        backups: data.backups(Math.min(copies, 6)).filter((copy) => copy.kind === "keypair"), history: Array.from({ length: 8 }, (_, index) => data.entry(1_300 - index)),
      };
    }),

    chooseExportTarget: async ({ part }) => { picks(); return { grant: `target-${part}`, name: `example-org-${part}.asc`, place: "USB-1", exists: query.has("exists") }; },
    planExport: (request) => open(() => ({
      key: need(), part: request.part, protection: request.part === "public" ? null : request.preset === "modern" ? "Argon2id, 64 MiB, 3 passes; AES-256 OCB" : "SHA-256, 65,011,712 octets; AES-256 CFB",
      opensIn: request.preset === "modern" && request.part === "keypair" ? ["sq 1.0 and later", "OrgKey Console"] : ["GnuPG", "PGP Desktop", "sq", "OrgKey Console"], fileName: `example-org-${request.part}.asc`, place: "USB-1", replaces: request.overwrite,
    })),
    exportKey: async (request, operation, progress): Promise<ExportReceiptView> => {
      if (request.administratorPassphrase === "wrong") throw say("wrong-passphrase");
      await stages(request.part === "public" ? ["writing", "reading-back", "comparing", "registering"] : ["protecting", "writing", "reading-back", "opening", "comparing", "decrypting", "verifying", "registering"], operation, progress);
      if (request.part === "keypair") proveOne();
      return {
        fingerprint: need().fingerprint, part: request.part, fileName: `example-org-${request.part}.asc`, place: "USB-1", bytes: 1_204, sha256: data.hex(42, 64),
        protection: request.part === "public" ? null : "Argon2id, 64 MiB, 3 passes; AES-256 OCB", at: data.from(0), proof: request.part === "public" ? [] : (data.backups(1)[0]?.proof ?? []), auditHead: head(),
      };
    },

    chooseImportFile: async () => { picks(); return { grant: "file-1", name: "keypair.asc", place: "USB-1", exists: true }; },
    inspectFile: async () => { await wait(); return files[file()] ?? Promise.reject(say("file-not-found")); },
    planImport: async (request) => {
      await wait();
      if (request.passphrase === "wrong") throw say("wrong-passphrase");
      const found = files[file()];
      const key = found?.keys.find((one) => one.fingerprint === request.fingerprint) ?? found?.keys[0];
      if (!found || !key) throw say("not-a-key");
      const refusal = file() === "expired" && !request.acceptExpired ? say("key-expired") : file() === "public" && !current ? say("public-only") : relation() === "conflict" ? say("key-conflict", data.fingerprint) : null;
      return { key, relation: relation(), existing: current ?? null, addedPackets: relation() === "newer" ? 3 : 0, refusal, otherKeys: found.keys.filter((one) => one !== key), notes: found.notes };
    },
    importKey: async (request, operation, progress) => {
      await stages([...(request.passphrase === null ? [] : ["opening" as const]), ...(request.renewSelfSignatures ? ["certifying" as const] : []), "storing"], operation, progress);
      const stood = relation();
      current ??= { ...data.row(false), id: "key-1", generation: 1 };
      return { key: current, relation: stood, addedPackets: stood === "newer" ? 3 : 0, selfSignaturesRenewed: request.renewSelfSignatures, auditHead: head() };
    },

    home: shown,
    settings: () => open(settings),
    changeSettings: (wanted) => open(() => { preferences = { language: wanted.language, theme: wanted.theme }; minutes = wanted.autoLockMinutes; return settings(); }),
    ...fakeAdministrators({ open, say }, () => vault.administrator, copies > 0),
    about: () => Promise.resolve({ version: "0.1.0", backend: "Sequoia OpenPGP 2.1.0, OpenSSL 3.5.4" }),
  };
}

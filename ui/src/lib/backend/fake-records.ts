import type { AuditExportReceiptView, AuditFileCheckView, BackupView, Code, DrillCopyRequest, HealthCheckView, HealthDateView, HealthState, HealthView, HomeView, RestorationView, Stage } from "../../bindings";
import type { Lent } from "./fake-certificates";
import * as data from "./fake-data";
import type { RecordsBackend } from "./port-records";

/** What the fake of the session lends beside: the copies of its scene, and what Home says. */
export interface RecordsLent extends Lent {
  copies: () => BackupView[];
  home: () => Promise<HomeView>;
}

const { from, hex } = data;
const states: Record<string, HealthState> = { bad: "bad", warning: "warning", note: "note" };
const kinds: HealthCheckView["check"][] = [
  "no-organization-key", "never-backed-up", "proof-old", "key-ending", "key-expired", "key-revoked", "copy-stale", "legacy-key", "single-copy", "adk-ending", "adk-expired", "ca-never-backed-up", "ca-proof-old", "ca-copy-stale", "ca-ending",
  "ca-expired", "ca-awaiting-certificate", "ca-revocations-unknown", "revocations-unpublished", "crl-ending", "crl-expired", "org-cert-ending", "org-cert-expired", "org-cert-email-of-user", "org-cert-never-backed-up",
];
const thresholds: Record<string, number> = { "proof-old": 90, "ca-proof-old": 90, "key-ending": 60, "ca-ending": 60, "adk-ending": 90, "org-cert-ending": 90, "crl-ending": 7, "key-expired": 0, "adk-expired": 0, "ca-expired": 0, "crl-expired": 0, "org-cert-expired": 0 };

/**
 * The register, the audit log and the checks in memory. `copy` in the address is what a drill finds: there (the default),
 * elsewhere (not where it was put), changed (another file); `folder=some` leaves two copies of the chosen folder missing and
 * changes one; `passphrase=wrong` is refused. `fail=not-proven` and the like hold as everywhere. `log` is what an exported
 * log is: good (the default), other (of another vault), selection, or a code; `noted` how it stands to a receipt.
 */
export function fakeRecords(query: URLSearchParams, { open, say, stages, wait, picks, copies, home }: RecordsLent): RecordsBackend {
  const scene = query.get("fake") ?? "empty";
  const changes = new Map<string, Partial<BackupView>>();
  const all = () => copies().map((copy) => ({ ...copy, ...changes.get(copy.id) }));
  const head = () => ({ seq: 1_300, hash: hex(1_300, 64), counter: 1_208 });
  const identity = hex(77, 64);

  function find(id: string): BackupView {
    const copy = all().find((one) => one.id === id);
    if (!copy) throw say("copy-not-found", id);
    if (copy.retired) throw say("copy-retired", copy.fileName);
    return copy;
  }
  function look({ copy: id, file, folder }: DrillCopyRequest): BackupView {
    const copy = find(id);
    const found = query.get("copy") ?? "there";
    const number = Number(id.split("-")[1]);
    if (folder && query.get("folder") === "some" && number % 4 === 1) throw say("file-not-found", copy.fileName);
    if (folder && query.get("folder") === "some" && number % 4 === 3) throw say("copy-changed", copy.fileName);
    if (found === "elsewhere" && !file) throw say("file-not-found", copy.fileName);
    if (found === "changed") throw say("copy-changed", copy.fileName);
    return copy;
  }
  async function drill(request: DrillCopyRequest, operation: string, progress: Parameters<RecordsBackend["drillCopy"]>[2]) {
    const copy = find(request.copy);
    const secret: Stage[] = ["reading-back", "opening", "comparing", "decrypting", "verifying", "registering"];
    try {
      look(request);
      await stages(copy.kind === "public" ? ["reading-back", "comparing", "registering"] : secret, operation, progress);
      if (request.passphrase === "wrong") throw say("wrong-passphrase", copy.fileName);
    } catch (error) {
      const { code } = error as { code: Code };
      if (code === "copy-changed" || code === "not-proven") changes.set(copy.id, { failed: { at: from(0), code } });
      throw error;
    }
    changes.set(copy.id, { provenAt: from(0), failed: null });
    return { copy: find(copy.id), at: from(0), auditHead: head() };
  }
  const others = (copy: BackupView) => all().filter((one) => one.id !== copy.id && one.kind === copy.kind && one.fingerprint === copy.fingerprint && one.provenAt && !one.failed && !one.retired).length;

  async function wouldRestore(): Promise<RestorationView> {
    const secrets = (await home()).recoverability;
    const any = (standing: string) => secrets.some((one) => one.standing === standing);
    return { verdict: secrets.length === 0 ? "nothing" : any("missing") ? "no" : any("old") ? "old" : "yes", secrets };
  }
  async function health(): Promise<HealthView> {
    const { attention } = await home();
    const check = (kind: HealthCheckView["check"], more: Partial<HealthCheckView> = {}): HealthCheckView => ({ check: kind, state: "ok", thresholdDays: thresholds[kind] ?? null, subject: null, key: null, ca: null, date: null, fact: null, advice: null, ...more });
    const found = attention.map((one) => check(one.kind, { state: states[one.severity] ?? "note", subject: one.ca ? "Tree CA" : "Example Org <keys@example.test>", key: one.key, ca: one.ca, date: one.date, fact: one.kind, advice: one.kind }));
    const quiet = kinds.filter((kind) => !attention.some((one) => one.kind === kind)).map((kind) => check(kind));
    const date = (kind: HealthDateView["kind"], name: string, days: number, daysAhead: number): HealthDateView => ({ kind, id: `${kind}-1`, name, at: from(days), daysAhead });
    const dates = scene === "empty" || scene === "fresh" ? [] : [date("crl-due", "Tree CA", 5, 7), date("key-ends", "Example Org <keys@example.test>", 58, 60), date("key-proof-due", "Example Org <keys@example.test>", 78, 14), date("ca-ends", "Tree CA", 300, 60)];
    const leftOpen = scene === "notices";
    return {
      state: leftOpen ? "bad" : found[0]?.state ?? "ok", now: from(0), checks: [...found, ...quiet], notices: leftOpen ? [say("vault-rolled-back", "1,204 < 1,207")] : [], dates, calendar: null,
      vault: [{ name: "settings", state: "ok", detail: "7" }, { name: "key-slots", state: "ok", detail: "2" }, { name: "identity", state: "ok", detail: identity }, { name: "file-modes", state: "ok", detail: "0600" }, { name: "open-intents", state: leftOpen ? "warning" : "ok", detail: leftOpen ? "1,298" : "none" }],
    };
  }
  function checkedFile(noted: boolean): AuditFileCheckView {
    const log = query.get("log") ?? "good";
    if (!["good", "other", "selection"].includes(log)) throw say(log as Code, log === "audit-file-broken" ? "1207" : "audit-log.jsonl");
    const selection = log === "selection";
    return {
      file: { organization: log === "other" ? "Partner GmbH" : "Example Org", vault: hex(5, 32), exportedAt: from(-3), exportedBy: "bob", since: null, until: null, filter: selection ? "export" : null, entries: selection ? 214 : 1_294, first: 1, last: 1_294, chained: selection ? "selection" : "whole", head: { ...head(), seq: 1_294 }, identity },
      noted: noted ? (query.get("noted") as "same" | "different" | "absent" | null) ?? "same" : null, ofThisVault: log !== "other", apart: log === "other" ? say("audit-of-other-vault", "Partner GmbH") : null,
    };
  }

  return {
    backupRegister: () => open(all),
    wouldRestore,
    chooseDrillFile: async () => { picks(); return { grant: "copy-1", name: "example-org-keypair-1.asc", place: "USB-7", exists: true }; },
    chooseDrillFolder: async () => { picks(); return { grant: "folder-1", name: "USB-7", place: "media", exists: true }; },
    planDrill: (request) => open(() => { const copy = look(request); return { copy, needsPassphrase: copy.kind !== "public" }; }),
    drillCopy: drill,
    planRetireCopy: (id) => open(() => { const copy = find(id); return { copy, left: others(copy), last: others(copy) === 0 && copy.kind !== "public" && copy.provenAt !== null }; }),
    retireCopy: ({ copy: id, reason }) => open(() => {
      const copy = find(id);
      const retired = { at: from(0), by: "alice", reason };
      changes.set(id, { ...changes.get(id), retired });
      return { copy: { ...copy, retired }, left: others(copy), auditHead: head() };
    }),

    auditPage: ({ before, limit, since, text }) => open(() => {
      const total = scene === "long" ? 1_300 : 42;
      const entries = Array.from({ length: total }, (_, index) => data.entry(1_300 - index)).filter((one) => (!text || `${one.action} ${one.subject} ${one.administrator}`.includes(text)) && (!since || one.at >= since));
      return { entries: entries.filter((one) => before === null || one.seq < before).slice(0, limit), total: entries.length, head: head() };
    }),
    verifyAudit: () => (query.get("fail") === "audit-broken" ? Promise.reject(say("audit-broken", "1207")) : open(head)),
    compareAuditHead: () => (query.get("fail") === "audit-rolled-back" ? Promise.reject(say("audit-rolled-back", "1290")) : open(head)),
    chooseAuditTarget: async ({ format }) => { picks(); return { grant: "log-1", name: `audit-log-to-1300.${format}`, place: "USB-1", exists: query.has("exists") }; },
    exportAudit: async ({ format, filter, since }, operation, progress): Promise<AuditExportReceiptView> => {
      await stages(["writing", "reading-back"], operation, progress);
      return { file: { fileName: `audit-log-to-1300.${format}`, place: "USB-1", bytes: 481_204, sha256: hex(43, 64) }, format, entries: filter ? 214 : 1_300, first: 1, last: 1_300, whole: !filter && !since, at: from(0), administrator: "alice", identity: format === "csv" ? null : identity, noted: scene !== "readOnly", auditHead: head() };
    },
    chooseAuditFile: async () => { picks(); return { grant: "log-2", name: "audit-log-to-1294.jsonl", place: "USB-1", exists: true }; },
    verifyAuditFile: async ({ head: noted }) => { await wait(); return open(() => checkedFile(noted !== null)); },

    health: async () => open(await health().then((view) => () => view)),
    chooseCalendarTarget: async () => { picks(); return { grant: "ics-1", name: "Example-Org.ics", place: "Documents", exists: query.has("exists") }; },
    writeCalendar: async () => open(() => ({ file: { fileName: "Example-Org.ics", place: "Documents", bytes: 2_118, sha256: hex(44, 64) }, events: 4 })),
  };
}

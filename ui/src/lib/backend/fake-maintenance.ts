import type { AdkView, KeyRowView, LeavingUserView, MaintenancePlanView, MaintenanceRunView, MaintenanceSettingsView, MaintenanceStatusView, ReplaceKeyPlanView, ReplaceKeyRequest, RunOutcome } from "../../bindings";
import type { Lent } from "./fake-certificates";
import { keyId } from "../format/format";
import * as data from "./fake-data";
import type { MaintenanceBackend } from "./port-maintenance";

/** What the fake of the session lends beside: the Organization Key, and the way to put another in its place. */
export interface KeyLent extends Lent {
  key: () => KeyRowView;
  keep: (row: KeyRowView) => void;
}

const { from, hex } = data;
const leaving: LeavingUserView[] = [["Erik Lund", -80], ["Ines Duarte", -84], ["Kim Park", -87]].map(([name, days]) => ({
  email: `${String(name).toLowerCase().replace(" ", ".")}@example.test`, name: String(name), lastContact: from(Number(days)), leftOutFrom: from(Number(days) + 92),
}));

/**
 * Maintenance in memory. `maintenance` in the address is one of none (never run), some (the default), due (a run is due), long;
 * `ends` is the number of days after which the Organization Key ends (without it, never).
 */
export function fakeMaintenance(query: URLSearchParams, { open, say, stages, key, keep }: KeyLent): MaintenanceBackend {
  const scene = query.get("maintenance") ?? (["empty", "fresh"].includes(query.get("fake") ?? "empty") ? "none" : "some");
  let settings: MaintenanceSettingsView = { renewLeadDays: 1, renewLeadPresets: [1, 31], userSignatureDays: 14, userSignaturePreset: 14, inactiveMonths: 3 };
  let due = scene === "due";
  let runs = scene === "none" ? [] : Array.from({ length: scene === "long" ? 20 : 4 }, (_, index) => earlier(index));
  const head = () => ({ seq: 1_303, hash: hex(1_303, 64), counter: 1_211 });

  function run(number: number, days: number, outcome: RunOutcome, more: Partial<MaintenanceRunView> = {}): MaintenanceRunView {
    return { number, at: from(days), administrator: "alice", outcome, organizationKey: null, keysRenewed: 27, adksChanged: 0, usersCertified: 31, certificatesIssued: 12, leftOut: 2, leaving: leaving.length, leavingUsers: leaving, refused: 0, refusedUsers: [], alarms: [], ...more };
  }
  function earlier(index: number): MaintenanceRunView {
    const number = 48 - index;
    if (index === 1) return run(number, -0.8, "stopped", { keysRenewed: 4, usersCertified: 0, leaving: 0, leavingUsers: [] });
    if (index === 2) return run(number, -1.3, "done", { refused: 1, refusedUsers: [{ email: "old@example.test", failure: say("key-revoked") }], organizationKey: { fingerprint: data.fingerprint, ended: from(1), ends: from(365) } });
    if (index === 3) return run(number, -1.8, "interrupted", { keysRenewed: 0, usersCertified: 0, leaving: 0, leavingUsers: [], leftOut: 0, administrator: "bob" });
    return run(number, -0.3 - index / 2, "done", { alarms: [{ kind: "single-copy", severity: "note", key: "key-2", ca: null, date: null }] });
  }
  const status = (): MaintenanceStatusView => ({ runs, next: scene === "none" && runs.length === 0 ? from(0) : due ? from(-0.01) : from(0.2), due });
  function plan(asOf: string | null): MaintenancePlanView {
    const far = asOf !== null && new Date(asOf).getTime() > Date.now() + 10 * 86_400_000;
    const ends = key().expires;
    return {
      asOf: asOf ?? from(0), organizationKey: far && ends ? { fingerprint: data.fingerprint, ended: ends, ends: from(365) } : null, keysRenewed: far ? 310 : 27, adksChanged: 0, usersCertified: far ? 388 : 31, certificatesIssued: far ? 140 : 12,
      leftOut: far ? 5 : 2, leaving: leaving.length, leavingUsers: leaving, alarms: [],
    };
  }
  let adk: AdkView | null = query.has("adk") ? attached() : null;
  let replaced = false;
  function attached(): AdkView {
    return { fingerprint: hex(44, 40).toUpperCase(), name: "Example Escrow <escrow@example.test>", created: from(-700), expires: from(900), since: from(0) };
  }
  const ended = () => { const ends = key().expires; if (!ends) throw say("key-never-ends"); return ends; };
  function replacement(request: ReplaceKeyRequest): ReplaceKeyPlanView {
    const old = key();
    const choice = data.choices.find((one) => one.algorithm === request.algorithm && one.profile === request.profile);
    return {
      old, usersUnverified: query.get("users") === "none" ? 0 : 412, refusal: old.backup.proven ? null : say("key-not-backed-up", keyId(old.fingerprint)),
      copies: [{ generation: old.generation, proven: old.backup.copies, lastProven: old.backup.lastProven }, ...(old.generation > 1 ? [{ generation: 1, proven: 2, lastProven: from(-12) }] : [])],
      new: { userId: request.userId, label: choice?.label ?? "", profile: request.profile, expires: request.expires === "never" ? null : from(365), generation: old.generation + 1, readBy: choice?.readBy ?? "everything" },
    };
  }
  async function maintain(operation: string, progress: Parameters<MaintenanceBackend["runMaintenance"]>[2]): Promise<MaintenanceRunView> {
    const number = (runs[0]?.number ?? 0) + 1;
    let outcome: RunOutcome = "done";
    try {
      await stages(["renewing-users", "certifying"], operation, progress);
    } catch (error) {
      if ((error as { code?: string }).code !== "cancelled") throw error;
      outcome = "stopped";
    }
    const made = run(number, 0, outcome);
    [runs, due] = [[made, ...runs].slice(0, 20), false];
    return made;
  }

  return {
    maintenanceStatus: () => open(status),
    maintenanceSettings: () => open(() => settings),
    changeMaintenanceSettings: (request) => open(() => (settings = { ...settings, ...request })),
    planMaintenance: ({ asOf }) => open(() => plan(asOf)),
    runMaintenance: async (_, operation, progress) => ({ run: await maintain(operation, progress), auditHead: head() }),

    showAdk: () => open(() => adk),
    adkCoverage: () => open(() => ({ rows: [{ fingerprint: null, name: null, users: adk ? 398 : 412, inUse: false }, ...(adk ? [{ fingerprint: adk.fingerprint, name: adk.name, users: 14, inUse: true }] : [])], usersToRollOver: replaced ? 14 : 0 })),
    planAdk: () => open(() => ({ key: { ...data.protectedSummary(false), fingerprint: attached().fingerprint, userIds: [attached().name], expires: attached().expires }, replaces: adk, usersToRollOver: adk ? 14 : 0 })),
    setAdk: () => open(() => { [replaced, adk] = [adk !== null, attached()]; return { adk, usersToRollOver: replaced ? 14 : 0, auditHead: head() }; }),
    removeAdk: ({ confirm }) => open(() => {
      if (adk && confirm !== keyId(adk.fingerprint)) throw say("confirmation-differs", keyId(adk.fingerprint));
      [replaced, adk] = [adk !== null, null];
      return { adk, usersToRollOver: 14, auditHead: head() };
    }),

    planRenewKey: () => open(() => ({ key: key(), ends: ended(), wouldEnd: from(365), renews: from(364) })),
    renewKey: async (operation, progress) => {
      const before = ended();
      await stages(["renewing"], operation, progress);
      const row = { ...key(), expires: from(365), state: "active" as const, backup: { ...key().backup, publicPartStale: true } };
      keep(row);
      return { key: row, ended: before, ends: from(365), auditHead: head() };
    },
    planReplaceKey: (request) => open(() => replacement(request)),
    replaceKey: async (request, operation, progress) => {
      if (request.confirm !== "Example Org") throw say("confirmation-differs", "Example Org");
      await stages(["generating", "certifying", "storing"], operation, progress);
      const run = request.signUsersNow ? await maintain(operation, progress) : null;
      const old = key();
      const row: KeyRowView = { ...data.row(false), id: "key-3", generation: old.generation + 1, name: request.userId, fingerprint: hex(33, 40).toUpperCase(), created: from(0), expires: request.expires === "never" ? null : from(365) };
      keep(row);
      return { key: row, old: { ...old, state: "retired" }, crossCertified: true, usersUnverified: run ? 0 : 412, run: run && { ...run, usersCertified: 410, refused: 0 }, runFailure: null, auditHead: head() };
    },
  };
}

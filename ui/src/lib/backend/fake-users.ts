import type { FailureView } from "../../bindings";
import type { Lent } from "./fake-certificates";
import { entry, from, hex, summary } from "./fake-data";
import type { UserBackend } from "./port-users";
import type { AddUserRequest, ImportUsersPlanView, KeyMode, UserRowView, UsersRequest, UserState } from "./shapes-users";

const people = ["Carol Fischer", "Dora König", "Erik Lund", "Fatima Haddad", "Greta Novak", "Hugo Marin", "Ines Duarte", "Jan Kowalski", "Kim Park", "Lea Rossi", "Milan Horvat", "Nora Quinn"];
const modes: KeyMode[] = ["skm", "skm", "skm", "sckm", "skm", "gkm", "skm", "ckm", "skm"];

/** User `at` of a list of any length, made when it is asked for. */
function made(at: number): UserRowView {
  const person = people[at % people.length] ?? "";
  const name = at < people.length ? person : `${person} ${Math.floor(at / people.length) + 1}`;
  const state: UserState = at % 17 === 4 ? "waiting-for-contact" : at % 11 === 6 ? "unverified" : "verified";
  const email = `${name.toLowerCase().normalize("NFD").replace(/[^a-z0-9 ]/g, "").replace(/ /g, ".")}@example.test`;
  return { id: `user-${at}`, email, name, mode: modes[at % modes.length] ?? "skm", state, fingerprint: hex(at + 900, 40).toUpperCase(), signedUntil: state === "verified" ? from(1 + at % 13) : null, lastContact: state === "waiting-for-contact" ? from(-100 - at % 40) : at % 7 === 3 ? null : from(-(at % 30)) };
}

/**
 * Managed Keys in memory. `users` in the address is one of none, some (the default where there is a key), long (a million);
 * `sheet` chooses what an import finds: ring, refused, nothing, or a code.
 */
export function fakeUsers(query: URLSearchParams, { open, say, stages, picks, wait }: Lent): UserBackend {
  const scene = query.get("users") ?? (["empty", "fresh"].includes(query.get("fake") ?? "empty") ? "none" : "some");
  let total = scene === "long" ? 1_000_000 : scene === "none" ? 0 : 412;
  const changed = new Map<string, UserRowView>();
  const gone = new Set<string>();
  let fresh: UserRowView[] = [];
  const head = () => ({ seq: 1_302, hash: hex(1_302, 64), counter: 1_210 });
  const row = (at: number): UserRowView => { const found = made(at); return changed.get(found.id) ?? found; };
  const meets = (one: UserRowView, { filter, state }: UsersRequest) => (state === null || one.state === state) && (filter === null || filter.toLowerCase().split(/\s+/).every((word) => `${one.name} ${one.email} ${one.fingerprint}`.toLowerCase().includes(word)));

  function find(id: string): UserRowView {
    const found = fresh.find((one) => one.id === id) ?? row(Number(id.replace(/\D/g, "")));
    if (gone.has(id)) throw { ...say("key-not-found", id), code: "user-not-found" } as unknown as FailureView;
    return changed.get(id) ?? found;
  }
  function page(request: UsersRequest) {
    const rows = request.after === null ? fresh.filter((one) => meets(one, request) && !gone.has(one.id)) : [];
    let at = Number(request.after ?? 0);
    const narrow = request.filter !== null || request.state !== null;
    // A filter looks at the first of them only: the real list is the program's.
    for (; at < total && rows.length < request.limit && !(narrow && at > 20_000); at += 1) {
      const one = row(request.order === "newest" ? at : (at * 7) % total);
      if (!gone.has(one.id) && meets(one, request)) rows.push(one);
    }
    if (request.order === "name") rows.sort((a, b) => a.name.localeCompare(b.name));
    if (request.order === "email") rows.sort((a, b) => a.email.localeCompare(b.email));
    if (request.order === "contact") rows.sort((a, b) => (a.lastContact ?? "").localeCompare(b.lastContact ?? ""));
    return { rows, total: total + fresh.length - gone.size, next: at < total && !(narrow && at > 20_000) ? String(at) : null };
  }
  function check({ email }: AddUserRequest): void {
    if (!email.endsWith("@example.test")) throw say("invalid-domain", email.split("@")[1] ?? email);
  }
  function plan(): ImportUsersPlanView {
    const sheet = query.get("sheet") ?? "ring";
    const ring = { files: 1, found: 10_000, added: 9_940, completed: 12, same: 48, generated: 0, refused: 0, refusals: [] };
    if (sheet === "ring") return ring;
    if (sheet === "nothing") return { ...ring, found: 48, added: 0, completed: 0 };
    if (sheet !== "refused") throw say("not-open-pgp", sheet);
    return { ...ring, found: 320, added: 210, completed: 4, same: 60, generated: 25, refused: 21, refusals: [{ what: "old.asc", failure: say("version-unsupported", "3") }, { what: "flood.asc", failure: say("too-complex", "150,000") }, { what: "users.csv, line 17", failure: say("invalid-domain", "partner.test") }] };
  }

  return {
    usersPage: (request) => open(() => page(request)),
    showUser: (user) => open(() => {
      const one = find(user);
      const key = summary();
      return { row: one, summary: { ...key, fingerprint: one.fingerprint, userIds: [`${one.name} <${one.email}>`] }, history: [entry(1_299), entry(1_290)] };
    }),
    planAddUser: (request) => open(() => check(request)),
    addUser: async (request, operation, progress) => {
      await stages(["generating", "certifying", "storing"], operation, progress);
      const user: UserRowView = { id: `new-${fresh.length}`, ...request, state: "verified", fingerprint: hex(77 + fresh.length, 40).toUpperCase(), signedUntil: from(14), lastContact: from(0) };
      fresh = [user, ...fresh];
      return { user, auditHead: head() };
    },

    chooseUserFiles: async () => { picks(); return [{ grant: "users-1", name: "users.asc", place: "USB-1", exists: true }]; },
    chooseUserFolder: async () => { picks(); return { grant: "users-2", name: "keys", place: "USB-1", exists: true }; },
    planImportUsers: async (_, operation, progress) => {
      await stages(["verifying"], operation, progress);
      return plan();
    },
    importUsers: async (_, operation, progress) => {
      await stages(["verifying", "certifying", "storing"], operation, progress);
      const done = plan();
      total += done.added + done.generated;
      return { ...done, auditHead: head() };
    },

    chooseUserExportTarget: async (user) => { picks(); return { grant: "users-target", name: user ? `${find(user).email}.asc` : "example-org-users.asc", place: "USB-1", exists: query.has("exists") }; },
    exportUsers: async ({ user }, operation, progress) => {
      await stages(["writing", "reading-back", "comparing"], operation, progress);
      return { keys: user ? 1 : total, file: { fileName: user ? `${find(user).email}.asc` : "example-org-users.asc", place: "USB-1", bytes: user ? 1_204 : 4_204_311, sha256: hex(55, 64) }, auditHead: head() };
    },
    noteContact: async ({ user, at }) => {
      await wait();
      const one = { ...find(user), lastContact: at ?? from(0) };
      const next: UserRowView = one.state === "waiting-for-contact" ? { ...one, state: "unverified" } : one;
      changed.set(user, next);
      return next;
    },
    deleteUser: async ({ user, confirm }) => {
      await wait();
      if (confirm !== find(user).email) throw say("invalid-argument", "confirm");
      gone.add(user);
    },
  };
}

import type { CaFileEntryView, Code, ImportedUserView, IssuedRowView, KeyMode, UserExportReceiptView, UserImportView, UserRowView, UserState, UsersRequest } from "../../bindings";
import type { Lent } from "./fake-certificates";
import { issuedRow, presets } from "./fake-certificates-data";
import { entry, from, hex, protectedSummary } from "./fake-data";
import type { UserBackend } from "./port-users";

const people = ["Carol Fischer", "Dora König", "Erik Lund", "Fatima Haddad", "Greta Novak", "Hugo Marin", "Ines Duarte", "Jan Kowalski", "Kim Park", "Lea Rossi", "Milan Horvat", "Nora Quinn"];
const modes: KeyMode[] = ["skm", "skm", "skm", "sckm", "skm", "gkm", "skm", "ckm", "skm"];

/** User `at` of a list of any length, made when it is asked for. */
function made(at: number): UserRowView {
  const person = people[at % people.length] ?? "";
  const name = at < people.length ? person : `${person} ${Math.floor(at / people.length) + 1}`;
  const state: UserState = at % 17 === 4 ? "waiting-for-contact" : at % 11 === 6 ? "unverified" : "verified";
  const email = `${name.toLowerCase().normalize("NFD").replace(/[^a-z0-9 ]/g, "").replace(/ (?=\d)/, "").replace(/ /g, ".")}@example.test`;
  const mode = state === "waiting-for-contact" ? "skm" : (modes[at % modes.length] ?? "skm");
  return {
    email, name, mode, state, fingerprint: hex(at + 900, 40).toUpperCase(), algorithm: "Ed25519 · X25519", expires: mode === "skm" ? from(1 + at % 13) : null, revoked: false, hasSecrets: mode === "skm" || mode === "sckm",
    certifiedBy: state === "unverified" ? 1 : 2, certifiedUntil: state === "verified" ? from(1 + at % 13) : from(-3 - at % 30), added: from(-300), lastContact: from(state === "waiting-for-contact" ? -100 - at % 40 : -(at % 30)), deleted: null, certificateUntil: null,
  };
}

/**
 * Managed Keys in memory. `users` in the address is one of none, some (the default where there is a key), long (a million);
 * `sheet` chooses what an import finds: ring, refused, nothing, or a code.
 */
export function fakeUsers(query: URLSearchParams, { open, say, stages, picks, wait }: Lent): UserBackend {
  const scene = query.get("users") ?? (["empty", "fresh"].includes(query.get("fake") ?? "empty") ? "none" : "some");
  let total = scene === "long" ? 1_000_000 : scene === "none" ? 0 : 412;
  const changed = new Map<string, UserRowView>();
  /** Certificates of users, by address; `orgcert` in the address tells whether anybody can get one. */
  const certificates = new Map<string, IssuedRowView[]>();
  let fresh: UserRowView[] = [];
  const head = () => ({ seq: 1_302, hash: hex(1_302, 64), counter: 1_210 });
  const row = (at: number): UserRowView => { const found = made(at); return changed.get(found.email) ?? found; };
  const meets = (one: UserRowView, { filter, state }: UsersRequest) =>
    (state === null ? one.state !== "deleted" : one.state === state) && (filter === null || filter.toLowerCase().split(/\s+/).every((word) => `${one.name} ${one.email} ${one.fingerprint}`.toLowerCase().includes(word)));

  function find(email: string): UserRowView {
    const known = changed.get(email) ?? fresh.find((one) => one.email === email);
    if (known) return known;
    for (let at = 0; at < Math.min(total, 5_000); at += 1) { const one = made(at); if (one.email === email) return one; }
    throw say("user-not-found", email);
  }
  function page(request: UsersRequest) {
    const rows = request.after === null ? fresh.map((one) => changed.get(one.email) ?? one).filter((one) => meets(one, request)) : [];
    let at = Number(request.after ?? 0);
    const narrow = request.filter !== null || request.state !== null;
    // A filter looks at the first of them only: the real list is the program's.
    for (; at < total && rows.length < request.limit && !(narrow && at > 20_000); at += 1) {
      const one = row(request.order === "email" ? at : (at * 7) % total);
      if (meets(one, request)) rows.push(one);
    }
    const by = { email: (one: UserRowView) => one.email, name: (one: UserRowView) => one.name, ends: (one: UserRowView) => one.expires ?? "9", contact: (one: UserRowView) => one.lastContact, newest: (one: UserRowView) => one.added }[request.order];
    rows.sort((a, b) => by(a).localeCompare(by(b)));
    const gone = [...changed.values()].filter((one) => one.state === "deleted").length;
    return { rows, total: total + fresh.length - gone, next: at < total && !(narrow && at > 20_000) ? String(at) : null };
  }
  function found(): UserImportView {
    const sheet = query.get("sheet") ?? "ring";
    const ring = { new: 9_940, newer: 12, same: 48, refused: 0, rows: [], auditHead: null };
    if (sheet === "ring") return ring;
    if (sheet === "nothing") return { ...ring, new: 0, newer: 0 };
    if (sheet !== "refused") throw say(sheet as Code, "photo.jpg");
    const left = (source: string, email: string, code: Code, subject: string): ImportedUserView => ({ source, email, fingerprint: null, relation: "refused", refusal: say(code, subject) });
    return {
      new: 235, newer: 4, same: 60, refused: 21, auditHead: null,
      rows: [{ source: "users.asc", email: "carol.fischer@example.test", fingerprint: hex(1, 40), relation: "same", refusal: null }, left("old.asc", "old@example.test", "version-unsupported", "3"), left("flood.asc", "flood@example.test", "too-complex", "150,000"), left("users.csv:17", "eve@partner.test", "domain-not-managed", "eve@partner.test")],
    };
  }

  const orgCert = (query.get("orgcert") ?? "none") !== "none";
  const certificatesOf = (email: string): IssuedRowView[] => certificates.get(email) ?? (orgCert && find(email).hasSecrets ? [{ ...issuedRow(5), name: find(email).name, subject: `CN=${find(email).name}`, state: "valid", notAfter: from(11), ending: false, reason: null, revokedAt: null, template: "smime" }] : []);
  const certified = (one: UserRowView): UserRowView => ({ ...one, certificateUntil: certificatesOf(one.email).find((own) => own.state === "valid")?.notAfter ?? null });
  function certify(email: string): IssuedRowView {
    const made: IssuedRowView = { ...issuedRow(6), serial: hex(700 + certificatesOf(email).length, 32), name: find(email).name, state: "valid", notAfter: from(14), ending: false, reason: null, revokedAt: null, template: "smime" };
    certificates.set(email, [made, ...certificatesOf(email)]);
    return made;
  }
  const bundle = (): CaFileEntryView[] => [{ kind: "private-key", text: "RSA 2048", friendlyName: null, serial: null, sha256: null, notAfter: null }, { kind: "issued", text: "CN=Carol Fischer", friendlyName: null, serial: hex(701, 32), sha256: hex(702, 64), notAfter: from(14) }];

  const written = (email: string | null, keys: number): UserExportReceiptView => ({ email, part: "public", protection: null, keys, at: from(0), proof: [], auditHead: head(), fileName: `${email ?? "example-org-users"}.asc`, place: "USB-1", bytes: keys * 1_204, sha256: hex(55, 64) });

  return {
    usersPage: (request) => open(() => { const found = page(request); return { ...found, rows: found.rows.map(certified) }; }),
    showUser: (email) => open(() => {
      const one = find(email);
      return { row: one, key: { ...protectedSummary(one.hasSecrets), fingerprint: one.fingerprint, userIds: [`${one.name} <${one.email}>`] }, origin: "imported", certifiedAt: from(-2), certificates: certificatesOf(email), certificateRefused: orgCert ? (one.hasSecrets ? null : say("user-certificate-unfit", email)) : say("org-cert-missing"), history: [{ ...entry(1_299), action: "import-users", phase: "settled" }] };
    }),
    planAddUser: (request) => open(() => {
      if (!request.email.endsWith("@example.test")) throw say("domain-not-managed", request.email);
      return { email: request.email, userId: `${request.name} <${request.email}>`, expires: from(14), certifiedUntil: from(14) };
    }),
    addUser: async (request, operation, progress) => {
      await stages(["generating", "storing"], operation, progress);
      const user: UserRowView = { ...made(0), ...request, fingerprint: hex(77 + fresh.length, 40).toUpperCase(), certifiedBy: 2, certifiedUntil: from(14), added: from(0), lastContact: from(0) };
      fresh = [user, ...fresh];
      return { user, auditHead: head() };
    },

    chooseUserFile: async () => { picks(); return { grant: "users-1", name: "users.asc", place: "USB-1", exists: true }; },
    chooseUserFolder: async () => { picks(); return { grant: "users-2", name: "keys", place: "USB-1", exists: true }; },
    planUserImport: async ({ passphrase }, operation, progress) => {
      await stages(["certifying"], operation, progress);
      if (passphrase === "wrong") throw say("wrong-passphrase");
      return found();
    },
    importUsers: async (_, operation, progress) => {
      await stages(["certifying", "storing"], operation, progress);
      const done = found();
      total += done.new;
      return { ...done, auditHead: head() };
    },

    chooseUserExportTarget: async ({ email }) => { picks(); return { grant: "users-target", name: `${email ?? "example-org-users"}.asc`, place: "USB-1", exists: query.has("exists") }; },
    exportUser: async ({ email }, operation, progress) => {
      await stages(["writing", "reading-back", "comparing"], operation, progress);
      return written(email, 1);
    },
    exportAllUsers: async (_, operation, progress) => {
      await stages(["writing", "reading-back"], operation, progress);
      return written(null, total);
    },
    issueUserCertificates: async ({ emails, all }, operation, progress) => {
      await stages(["certifying"], operation, progress);
      if (all) return { issued: 409, refused: 3, rows: [{ email: "hugo.marin@example.test", certificate: null, refusal: say("user-certificate-unfit", "hugo.marin@example.test") }], auditHead: head() };
      return { issued: emails.length, refused: 0, rows: emails.map((email) => ({ email, certificate: certify(email), refusal: null })), auditHead: head() };
    },
    revokeUserCertificates: async ({ emails, reason, reissue }, operation, progress) => {
      const live = emails.filter((email) => certificatesOf(email).some((one) => one.state === "valid"));
      const left = emails.filter((email) => !live.includes(email)).map((email) => ({ email, certificate: null, refusal: say("user-certificate-missing", email) }));
      if (live.length === 0) throw say("user-certificate-missing", emails[0] ?? null);
      // As in the program: what is issued comes after the revocation, which stands whatever becomes of it.
      if (!reissue) await stages(["certifying"], operation, progress);
      for (const email of live) certificates.set(email, certificatesOf(email).map((one) => (one.state === "revoked" ? one : { ...one, state: "revoked", reason, revokedAt: new Date().toISOString() })));
      if (reissue) await stages(["certifying"], operation, progress);
      const rows = reissue ? emails.map((email) => ({ email, certificate: certify(email), refusal: null })) : [];
      return { revoked: live.length, rows: left, reissued: reissue ? { issued: rows.length, refused: 0, rows, auditHead: head() } : null, nextCrlNumber: 8, auditHead: head() };
    },
    chooseUserBundleTarget: async ({ email }) => { picks(); return { grant: "bundle-target", name: `${email}-SECRET.p12`, place: "USB-1", exists: query.has("exists") }; },
    planUserBundle: ({ email, preset }) => open(() => ({ email, certificate: null, contents: bundle(), protection: presets.find((one) => one.preset === preset)?.protection ?? "", opensIn: presets.find((one) => one.preset === preset)?.opensIn ?? [], matrix: [], refusal: null, fileName: `${email}-SECRET.p12`, place: "USB-1", replaces: false })),
    exportUserBundle: async ({ email, administratorPassphrase }, operation, progress) => {
      if (administratorPassphrase === "wrong") throw say("wrong-passphrase");
      await stages(["protecting", "writing", "reading-back", "opening", "verifying", "registering"], operation, progress);
      return { email, protection: presets[0]?.protection ?? "", at: from(0), contents: bundle(), proof: [{ means: "opened", certificate: null }, { means: "signature-verified", certificate: "CN=Carol Fischer (0a1b…9f3e)" }, { means: "chain-verified", certificate: null }], auditHead: head(), fileName: `${email}-SECRET.p12`, place: "USB-1", bytes: 4_404, sha256: hex(56, 64) };
    },
    contactUser: async ({ email, at }) => {
      await wait();
      const one = { ...find(email), lastContact: at ?? from(0) };
      const next: UserRowView = one.state === "waiting-for-contact" ? { ...one, state: "unverified" } : one;
      changed.set(email, next);
      return next;
    },
    deleteUser: async ({ email, confirm }) => {
      await wait();
      if (confirm !== find(email).email) throw say("invalid-argument", "confirm");
      const next: UserRowView = { ...find(email), state: "deleted", deleted: from(0) };
      changed.set(email, next);
      return next;
    },
  };
}

import type { AdministratorReceiptView, AdministratorView, Area, Code, FailureView, Role, TwoPersonRuleView } from "../../bindings";
import type { AdministratorBackend } from "./port-administrators";

const areas: Area[] = ["organization-keys", "certificates", "encryption-keys", "users", "backups", "administrators", "audit"];
const withSecrets: Area[] = areas.slice(0, 4);
const shown: Record<Role, string> = { supervisor: "Supervisor", "key-manager": "Key Manager", "certificate-officer": "Certificate Officer", auditor: "Auditor" };

const all = (area: Area): string[] => ["read", "write", ...(withSecrets.includes(area) ? ["export-secret"] : [])].map((right) => `${area}:${right}`);
const read = (area: Area): string[] => [`${area}:read`];
export const rightsOf = (role: Role): string[] => areas.flatMap(
  (area) => role === "supervisor" || (role === "key-manager" && ["organization-keys", "encryption-keys", "users"].includes(area)) || (role === "certificate-officer" && area === "certificates") ? all(area) : read(area));

interface Desk {
  open: <T>(answer: () => T) => Promise<T>;
  say: (code: Code, subject?: string | null) => FailureView;
}

/** Administrators in memory: enough for the page's types and a look at it; what is refused is the program's to say. */
export function fakeAdministrators({ open, say }: Desk, own: () => string, two: boolean): AdministratorBackend {
  const person = (name: string, role: Role, created: string): AdministratorView =>
    ({ name, role: shown[role], rights: rightsOf(role), created, derivation: "Argon2id, 256 MiB, 4 passes", mayUseSecrets: role !== "auditor" });
  let others = two ? [person("bob", "auditor", "2026-06-01T09:00:00Z")] : [];
  let rules: TwoPersonRuleView[] = (["export-keypair", "export-ca", "export-user-keypair", "replace-key", "replace-ca", "revoke-user-certificates", "retire-copy", "remove-administrator"] as const)
    .map((operation) => ({ operation, needsTwo: false }));
  const find = (name: string): AdministratorView => {
    const found = others.find((one) => one.name === name);
    if (!found) throw say("unknown-administrator", name);
    return found;
  };
  const receipt = (administrator: AdministratorView): AdministratorReceiptView => ({ administrator, auditHead: { seq: 1, hash: "0".repeat(64), counter: 1 } });
  const change = (name: string, rights: (before: string[]) => string[]): AdministratorReceiptView => {
    const before = find(name);
    const next = { ...before, rights: rights(before.rights), mayUseSecrets: rights(before.rights).some((right) => right.endsWith("export-secret")) };
    others = others.map((one) => (one.name === name ? next : one));
    return receipt(next);
  };
  return {
    administrators: () => open(() => [person(own(), "supervisor", "2026-05-12T09:00:00Z"), ...others]),
    roles: () => Promise.resolve((Object.keys(shown) as Role[]).map((role) => ({ role, rights: rightsOf(role) }))),
    addAdministrator: ({ name, role }) => open(() => {
      if (name === own() || others.some((one) => one.name === name)) throw say("administrator-exists", name);
      others = [...others, person(name, role, "2026-11-23T09:00:00Z")];
      return receipt(find(name));
    }),
    grantRight: ({ name, area, right }) => open(() => change(name, (before) => all(area).filter((one) => one.endsWith("read") || one === `${area}:${right}` || before.includes(one)).concat(before.filter((one) => !one.startsWith(`${area}:`))))),
    revokeRight: ({ name, area, right }) => open(() => change(name, (before) => before.filter((one) => !one.startsWith(`${area}:`) || (right !== "read" && one !== `${area}:${right}`)))),
    removeAdministrator: ({ name }) => open(() => {
      const gone = find(name);
      others = others.filter((one) => one !== gone);
      return receipt(gone);
    }),
    twoPersonRules: () => open(() => rules),
    setTwoPerson: (wanted) => open(() => (rules = rules.map((rule) => (rule.operation === wanted.operation ? wanted : rule)))),
    attendSecondPerson: ({ administrator }) => open(() => { if (administrator === own()) throw say("second-person-same", administrator); find(administrator); }),
  };
}

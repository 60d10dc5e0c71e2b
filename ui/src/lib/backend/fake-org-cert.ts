import type { CaFileEntryView, CaProofView, CaRowView, CertificateView, CrlView, OrgCertNote, OrgCertPlanView, OrgCertRowView, OrgCertSettingsView, OrgCertView, OrgCertWay, WrittenFileView } from "../../bindings";
import type { Lent } from "./fake-certificates";
import * as certificates from "./fake-certificates-data";
import { from, hex } from "./fake-data";
import type { OrgCertBackend } from "./port-org-cert";

/**
 * The Organization Certificate in memory. `orgcert` in the address is one of none (the default), some, ended, renamed (imported;
 * its earlier lists are unknown); `orgkey=unfit` makes the Organization Key one that cannot carry a certificate; `file=nomac` and `several` choose what an import finds.
 */
export function fakeOrgCert(query: URLSearchParams, { open, say, stages, wait, picks }: Lent): OrgCertBackend {
  const scene = query.get("orgcert") ?? "none";
  const subject = "CN=Example Mail CA,O=Example Org";
  let settings: OrgCertSettingsView = { userCertificateDays: 14, smimeKey: "rsa2048" };
  let active: OrgCertRowView | null = scene === "none" ? null : scene === "renamed" ? row("imported", ["other-key"], { earlierListsKnown: false }) : scene === "ended" ? row("self-signed", ["self-signed", "ended"], { state: "expired" }) : row("requested", [], { chain: [certificates.root()], backup: { proven: true, copies: 2, lastProven: from(-9), publicPartStale: false }, issued: 408, revoked: 6, unpublished: 2, lastList: list(7, 4) });
  let retired: OrgCertRowView[] = scene === "some" ? [row("self-signed", ["self-signed"], { id: "org-cert-0", state: "retired" })] : [];
  const due = () => (query.get("users") === "none" ? 0 : 412);
  const head = () => ({ seq: 1_305, hash: hex(1_305, 64), counter: 1_213 });
  const written = (fileName: string): WrittenFileView => ({ fileName, place: "USB-1", bytes: 1_420, sha256: hex(62, 64) });

  function issuer(name: string, own: boolean): CertificateView {
    return certificates.certificate({ subject: name, issuer: own ? name : "CN=Example Tree Root", keyAlgorithm: "Ed25519", signatureAlgorithm: "Ed25519", selfIssued: own, serial: hex(91, 32), sha256: hex(92, 64), notBefore: from(0), notAfter: scene === "ended" ? from(-3) : from(365), status: scene === "ended" ? "expired" : "current" });
  }
  function list(number: number, entries: number): CrlView {
    return { number, thisUpdate: from(-2), nextUpdate: from(28), entries, sha256: hex(63, 64), status: "current" };
  }
  function row(way: OrgCertWay, notes: OrgCertNote[], more: Partial<OrgCertRowView> = {}): OrgCertRowView {
    return {
      id: "org-cert-1", state: "active", way, certificate: issuer(subject, way === "self-signed"), chain: [], findings: certificates.findings, notes, issued: 0, revoked: 0, unpublished: 0, lastList: null, crlDays: 30, crlPoints: [],
      backup: certificates.noBackup, earlierListsKnown: true, exportRefused: null, former: [], created: from(0), ...more,
    };
  }
  const need = (): OrgCertRowView => {
    if (!active) throw say("org-cert-missing");
    return active;
  };
  function planned(way: OrgCertWay, name: string): OrgCertPlanView {
    const own = way === "self-signed";
    return { certificate: issuer(name, own), chain: own ? [] : [certificates.root()], retires: active, continues: false, notes: own ? ["self-signed"] : way === "imported" ? ["other-key"] : [], findings: [], dueUsers: due(), refusal: query.get("taken") ? say("org-cert-email-taken", "ada@example.test") : null };
  }
  function store(way: OrgCertWay, name: string) {
    const plan = planned(way, name);
    const before = active;
    if (before) retired = [{ ...before, id: `${before.id}-${retired.length}`, state: "retired" }, ...retired];
    active = row(way, plan.notes, { certificate: plan.certificate, chain: plan.chain });
    return { row: active, retired: before, dueUsers: due(), auditHead: head() };
  }
  const titled = ({ commonName, organization }: { commonName: string; organization: string | null }) => `CN=${commonName}${organization ? `,O=${organization}` : ""}`;
  const asCa = (one: OrgCertRowView): CaRowView => certificates.caRow({ id: one.id, name: "Example Mail CA", subject: one.certificate.subject, keyAlgorithm: one.certificate.keyAlgorithm, ends: one.certificate.notAfter });
  function contents(keypair: boolean): CaFileEntryView[] {
    const { keyAlgorithm, subject: text, notAfter, serial, sha256 } = need().certificate;
    const key: CaFileEntryView = { kind: "private-key", text: keyAlgorithm, friendlyName: null, serial: null, sha256: null, notAfter: null };
    return [...(keypair ? [key] : []), { kind: "self-signed", text, friendlyName: null, serial, sha256, notAfter }];
  }
  const protection = (preset: string) => certificates.presets.find((one) => one.preset === preset);
  const next = (days: number | null): CrlView => ({ ...list((need().lastList?.number ?? 0) + 1, need().revoked), thisUpdate: from(0), nextUpdate: from(days ?? 30) });

  return {
    organizationCertificate: (): Promise<OrgCertView> => open(() => ({ active, retired, keyRefused: query.get("orgkey") === "unfit" ? say("org-cert-key-unfit", "ML-DSA-65 + Ed25519") : null, selfSignedEnds: from(365), endsWithKey: query.has("ends"), dueUsers: active ? due() : 0, settings })),
    changeOrgCertSettings: (request) => open(() => (settings = request)),
    chooseOrgCertTarget: async ({ what, format }) => {
      await wait();
      picks();
      return { grant: "target", name: { request: "organization-certificate.csr", certificate: `organization-certificate.${format}`, keypair: "organization-certificate-SECRET.p12", crl: "organization-certificate.crl", pack: "organization-certificate" }[what], place: "USB-1", exists: query.has("exists") };
    },
    planOrgCertGenerate: (request) => open(() => planned("self-signed", titled(request.subject))),
    generateOrgCert: (request) => open(() => store("self-signed", titled(request.subject))),
    writeOrgCertRequest: async (request, operation, progress) => {
      await stages(["writing", "reading-back"], operation, progress);
      return { subject: titled(request.subject), keyAlgorithm: "Ed25519", file: written("organization-certificate.csr"), auditHead: head() };
    },
    planOrgCertInstall: () => open(() => planned("requested", subject)),
    installOrgCert: () => open(() => store("requested", subject)),
    planOrgCertImport: ({ passphrase, serial }) => open(() => {
      const pkcs12 = query.get("file") === "nomac" ? { ...certificates.oldPfx, mac: null } : certificates.pfx;
      if (passphrase === "wrong") throw say("wrong-passphrase");
      if (passphrase !== null && query.has("several") && serial === null) throw say("several-keys");
      return { files: [{ fileName: "mail-ca.p12", kinds: ["pkcs12"], pkcs12 }], plan: passphrase === null ? null : planned("imported", "CN=Imported Mail CA") };
    }),
    importOrgCert: () => open(() => store("imported", "CN=Imported Mail CA")),
    planOrgCertExport: ({ keypair, preset }) => open(() => ({ ca: asCa(need()), privateKey: keypair, contents: contents(keypair), protection: keypair ? (protection(preset)?.protection ?? null) : null, opensIn: keypair ? (protection(preset)?.opensIn ?? []) : [], fileName: keypair ? "organization-certificate-SECRET.p12" : "organization-certificate.pem", place: "USB-1", replaces: false })),
    exportOrgCert: async ({ keypair, preset, administratorPassphrase }, operation, progress) => {
      if (keypair && administratorPassphrase === "wrong") throw say("wrong-passphrase");
      await stages(keypair ? ["protecting", "writing", "reading-back", "opening", "verifying", "registering"] : ["writing", "reading-back", "comparing"], operation, progress);
      const one = need();
      if (keypair) active = { ...one, backup: { proven: true, copies: one.backup.copies + 1, lastProven: from(0), publicPartStale: false } };
      const proof: CaProofView[] = keypair ? [{ means: "opened", certificate: null }, { means: "signature-verified", certificate: `${one.certificate.subject} (018f…f852)` }, { means: "chain-verified", certificate: null }] : [];
      return { ca: one.id, name: "Example Mail CA", privateKey: keypair, protection: keypair ? (protection(preset)?.protection ?? null) : null, at: from(0), contents: contents(keypair), proof, auditHead: head(), ...written(keypair ? "organization-certificate-SECRET.p12" : "organization-certificate.pem") };
    },
    planOrgCertCrl: ({ days, firstList }) => open(() => {
      if (!need().earlierListsKnown && !firstList) throw say("earlier-lists-unknown");
      const crl = next(days);
      return { number: crl.number, thisUpdate: crl.thisUpdate, nextUpdate: crl.nextUpdate, entries: crl.entries, last: need().lastList, replaces: false };
    }),
    publishOrgCertCrl: async ({ days }, operation, progress) => {
      await stages(["certifying", "writing", "reading-back"], operation, progress);
      const crl = next(days);
      active = { ...need(), lastList: crl, unpublished: 0, earlierListsKnown: true };
      return { crl, file: written("organization-certificate.crl"), auditHead: head() };
    },
    packOrgCert: async (_, operation, progress) => {
      await stages(["writing", "reading-back"], operation, progress);
      return { folder: "organization-certificate", files: ["certificate.pem", "certificate.der", "certificate-chain.p7b", "fingerprints.txt"].map(written), auditHead: head() };
    },
  };
}

import type { ServerBackupContentsView, ServerBackupView } from "../../bindings";
import type { Lent } from "./fake-certificates";
import * as data from "./fake-data";
import type { BackupBackend } from "./port-backups";

const { from, hex } = data;

/**
 * Server backups in memory. `backups` in the address is how many there are (4; none in the scenes without a key); the second
 * is not at its place, and `copies=0` leaves no proven copy of the keypair.
 */
export function fakeBackups(query: URLSearchParams, { open, stages, picks }: Lent): BackupBackend {
  const scene = query.get("fake") ?? "empty";
  const fingerprint = data.backups(1)[0]?.fingerprint ?? hex(1, 40);
  const provenCopies = query.get("copies") === "0" ? 0 : 2;
  const made: ServerBackupView[] = [];
  const contents = (): ServerBackupContentsView => ({
    header: { vault: hex(5, 32), organization: "Example Org", made: from(0), generation: 2, fingerprint, usersUpTo: 1_000, recipients: [] },
    madeBy: "alice", administrators: ["alice", "bob"], domains: ["example.test"], counter: 1_208, auditSeq: 1_300, auditHash: hex(1_300, 64),
    organizationKeys: [{ generation: 2, fingerprint, state: "active", hasSecrets: true }, { generation: 1, fingerprint: hex(2, 40), state: "retired", hasSecrets: true }],
    authorities: [{ name: "Tree CA", state: "active", crlNumber: 14, issued: 212 }], users: 412, databaseBytes: 6_210_000, databaseSha256: hex(45, 64),
  });
  const file = (name: string) => ({ fileName: name, place: "USB-1", bytes: 8_412_204, sha256: hex(46, 64) });
  const backup = (index: number): ServerBackupView => ({
    copy: {
      id: `server-backup-${index}`, fingerprint: index > 2 ? data.retired.fingerprint : fingerprint, generation: index > 2 ? 1 : 2, kind: "server-backup", fileName: `example-org-2026110${9 - (index % 9)}T201500Z.backup.asc`, place: index % 2 ? "USB-7" : "USB-1", bytes: 8_412_204 - index * 91_000,
      sha256: hex(46 + index, 64), preset: index % 3 === 1 ? "compatible" : "modern", madeAt: from(-index * 7), madeBy: "alice", provenAt: from(-index * 7), failed: null, retired: null, outdated: false, proof: [], caProof: [],
    },
    isThere: index !== 1, provenCopies,
  });
  const count = ["empty", "fresh"].includes(scene) ? 0 : Number(query.get("backups") ?? 4);

  return {
    serverBackups: () => open(() => [...made, ...Array.from({ length: count }, (_, index) => backup(index + 1))]),
    chooseBackupTarget: async () => { picks(); return { grant: "backup-1", name: "example-org-20261122T120000Z.backup.asc", place: "USB-1", exists: query.has("exists") }; },
    planServerBackup: (request) => open(() => ({ key: "Example Org <keys@example.test>", generation: 2, fingerprint, provenCopies, users: 412, target: { fileName: "example-org-20261122T120000Z.backup.asc", place: "USB-1", replaces: request.overwrite } })),
    createServerBackup: async (request, operation, progress) => {
      await stages(["copying", "writing", "reading-back", "decrypting", "verifying", "registering"], operation, progress);
      made.unshift({ ...backup(0), copy: { ...backup(0).copy, preset: request.preset, madeAt: from(0), provenAt: from(0) } });
      return { contents: contents(), preset: request.preset, file: file("example-org-20261122T120000Z.backup.asc"), provenCopies, auditHead: { seq: 1_301, hash: hex(1_301, 64), counter: 1_210 } };
    },
    chooseBackupFile: async () => { picks(); return { grant: "backup-2", name: "example-org-20261109T201500Z.backup.asc", place: "USB-1", exists: true }; },
    verifyServerBackup: async (_, operation, progress) => {
      await stages(["reading-back", "decrypting", "verifying"], operation, progress);
      return open(() => ({ fileName: "example-org-20261109T201500Z.backup.asc", contents: contents(), signer: fingerprint, signed: contents().header.made }));
    },
  };
}

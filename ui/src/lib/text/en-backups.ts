/** English words of the server backups; part of the catalogue in `en.ts`. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const serverBackups = {
  title: "Server Backups", lead: "The whole vault in one file, encrypted to the Organization Key and signed by it.", table: "Server backups",
  columns: { made: "Made", file: "File", place: "Place", key: "Opens with", proven: "Last proven" },
  generation: (n: number) => `Organization Key, generation ${n}`, notThere: "Not at its place", notThereHint: "The medium is not plugged in, or the file was moved. A drill finds it elsewhere.", notOpened: "Nobody can open it elsewhere",
  emptyTitle: "No server backup yet", emptyLead: "A server backup brings the whole vault back on an empty machine.", emptySteps: ["Export the keypair of the Organization Key, and keep it with its passphrase", "Back up now, to a medium that leaves this machine", "Keep the two in different places"] as readonly string[],
  noKey: "There is no Organization Key to encrypt to yet.",
  copies: (n: number) => `${n} proven ${plural(n, "copy", "copies")} of its keypair`, copiesHint: "With the keypair file, its passphrase and this backup, the vault comes back on any machine.",
  noCopies: "No proven copy of its keypair exists", noCopiesHint: "If this machine is lost, nobody opens this backup. Export the keypair first.", exportKeypair: "Export Keypair…", drill: "Drill…", preset: "Protection", madeBy: "Made by",
  backUp: {
    verb: "Back up now…", title: "Back up the vault", lead: "It is read back from the medium and opened before it counts as a backup.", run: "Back up", preset: "Who shall be able to open it?",
    modern: "Programs of 2024 and later", modernHint: "OrgKey Console and sq. AES-256 with authentication.", compatible: "GnuPG and PGP Desktop too", compatibleHint: "AES-256 with the older integrity protection; the keys of users lie in it as files of their own.",
    done: "The backup is proven", doneLead: "Read back from the medium, opened, and compared with what went in.", contents: (users: string, keys: number, cas: number) => `${users}, ${keys} Organization ${plural(keys, "Key", "Keys")}, ${cas} ${plural(cas, "CA", "CAs")}`, users: (n: string, many: boolean) => `${n} ${many ? "users" : "user"}`,
    opensWith: "Opens with", read: "Read from the medium", passed: "passed", holds: "Holds",
  },
  verify: {
    verb: "Verify a file…", title: "Verify a server backup", lead: "It is opened to its last byte with the Organization Keys of this vault. Nothing is stored.", none: "No backup chosen", choose: "Choose…", other: "Another…", run: "Verify",
    done: "It opens, and all of it is there", doneLead: (when: string) => `Signed by the Organization Key on ${when}.`, organization: "Organization", made: "Made", users: "Users", keys: "Organization Keys", cas: "CAs", administrators: "Administrators then", list: (name: string, number: number) => `${name}, last list ${number}`,
  },
} as const;

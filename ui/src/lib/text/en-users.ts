/** English words of Keys ▸ Managed Keys; part of the catalogue in `en.ts`. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const users = {
  title: "Managed Keys", table: "Users", add: "Add user…", import: "Import…", exportAll: "Export all public keys…", exportOne: "Export…", contact: "Note contact…", remove: "Delete…", more: "More",
  chosen: { title: (told: string) => `${told} users`, lead: "Chosen in the list.", certified: "With certificate", issue: (told: string) => `Issue ${told} certificates…`, revoke: (told: string) => `Revoke the certificates of ${told} users…`, without: (told: string) => `${told} without`, count: (told: string) => `${told} chosen`, clear: "Clear" },
  columns: { name: "Name", email: "Email", mode: "Mode", state: "State", until: "Signed until", contact: "Last contact" },
  filter: "Filter users", placeholder: "Name, email, key ID", which: "Show users", all: "All states", none: "No user matches.", terms: "Words search name, email, key ID and fingerprint.", noName: "No name", byGeneration: (n: number) => `by generation ${n}`, notSigned: "Not signed", alreadyDeleted: "The user is deleted already.",
  empty: {
    title: "No users yet", lead: "The keys of internal users are kept here. The Organization Key signs each of them, so that whoever trusts it trusts them all.",
    steps: ["Import the keys that you have: files, a folder, or a list (CSV)", "Or add a user, and the key is made here", "The Organization Key signs every key, for two weeks at a time"] as readonly string[],
  },
  states: { verified: "Verified", unverified: "Unverified", "waiting-for-contact": "Waiting for contact", deleted: "Deleted" },
  about: {
    verified: (until: string) => `Signed by the Organization Key until ${until}.`,
    revoked: "This key is revoked: others refuse it. Import a new one.", deleted: "The user is not in the list any more. The keys are kept, so that old mail can still be read.",
    unverified: "Today’s Organization Key has not signed this key, or its signature has ended. The next maintenance run signs it.",
    waiting: "Nobody has heard of this user for so long that the key is not signed again. Nothing is lost: note a contact, and the next maintenance run signs it.",
  },
  modes: { skm: "SKM", sckm: "SCKM", gkm: "GKM", ckm: "CKM" },
  modeNames: { skm: "Server Key Mode", sckm: "Server Client Key Mode", gkm: "Guarded Key Mode", ckm: "Client Key Mode" },
  modeHints: {
    skm: "The whole key is here, and is renewed here.", sckm: "The encryption key is here; the signing key stays with the client.",
    gkm: "The client has the key; a copy lies under the user’s own passphrase.", ckm: "Only the public key is here; the client has the rest.",
  },
  tabs: { overview: "Overview", history: "History" }, noHistory: "Nothing is recorded for this user alone. An import of many is one entry of the audit log.",
  fields: { userId: "User ID", mode: "Key mode", signed: "Signed until", contact: "Last contact" },
  adding: {
    title: "Add user", steps: { who: "User", mode: "Key mode", review: "Review", run: "Make the key" }, recommended: "Recommended", clientMakes: "The client makes such a key. Import it instead.",
    who: { title: "Who is the user?", lead: "Name and email become the user ID of the key." }, emailPlaceholder: (domain: string | undefined) => `carol@${domain ?? "example.org"}`, emailHint: "An address in a managed domain.", namePlaceholder: "Carol Fischer",
    mode: { title: "Where is the key kept?", lead: "That cannot be changed later." },
    review: { title: "Add this user?", lead: "The key is made here and signed by the Organization Key at once." }, verb: "Add user",
    run: { title: "Making the key" }, receipt: { title: "The user is added", lead: "The key is signed by the Organization Key." }, failed: "The user was not added", another: "Add another user",
  },
  importing: {
    title: "Import users", steps: { source: "File or folder", mode: "Key mode", preview: "Preview", run: "Import" },
    source: { title: "Where are the keys?", lead: "Every key with an address of a managed domain becomes a user.", none: "Nothing chosen yet", file: "File…", folder: "Folder…", kinds: ["Key rings and single keys: OpenPGP, armored or binary", "A list (CSV) with the columns email and name: a key is made for each line"] as readonly string[] },
    mode: { title: "Who holds these keys?", asFile: "As the files say", asFileHint: "A keypair becomes Server Key Mode, a public key Client Key Mode.", passphrase: "Passphrase of the private keys", passphraseHint: "Only where the files hold keypairs under a passphrase. It is used here and then forgotten." },
    looking: "Looking into the files",
    preview: { title: "What the import would do", lead: "Nothing is stored yet.", nothing: "There is nothing to import." },
    counts: {
      new: { name: "New", hint: "become users", past: "became users" }, newer: { name: "Known", hint: "are completed; nothing is removed", past: "were completed; nothing was removed" },
      same: { name: "Unchanged", hint: "are here already", past: "were here already" }, refused: { name: "Refused", hint: "are left out", past: "were left out" },
      refusals: "Why they are left out", moreRefusals: (told: string, n: number) => `${told} more ${plural(n, "is", "are")} not shown.`,
    },
    verb: (told: string, n: number) => `Import ${told} ${plural(n, "user", "users")}`,
    run: { title: "Importing users", lead: "All of them are stored together, or none." },
    receipt: { title: (told: string, n: number) => `${told} ${plural(n, "user is", "users are")} imported`, lead: "The Organization Key has signed their keys." }, failed: "The import did not happen",
  },
  exporting: { one: "Export the public key", all: "Export all public keys", lead: "One file for partners, or for a directory.", publicOnly: "Only public keys go into the file. It restores nothing.", verb: "Export", done: (told: string, n: number) => `${told} public ${plural(n, "key", "keys")} exported` },
  contacting: { title: "Note a contact", lead: "A user of whom nobody hears for three months is not signed again. A contact starts that time anew.", day: "Day of the contact", dayHint: "YYYY-MM-DD; empty is today.", verb: "Note contact", noted: "The contact has been noted." },
  deleting: {
    title: "Delete user", heading: (name: string) => `Delete ${name}?`, lead: "The user leaves the list.", consequences: ["The key is not signed again, and becomes unverified when its signature ends.", "The key itself is kept in the vault: old mail can still be read with it."] as readonly string[],
    type: (email: string) => `Type ${email} to confirm`, verb: "Delete user", done: "The user has been deleted.",
  },
} as const;

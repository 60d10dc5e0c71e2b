/** English words of the register of copies, of the audit log and of the checks; part of the catalogue in `en.ts`. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);
const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six"];
const told = (n: number) => numbers[n] ?? String(n);

export const register = {
  title: "Register and Drills", lead: "Every exported file, and when each backup was last proven to restore.", table: "Copies",
  columns: { file: "File", contents: "Contents", place: "Place", made: "Made", proven: "Last proven", format: "Format" },
  kinds: { keypair: "Keypair", public: "Public key", ca: "Organizational CA", "organization-certificate": "Organization Certificate", "server-backup": "Server backup" } as Readonly<Record<string, string>>, presets: { modern: "Modern", compatible: "Compatible", legacy: "Legacy", fips: "FIPS", none: "Not protected: public" } as Readonly<Record<string, string>>, beforeRenewal: "Proven, before the renewal", by: (who: string) => `by ${who}`, notProven: "Not proven", retired: "Retired", retiredBy: (who: string, when: string, why: string) => `By ${who}, ${when}: ${why}`, drillFailed: "Drill failed", drillFailedHint: (when: string) => `On ${when} it was not what had been proven. It is no backup until it passes one.`, noBackup: "Public, no backup", noBackupHint: "This file holds no secret: it restores nothing. What was written was read back and compared.",
  emptyTitle: "No copy in the register", emptyLead: "A copy enters the register when its export has been proven.", emptySteps: ["Open Keys ▸ Organization Keys", "Export ▸ Export Keypair", "Save it on a medium that leaves this machine"] as readonly string[], emptyAction: "Export Keypair…",
  generation: (n: number) => `generation ${n}`,
  answer: {
    yes: "Today’s copies would bring everything back", yesHint: "Every secret has a copy that was proven in the last 90 days.",
    fixed: (n: number) => `${told(n)} ${plural(n, "key", "keys")} must not leave the vault and ${plural(n, "has", "have")} no copy.`,
    old: "Today’s copies would bring everything back, but a proof is old", oldHint: (names: string) => `Last proven more than 90 days ago: ${names}. A drill takes a minute.`,
    no: (n: number) => `No: ${n === 1 ? "one piece is" : `${n} pieces are`} missing`, noHint: (names: string) => `No proven copy holds ${names}. If this machine fails today, it is lost.`,
    nothing: "There is nothing to bring back yet", nothingHint: "Generate the Organization Key, or import a keypair file.",
    secrets: { "organization-key": (name: string) => `the Organization Key, ${name}`, "organizational-ca": (name: string) => `the Organizational CA ${name}`, "organization-certificate": (name: string) => `the Organization Certificate ${name}` },
    and: "and", backUp: "Back up…", show: "Show it", drill: "Drill…",
  },
  drill: {
    verb: "Drill…", title: "Drill a copy", steps: { where: "Copy", passphrase: "Passphrase", run: "Read and prove" },
    where: { title: "Where is the copy today?", lead: "Plug its medium in. The file is read from there, opened and used, as when it was made.", other: "Choose the file…", known: "Where it was put" },
    changed: { title: "This is not the file that was proven", detail: "Its digest is not the one in the register. It may be another file of that name: choose the right one. If it is this very copy, it is damaged or was replaced: note that, and it counts as a backup no more.", note: "Note as failed" },
    passphrase: { title: "The passphrase of the file", lead: "The one that was given when the copy was made, not your own.", label: "Passphrase of the file", notNeeded: "A public key has no passphrase" },
    run: { title: "Reading the copy", lead: "Leave the medium in until the receipt is there." }, verbRun: "Drill",
    receipt: { title: "This copy still restores", titlePublic: "This copy is unchanged", lead: (when: string) => `Proven again on ${when}.`, read: "Read from the medium", proven: "Proven", before: "Proven before", madeAt: "Made" },
    failed: "The drill did not happen", notPassed: "This copy is no backup any more", unproven: (step: string) => `It was read from its medium, but it does not restore (${step}).`, unprovenAdvice: "The register notes it. Make a fresh copy on another medium today.",
    next: "What to do now", nextSteps: ["Make a fresh copy on another medium.", "Drill the other copies of the same key.", "Destroy this one and retire it."] as readonly string[], fresh: "Make a fresh copy…",
  },
  drillAll: {
    verb: "Drill all…", title: "Drill several copies", steps: { where: "Place", found: "Copies", passphrase: "Passphrase", run: "Read and prove" },
    where: { title: "Which copies do you want to drill?", lead: "Several copies on one medium are drilled in one go.", known: "All, where each was put", knownHint: "For media that are plugged in where they were before.", folder: "Those on one drive or in one folder", folderHint: "Files are looked for under the names in the register.", choose: "Choose drive or folder…", none: "No drive or folder chosen" },
    found: { title: (n: number, all: number) => (n === 0 ? "None of the copies is there" : `${n} of ${all} ${plural(all, "copy", "copies")} ${plural(n, "is", "are")} there`), lead: "Only those that are there and unchanged are opened.", ready: "There, unchanged", missing: "Not there", changed: "Another file", changedHint: "A file of that name has another digest. Drill that copy by itself to look closer." },
    passphrase: { title: "The passphrase of the files", lead: (n: number) => `It is tried on ${n === 1 ? "one copy" : `${n} copies`}. Those with another one are asked for afterwards.` },
    run: { title: (at: number, all: number) => `Drilling copy ${at} of ${all}` },
    states: { passed: "Restores", unchanged: "Unchanged", failed: "No backup any more", "other-passphrase": "Another passphrase", stopped: "Not drilled", refused: "Not drilled" },
    done: (n: number, all: number) => (n === all ? (all === 1 ? "The copy passed its drill" : `All ${all} copies passed their drill`) : `${n} of ${all} ${plural(all, "copy", "copies")} passed ${plural(n, "its", "their")} drill`), doneLead: "Each result stands in the register and in the audit log.", another: "Another passphrase…", nothing: "No copy is there to drill.",
  },
  retire: {
    verb: "Retire…", title: "Retire a copy", lead: "Notes that the copy was destroyed. The file itself is not touched, and the record stays.",
    left: (n: number) => (n === 0 ? "No proven copy of this key is left" : n === 1 ? "One proven copy of this key is left" : `${n} proven copies of this key are left`), leftHint: "The register goes on asking for a proof of each.", publicHint: "A public key is no secret: nothing is lost with this file.",
    last: "This is the last proven copy of this key", lastHint: "If this machine fails before you make another one, everything that is encrypted to the key is lost.",
    reason: "How and why it was destroyed", reasonHint: "It goes into the audit log.", type: (name: string) => `Type ${name} to confirm`, wrongName: "That is not the name of the file.",
    run: "Retire copy", done: "The copy is retired", doneLead: (name: string) => `${name} counts as a backup no more.`, fresh: "Make a fresh copy…", copy: "Copy", noted: "Reason", remaining: "Proven copies left",
  },
} as const;

export const audit = {
  title: "Audit Log", lead: "Hash-chained: a changed or removed entry is found out.", columns: { seq: "No.", at: "When", who: "Who", action: "What", subject: "On what", phase: "Phase" },
  filter: "Filter entries", filterPlaceholder: "Filter: action, subject, administrator", verify: "Verify", verifying: "Verifying…", verified: (n: number) => (n === 1 ? "The one entry holds." : `All ${n} entries hold together.`), head: "Head", headHint: "Compare it with the one on your receipts.",
  phases: { intent: "Intent", settled: "Settled", event: "Event" } as Readonly<Record<string, string>>, total: (n: number, told: string) => `${told} ${plural(n, "entry", "entries")}`, none: "No entry matches the filter.", older: "Show older entries",
  since: "Since", sinces: { all: "All entries", day: "Last 24 hours", week: "Last 7 days", month: "Last 30 days", year: "Last 12 months" },
  exporting: {
    verb: "Export…", title: "Export the audit log", lead: "The file leads to the head of the log. Keep it on another machine: a log that is shortened later is found out by it.",
    form: "Form", jsonl: "Signed, as JSON lines", jsonlHint: "Can be verified by anybody, without the vault and without a passphrase.", csv: "Table, as CSV", csvHint: "For a spreadsheet. It carries no signature and cannot be verified.",
    part: (what: string) => `Only entries ${what}`, partHint: "Also those that have the text in their details. Without the tick the whole log is exported.", text: (filter: string) => `with “${filter}”`, since: (when: string) => `since ${when}`,
    run: "Export", done: "The audit log is exported", doneLead: "Read back from the medium: passed.", entries: "Entries", range: (first: number, last: number) => `${first} to ${last}`, signedBy: "Signed by", nobody: "Nobody: CSV cannot be verified", unnoted: "The vault is open for reading: its log does not note this export.",
  },
  checking: {
    verb: "Verify a file…", title: "Verify an exported log", lead: "Each entry, the chain between them and the signature. Any vault’s log can be verified, also without that vault.",
    none: "No file chosen", choose: "Choose file…", other: "Another file…", head: "Head from a receipt", headHint: "Optional: number and hash, such as 1300 · 9f86d081884c7d65.", badHead: "A number and at least 16 digits of the hash.", run: "Verify",
    good: (n: number, told: string) => (n === 1 ? "The one entry holds" : `All ${told} entries hold`), ofVault: (organization: string) => `The log of ${organization}`, broken: "This log does not hold",
    chained: { whole: "The chain from the first entry to the head, and the signature", range: "The chain inside the range, and the signature", selection: "Each entry by itself, and the signature" }, chain: "Verified",
    organization: "Organization", vault: "Vault", exported: "Exported", by: (who: string) => `by ${who}`, entries: "Entries", signedBy: "Signed by", signedByHint: "Compare it with the fingerprint that was noted when the vault was made.", since: "Since", filter: "Filter",
    standing: "Open vault", here: "Its log leads to this file", elsewhere: "The file is of another vault",
    noted: "Receipt", notedStates: { same: "The entry is in the file as the receipt says", different: "The entry is in the file with another hash: receipt and file are of different logs", absent: "The entry is not in this file" },
    again: "Verify another",
  },
  comparing: { verb: "Compare…", run: "Compare", title: "Compare with a receipt", lead: "Does this log lead to the head that a receipt shows? If not, the vault was rolled back.", same: (n: number) => `The log leads to the receipt and on to entry ${n}`, sameHint: "Nothing was taken out since." },
} as const;

export const health = {
  title: "Health", lead: "Every check with its threshold, worst first.", states: { ok: "Nothing is wrong", note: "Nothing is urgent", warning: "Something will go wrong", bad: "Something can be lost today" },
  columns: { state: "State", check: "Check", threshold: "Threshold", subject: "About", action: "What to do" }, rows: { ok: "Passed", note: "Note", warning: "Warning", bad: "Act today", failed: "Failed" },
  days: (n: number) => (n === 0 ? "on the day" : `${n} ${plural(n, "day", "days")}`), table: "Checks", passed: (n: number) => `${n} ${plural(n, "check", "checks")} passed`, found: (n: number) => `${n} ${plural(n, "finding", "findings")}`, all: "All checks",
  checks: {
    "no-organization-key": "Organization Key present", "never-backed-up": "Organization Key backed up", "proof-old": "Organization Key’s copies proven lately", "key-ending": "Organization Key does not end soon", "key-expired": "Organization Key in force", "key-revoked": "Organization Key not revoked", "copy-stale": "Copies show today’s dates", "legacy-key": "Self-signatures of today’s kind", "single-copy": "More than one proven copy",
    "adk-ending": "Additional Decryption Key does not end soon", "adk-expired": "Additional Decryption Key in force", "ca-never-backed-up": "Organizational CA backed up", "ca-proof-old": "CA’s backup proven lately", "ca-copy-stale": "CA’s backup is from after its renewal", "ca-ending": "Organizational CA does not end soon", "ca-expired": "Organizational CA in force", "ca-awaiting-certificate": "CA has its certificate", "ca-revocations-unknown": "Revocations of the CA known",
    "revocations-unpublished": "Revocations published", "crl-ending": "No revocation list due soon", "crl-expired": "Revocation list in force", "org-cert-ending": "Organization Certificate does not end soon", "org-cert-expired": "Organization Certificate in force", "org-cert-email-of-user": "Organization Certificate’s address is its own", "org-cert-never-backed-up": "Organization Certificate backed up",
  },
  vault: "The vault itself", items: { settings: "Database settings", "key-slots": "Key slots", identity: "Identity", "file-modes": "Nobody else can read the files", "open-intents": "No operation left open" } as Readonly<Record<string, string>>, finding: "Finding",
  calendar: { verb: "Save calendar…", title: "Save a calendar of what ends", lead: "An event for each end and each proof that falls due, with a reminder ahead. It names keys and days, nothing secret.", run: "Save", done: "The calendar is saved", doneLead: "Open it in your calendar program. A later one moves the same events.", events: "Events", upcoming: "In the calendar", nothing: "Nothing has an end yet. The calendar would be empty.", moment: (ahead: string) => `reminds ${ahead} ahead` },
  dates: { "key-ends": "Organization Key ends", "key-proof-due": "New proof of a copy is due", "adk-ends": "Additional Decryption Key ends", "ca-ends": "Organizational CA ends", "ca-proof-due": "New proof of the CA’s backup is due", "org-cert-ends": "Organization Certificate ends", "crl-due": "Revocation list is due" },
} as const;

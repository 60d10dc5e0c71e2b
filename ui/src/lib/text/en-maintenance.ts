/** English words of Keys ▸ Maintenance, and of renewing and replacing the Organization Key; part of the catalogue in `en.ts`. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const maintenance = {
  title: "Maintenance", preview: "Preview…", runNow: "Run now",
  next: "Next run", due: "Now", never: "Not planned", about: "A run renews what ends soon and signs users’ keys again. It begins by itself every 12 hours while the console is open.",
  running: "A run is at work", runningHint: "You may leave this page; the run goes on.", stopHint: "What is done stays done; the next run does the rest.",
  failed: "The run did not happen",
  runs: "Last runs", columns: { at: "When", outcome: "Outcome", certified: "Signed", renewed: "Renewed", issued: "Issued", refused: "Refused" },
  outcomes: { running: "Running", done: "Done", stopped: "Stopped", failed: "Failed", interrupted: "Interrupted" },
  outcomeHints: { stopped: "Somebody stopped it. What was done stays done; the next run does the rest.", failed: "It ended early. What was done stays done; the audit log says why.", interrupted: "The program ended in the middle of it. What was done stays done; the next run does the rest." } as Readonly<Record<string, string>>,
  by: (who: string) => `by ${who}`, run: (n: number) => `Run ${n}`,
  empty: "No run yet", emptyHint: "The first run signs every user whose signature ends soon. Its report will stand here.",
  report: {
    key: "Organization Key", keyUntil: "renewed until", keySame: "Nothing to renew", adks: "Other decryption key", issued: "Certificates issued", wouldIssue: "Certificates to issue", renewed: "User keys renewed", certified: "User keys signed", leftOut: "Left out", leftOutHint: (months: number) => `Server-only users without contact for ${months} months.`, refused: "Refused", wouldRenew: "User keys to renew", wouldCertify: "User keys to sign",
    leaving: (n: number, told: string) => `${told} ${plural(n, "user is", "users are")} left out soon`, leavingHint: "Nobody has heard of them. Note a contact under Managed Keys, and they stay.", last: "last contact", from: "left out from", more: (told: string) => `and ${told} more`,
    refusals: "Why they were refused", alarms: "Alarms",
  },
  settings: {
    title: "Rules", lead: "Renew ahead", leadHint: "How long before its end a key gets a new one. Holds for the Organization Key and for users’ keys that are kept here.", days: (n: number) => `${n} ${plural(n, "day", "days")}`, leads: { 1: "1 day, as documented", 31: "31 days, as since version 3.4.2" } as Readonly<Record<number, string>>,
    life: "Sign users for", lifeHint: "A signature is renewed on the day before it ends.", usual: (told: string) => `${told}, the usual`, silence: (months: number) => `A server-only user without contact for ${months} months is not signed again.`, saved: "Saved.",
  },
  previewing: {
    title: "What will happen", lead: "Counted from today’s vault. Nothing is changed.", when: "By when", whens: { now: "If it ran now", week: "In a week", month: "In a month", on: "On a date" }, date: "Date (YYYY-MM-DD)", bad: "A day from today on, as YYYY-MM-DD.", at: (when: string) => `A run on ${when}`,
  },
  announced: (n: number, told: string) => `The maintenance run is done. ${told} ${plural(n, "user was", "users were")} signed.`,
  renewing: {
    verb: "Renew…", title: "Renew the Organization Key", lead: "The same key gets a later end. Its fingerprint stays, and so does everything that it has signed.",
    ends: "Ends today on", was: "Earlier end", wouldEnd: "Would end on", nowEnds: "New end", renews: "Renews itself on", copies: "The copies in the register still restore. They show the older end until you export again.",
    run: "Renew", done: "The Organization Key is renewed", doneLead: "Give its public key again to those who keep a copy of it.", failed: "The key was not renewed", exportPublic: "Export…", neverEnds: "It never ends, so there is nothing to renew.",
  },
  replacing: {
    verb: "Replace…", title: "Replace the Organization Key", steps: { impact: "What it changes", settings: "New key", confirm: "Confirm", run: "Replace" },
    impact: {
      title: "What does the replacement change?", lead: "Replace a key only if you know that somebody else has it. A key that only ends is renewed.", users: (n: number) => plural(n, "user becomes unverified until the new key has signed the key.", "users become unverified until the new key has signed their keys."), noUsers: "No user depends on this key.",
      copies: "Backups of each generation", generation: "Generation", proven: "Proven copies", last: "Last proven", copiesHint: "What was encrypted to a generation can be read with that generation only. Keep its copies.", backUp: (n: number) => `Back up generation ${n}…`,
      kept: "The old key stays in the vault as an earlier generation: it decrypts and verifies, and signs nothing new.",
    },
    settings: { title: "Settings of the new key", lead: "They cannot be changed later, only its end can." },
    confirm: { title: "Replace the Organization Key?", lead: "Partners must get the new public key.", old: "Key of today", fresh: "New key", users: "Become unverified", reason: "Reason", reasonHint: "It goes into the audit log.", sign: "Sign all users with the new key at once", signHint: (n: number, told: string) => (n === 0 ? "There are none." : `A maintenance run follows and signs ${told}.`), type: (name: string) => `Type ${name} to confirm`, verb: "Replace key", wrongName: "That is not the name of the organization." },
    run: { title: "Replacing the key", lead: "Generating and storing happen in one step, or not at all." }, failed: "The key was not replaced",
    receipt: { title: "The Organization Key is replaced", lead: "The new key has no backup yet.", cross: "Signed by the old key", crossYes: "Yes: who trusts the old key can follow to the new one", crossNo: "No: the old key could not sign any more", users: "Users signed", still: "Still unverified", stillHint: "the next maintenance run signs them", runFailed: "The users were not signed", backUp: "Back up the new key…", steps: ["Back up the new key now.", "Give partners its public key, with the fingerprint by another way.", "Keep the copies of the old one: old backups need them."] as readonly string[] },
  },
} as const;

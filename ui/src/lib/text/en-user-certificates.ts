/** English words of users' certificates and of the Additional Decryption Key; part of the catalogue in `en.ts`. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const userCertificates = {
  tab: "Certificates", empty: "No certificate yet", emptyHint: "The next maintenance run issues one, where there is an Organization Certificate.", noneLive: "There is no live certificate.", noIssuer: "There is no Organization Certificate that could issue.", until: "until",
  issue: "Issue…", bundle: "Export for mail program…", revoke: "Revoke…", issueAll: "Issue now…",
  issuing: {
    title: "Issue certificates", one: (name: string) => `Issue a certificate for ${name}?`, many: (told: string) => `Issue certificates for ${told} users?`, manyLead: "Each stands beside a live one, which stays valid.", all: "Issue a certificate for everybody who has none?", oneLead: "It stands beside a live one, which stays valid.", allLead: "The next maintenance run would do the same.", verb: "Issue",
    done: (n: number, told: string) => `${told} ${plural(n, "certificate", "certificates")} issued`, doneLead: "Mail programs get them with the users’ keys.", refused: (n: number, told: string) => `${told} ${plural(n, "user", "users")} got none`,
  },
  revoking: {
    title: "Revoke certificates", heading: (name: string) => `Revoke the certificates of ${name}?`, lead: "Every live one of this user. It cannot be taken back.", many: (told: string) => `Revoke the certificates of ${told} users?`, manyLead: "Every live one of each of them. It cannot be taken back.", concerns: (n: number, told: string, all: string) => `${told} of the ${all} users ${plural(n, "has", "have")} a live certificate`, concernsHint: "Once the list is published, whoever looks into it refuses their signatures and no longer encrypts to them.", bare: "Until the next maintenance run they have none.", type: (told: string) => `Type ${told} to confirm`, running: "It goes through in one step, and cannot be stopped.", partly: "The certificates are revoked; not all new ones were issued", partlyHint: "Publish the list all the same. Issue the new ones when what stands below is put right.", refused: (n: number, told: string) => `${told} ${plural(n, "user", "users")} had no live one`, reissue: "Issue a new one at once", reissueHint: "With a new key, where the reason is that the key is compromised.", verb: "Revoke",
    done: (n: number, told: string) => `${told} ${plural(n, "certificate", "certificates")} revoked`, doneLead: "Nobody outside knows of it yet.", publish: "Publish the revocation list…", steps: ["Publish the revocation list.", "Put it where the addresses in the certificates point."] as readonly string[], reissued: (n: number, told: string) => (n === 1 ? "A new certificate was issued." : `${told} new certificates were issued.`),
  },
  bundling: {
    title: "Export for mail program", heading: (name: string) => `The bundle of ${name}`, lead: "For the user’s mail program: certificate, chain and private key in one PKCS#12 file. Keep the password apart from it.", done: "The bundle is proven to open", doneLead: "The file holds the user’s private key.",
    steps: ["Hand the file to the user, and the password by another way.", "Delete the file when the mail program has it."] as readonly string[],
  },
} as const;

export const adk = {
  none: "None attached",
  lead: "A copy of every message is encrypted to it", starts: "Once it is attached, every user’s key that the server makes or renews names it.",
  set: "Attach…", replace: "Replace…", remove: "Remove…", since: "In use since", coverage: "Users’ keys", without: "Name none", former: "No longer in use", users: (n: number, told: string) => `${told} ${plural(n, "user", "users")}`,
  waiting: (n: number, told: string) => (n === 0 ? "No key of the server names an earlier one." : `${told} ${plural(n, "user’s key names", "users’ keys name")} an earlier one`), waitingHint: "The next maintenance run changes them. Keys that only a client holds are changed by their client.", doneLead: "Every user’s key that the server makes or renews from now on names it.",
  setting: { title: "Attach an Additional Decryption Key", lead: "A public key. Whoever has its private part can read all mail to users from then on; tell them so.", choose: "Choose file…", verb: "Attach", done: "The Additional Decryption Key is attached", replaces: (name: string) => `${name} is replaced`, replacesHint: "What was encrypted to it stays readable with it." },
  removing: { title: "Remove the Additional Decryption Key", heading: (name: string) => `Remove ${name}?`, lead: "New messages are no longer encrypted to it.", consequence: "The next maintenance run takes it out of users’ keys. Mail of before stays readable with it.", type: (id: string) => `Type ${id} to confirm`, verb: "Remove", done: "The Additional Decryption Key has been removed." },
} as const;

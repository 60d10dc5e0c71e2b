/** English words of the Organization Certificate; part of the catalogue in `en.ts`. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const orgCert = {
  lead: "Issues users’ S/MIME certificates",
  starts: "Once there is one, the next maintenance run issues a certificate for every user whose key can carry one, within 24 hours.",
  tabs: { overview: "Overview", certificate: "Certificate", rules: "Rules" },
  way: "Origin", ways: { "self-signed": "Self-signed here", requested: "Signed by a certification authority", imported: "Imported with its key" },
  issued: "Issued", revoked: (told: string) => `${told} revoked`, due: "Without a certificate", dueUsers: (n: number, told: string) => `${told} ${plural(n, "user", "users")}; the next maintenance run issues`, nobodyDue: "Nobody",
  list: "Revocation list", listNumber: (n: number) => `Number ${n}`, until: "until", noList: "None published yet", unpublished: (n: number) => `${n} ${plural(n, "revocation is", "revocations are")} in no list yet.`,
  retired: "Earlier ones", above: "Certificates above it", notBackedUp: "This vault has not proven a copy of its keypair yet. If this disk fails, nobody can issue or revoke under its name again.",
  keyElsewhere: { title: "No copy of its own yet", detail: "Its key is the Organization Key’s and comes back with that backup; this very certificate does not. Export it to keep both." },
  verbs: { add: "Add…", export: "Export certificate or keypair…", publish: "Publish list…", pack: "Folder for partners…", replace: "Replace…" },
  notes: {
    "self-signed": { title: "Self-signed", detail: "Nobody outside trusts it until they have installed it. Good for a test; for production let a certification authority sign it." },
    "root-key": { title: "This is the private key of a root", detail: "Whoever has this vault and its passphrase can issue anything under it. A subordinate is safer." },
    "other-key": { title: "It has a key of its own", detail: "It is not the Organization Key’s: back it up by itself." },
    "email-of-user": { title: "A user has its address", detail: "Mail programs may take the one for the other. Add one without an address, or with one that no user has." },
    "earlier-organization-key": { title: "It belongs to an earlier Organization Key", detail: "It goes on as it is. Replace it when the new key shall sign." },
    ended: { title: "It has ended", detail: "Nothing can be issued under it. Replace it." },
  },
  rules: { life: "User certificates last", lifeHint: "They are renewed before their end, and never last longer than the certificate above them.", key: "Kind of users’ S/MIME keys", keyHint: "RSA 2048 is the safe choice: gpgsm 2.2 fails on files with elliptic keys.", days: (n: number) => `${n} ${plural(n, "day", "days")}`, usual: (told: string) => `${told}, the usual` },
  adding: {
    title: "Add an Organization Certificate", steps: { way: "Way", subject: "Subject", files: "Files", review: "Review" }, runs: { generate: "Generate", request: "Save request", install: "Install", import: "Import" },
    verbs: { generate: "Generate", request: "Save request", install: "Install", import: "Import" }, noReview: "A request changes nothing in the vault.",
    way: { title: "Where does it come from?", lead: "There is one in use at a time. An earlier one is retired and kept." },
    ways: { generate: "Generate it, self-signed", request: "Have it signed: save a request", install: "Install what the authority answered", import: "Import it with its own key" },
    wayHints: { generate: "Signed by the Organization Key itself. At once, and for tests.", request: "A certificate signing request over the Organization Key, for a certification authority.", install: "The certificate for a request that was saved before, with those above it.", import: "A PKCS#12 file with a certificate that may issue, and its private key." },
    subject: {
      title: "Who is it?", lead: "These words stand in every user’s certificate as its issuer.", commonName: "Common Name", commonNameHint: "What mail programs show as the issuer.", email: "Contact email", emailHint: "Optional. Never the address of a user.", organization: "Organization Name", unit: "Organization Unit", city: "City", state: "State or Province", country: "Country", countryHint: "Two letters, such as DE.",
      endsWithKey: "It ends with the Organization Key, on", endsInTen: "The Organization Key never ends; the certificate lasts ten years, until",
    },
    files: { serial: "Serial number", serialHint: "The files hold several certification authorities with their keys. Which one, its serial number says." },
    fileHeads: { install: { heading: "What did the authority answer?", lead: "The certificate as PEM, DER or P7B, and in any order those above it." }, import: { heading: "Which file is it in?", lead: "A PKCS#12 (PFX) file, and if need be the certificates above it." } },
    review: { title: "Is this right?", retires: (name: string) => `${name} is retired`, retiresHint: "It is kept. The users’ certificates under it stay valid until they end.", continues: "The same name and key: its revocation lists go on.", starts: "Starts", due: (n: number, told: string) => (n === 0 ? "No user is waiting for a certificate." : `${told} ${plural(n, "user gets a certificate", "users get a certificate")} within 24 hours, by the next maintenance run.`), above: "Above it" },
    saving: "Saving the request", notSaved: "The request was not saved",
    requested: { heading: "The request is saved", lead: "Nothing in the vault has changed.", steps: ["Send the file to the certification authority and ask for a certificate that may issue others.", "Come back with its answer: Add… ▸ Install what the authority answered."] as readonly string[] },
    receipt: { heading: "The Organization Certificate is in use", lead: "Its keypair has no proven copy yet.", steps: ["Back up its keypair now.", "Give partners the certificate: Folder for partners…"] as readonly string[], retired: (name: string) => `${name} was retired and kept.`, backUp: "Back it up…" },
  },
  exporting: { title: "Export the Organization Certificate", what: "What to export", keypair: "Export Keypair", keypairHint: "Certificate, chain and private key in one PKCS#12 file under a password; proven to restore.", certificate: "Export Certificate", certificateHint: "For partners and mail programs. It holds no secret.", restoresNothing: "This file holds no private key and restores nothing.", summaryLead: "The file is written, read back, opened with your password; the key is used against the certificate and the chain is verified." },
  publishing: { title: "Publish the revocation list", lead: "Partners’ mail programs ask this list whether a user’s certificate was revoked.", doneLead: "Put the file where the addresses in the certificates point." },
  packing: { title: "Folder for partners", lead: "The certificate in three formats and a sheet with its fingerprints, in a new folder. Nothing in it is secret.", verb: "Make folder", done: "The folder is ready", doneLead: "Let partners compare the fingerprints with you by another way.", folder: "Folder", files: "Files" },
} as const;

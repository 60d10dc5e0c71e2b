import type { Widened } from "./widened";
import type { orgCert as english } from "./en-org-cert";

/** German words of the Organization Certificate. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const orgCert: Widened<typeof english> = {
  lead: "Stellt die S/MIME-Zertifikate der Benutzer aus",
  starts: "Sobald es eines gibt, stellt der nächste Wartungslauf binnen 24 Stunden jedem Benutzer ein Zertifikat aus, dessen Schlüssel eines tragen kann.",
  tabs: { overview: "Übersicht", certificate: "Zertifikat", rules: "Regeln" },
  way: "Herkunft", ways: { "self-signed": "Hier selbst signiert", requested: "Von einer Zertifizierungsstelle signiert", imported: "Mit seinem Schlüssel importiert" },
  issued: "Ausgestellt", revoked: (told) => `${told} widerrufen`, due: "Ohne Zertifikat", dueUsers: (_, told) => `${told} Benutzer; der nächste Wartungslauf stellt aus`, nobodyDue: "Niemand",
  list: "Sperrliste", listNumber: (n) => `Nummer ${n}`, until: "bis", noList: "Noch keine herausgegeben", unpublished: (n) => `${n} ${plural(n, "Widerruf steht", "Widerrufe stehen")} noch in keiner Liste.`,
  retired: "Frühere", above: "Zertifikate darüber", notBackedUp: "Dieser Tresor hat noch keine Kopie seines Schlüsselpaars nachgewiesen. Fällt diese Platte aus, kann niemand mehr unter seinem Namen ausstellen oder widerrufen.",
  keyElsewhere: { title: "Noch keine eigene Kopie", detail: "Sein Schlüssel ist der des Organisationsschlüssels und kommt mit dessen Sicherung zurück; dieses Zertifikat selbst nicht. Exportieren Sie es, um beides zu behalten." },
  verbs: { add: "Hinzufügen…", export: "Zertifikat oder Schlüsselpaar exportieren…", publish: "Liste herausgeben…", pack: "Ordner für Partner…", replace: "Ersetzen…" },
  notes: {
    "self-signed": { title: "Selbst signiert", detail: "Außerhalb vertraut ihm niemand, der es nicht eingesetzt hat. Gut zum Ausprobieren; für den Betrieb lassen Sie es von einer Zertifizierungsstelle signieren." },
    "root-key": { title: "Das ist der private Schlüssel einer Wurzel", detail: "Wer diesen Tresor und seine Passphrase hat, kann darunter alles ausstellen. Ein untergeordnetes Zertifikat ist sicherer." },
    "other-key": { title: "Es hat einen eigenen Schlüssel", detail: "Es ist nicht der des Organisationsschlüssels: Sichern Sie es für sich." },
    "email-of-user": { title: "Ein Benutzer hat seine Adresse", detail: "Mailprogramme können das eine für das andere halten. Nehmen Sie eines ohne Adresse oder mit einer, die kein Benutzer hat." },
    "earlier-organization-key": { title: "Es gehört zu einem früheren Organisationsschlüssel", detail: "Es gilt weiter. Ersetzen Sie es, wenn der neue Schlüssel signieren soll." },
    ended: { title: "Es ist abgelaufen", detail: "Darunter kann nichts mehr ausgestellt werden. Ersetzen Sie es." },
  },
  rules: { life: "Benutzerzertifikate gelten", lifeHint: "Sie werden vor ihrem Ende erneuert und gelten nie länger als das Zertifikat darüber.", key: "Art der S/MIME-Schlüssel", keyHint: "RSA 2048 ist die sichere Wahl: gpgsm 2.2 scheitert an Dateien mit elliptischen Schlüsseln.", days: (n) => `${n} ${plural(n, "Tag", "Tage")}`, usual: (told) => `${told}, wie üblich` },
  adding: {
    title: "Organisationszertifikat hinzufügen", steps: { way: "Weg", subject: "Antragsteller", files: "Dateien", review: "Prüfen" }, runs: { generate: "Erzeugen", request: "Anforderung speichern", install: "Einsetzen", import: "Importieren" },
    verbs: { generate: "Erzeugen", request: "Anforderung speichern", install: "Einsetzen", import: "Importieren" }, noReview: "Eine Anforderung ändert nichts im Tresor.",
    way: { title: "Woher kommt es?", lead: "Eines ist jeweils in Gebrauch. Ein früheres wird abgelöst und behalten." },
    ways: { generate: "Erzeugen, selbst signiert", request: "Signieren lassen: Anforderung speichern", install: "Einsetzen, was die Stelle geantwortet hat", import: "Mit eigenem Schlüssel importieren" },
    wayHints: { generate: "Vom Organisationsschlüssel selbst signiert. Sofort, und zum Ausprobieren.", request: "Eine Zertifikatsanforderung über den Organisationsschlüssel, für eine Zertifizierungsstelle.", install: "Das Zertifikat zu einer früher gespeicherten Anforderung, mit denen darüber.", import: "Eine PKCS#12-Datei mit einem Zertifikat, das ausstellen darf, und seinem privaten Schlüssel." },
    subject: {
      title: "Wer ist es?", lead: "Diese Angaben stehen in jedem Benutzerzertifikat als Aussteller.", commonName: "Allgemeiner Name", commonNameHint: "Was Mailprogramme als Aussteller zeigen.", email: "E-Mail für Rückfragen", emailHint: "Freiwillig. Nie die Adresse eines Benutzers.", organization: "Organisation", unit: "Organisationseinheit", city: "Ort", state: "Bundesland", country: "Land", countryHint: "Zwei Buchstaben, etwa DE.",
      endsWithKey: "Es endet mit dem Organisationsschlüssel, am", endsInTen: "Der Organisationsschlüssel endet nie; das Zertifikat gilt zehn Jahre, bis",
    },
    files: { serial: "Seriennummer", serialHint: "In den Dateien stehen mehrere Zertifizierungsstellen mit ihren Schlüsseln. Welche, sagt ihre Seriennummer." },
    fileHeads: { install: { heading: "Was hat die Stelle geantwortet?", lead: "Das Zertifikat als PEM, DER oder P7B, und in beliebiger Folge die darüber." }, import: { heading: "In welcher Datei steht es?", lead: "Eine PKCS#12-Datei (PFX), und wenn nötig die Zertifikate darüber." } },
    review: { title: "Ist das richtig?", retires: (name) => `${name} wird abgelöst`, retiresHint: "Es bleibt im Tresor. Die Benutzerzertifikate darunter gelten bis zu ihrem Ende.", continues: "Derselbe Name und Schlüssel: Seine Sperrlisten gehen weiter.", starts: "Was beginnt", due: (n, told) => (n === 0 ? "Kein Benutzer wartet auf ein Zertifikat." : `${told} ${plural(n, "Benutzer bekommt", "Benutzer bekommen")} binnen 24 Stunden ein Zertifikat, beim nächsten Wartungslauf.`), above: "Darüber" },
    saving: "Die Anforderung wird gespeichert", notSaved: "Die Anforderung wurde nicht gespeichert",
    requested: { heading: "Die Anforderung ist gespeichert", lead: "Im Tresor hat sich nichts geändert.", steps: ["Schicken Sie die Datei der Zertifizierungsstelle und bitten Sie um ein Zertifikat, das andere ausstellen darf.", "Kommen Sie mit der Antwort zurück: Hinzufügen… ▸ Einsetzen, was die Stelle geantwortet hat."] },
    receipt: { heading: "Das Organisationszertifikat ist in Gebrauch", lead: "Sein Schlüsselpaar hat noch keine nachgewiesene Kopie.", steps: ["Sichern Sie jetzt sein Schlüsselpaar.", "Geben Sie Partnern das Zertifikat: Ordner für Partner…"], retired: (name) => `${name} wurde abgelöst und behalten.`, backUp: "Sichern…" },
  },
  exporting: { title: "Organisationszertifikat exportieren", what: "Was exportieren", keypair: "Schlüsselpaar exportieren", keypairHint: "Zertifikat, Kette und privater Schlüssel in einer PKCS#12-Datei unter einem Kennwort; nachgewiesen wiederherstellbar.", certificate: "Zertifikat exportieren", certificateHint: "Für Partner und Mailprogramme. Darin ist kein Geheimnis.", restoresNothing: "Diese Datei hat keinen privaten Schlüssel und stellt nichts wieder her.", summaryLead: "Die Datei wird geschrieben, zurückgelesen und mit Ihrem Kennwort geöffnet; der Schlüssel wird am Zertifikat erprobt und die Kette geprüft." },
  publishing: { title: "Sperrliste herausgeben", lead: "Mailprogramme von Partnern fragen diese Liste, ob ein Benutzerzertifikat widerrufen ist.", doneLead: "Legen Sie die Datei dorthin, wohin die Adressen in den Zertifikaten zeigen." },
  packing: { title: "Ordner für Partner", lead: "Das Zertifikat in drei Formaten und ein Blatt mit seinen Fingerabdrücken, in einem neuen Ordner. Nichts darin ist geheim.", verb: "Ordner anlegen", done: "Der Ordner ist fertig", doneLead: "Lassen Sie Partner die Fingerabdrücke auf einem anderen Weg mit Ihnen vergleichen.", folder: "Ordner", files: "Dateien" },
};

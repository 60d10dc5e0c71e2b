import type { Widened } from "./widened";
import type { users as english } from "./en-users";

/** German words of Keys ▸ Managed Keys. Key modes keep the vendor's names. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const users: Widened<typeof english> = {
  title: "Verwaltete Schlüssel", table: "Benutzer", add: "Benutzer hinzufügen…", import: "Importieren…", exportAll: "Alle öffentlichen Schlüssel exportieren…", exportOne: "Exportieren…", contact: "Kontakt vermerken…", remove: "Löschen…", more: "Mehr",
  chosen: { title: (told) => `${told} Benutzer`, lead: "In der Liste gewählt.", certified: "Mit Zertifikat", issue: (told) => `${told} Zertifikate ausstellen…`, revoke: (told) => `Zertifikate von ${told} Benutzern widerrufen…`, without: (told) => `${told} ohne`, count: (told) => `${told} gewählt`, clear: "Aufheben" },
  columns: { name: "Name", email: "E-Mail", mode: "Modus", state: "Zustand", until: "Signiert bis", contact: "Letzter Kontakt" },
  filter: "Benutzer filtern", placeholder: "Name, E-Mail, Schlüssel-ID", which: "Benutzer zeigen", all: "Alle Zustände", none: "Kein Benutzer passt.", terms: "Wörter suchen Name, E-Mail, Schlüssel-ID und Fingerabdruck.", noName: "Ohne Namen", byGeneration: (n) => `von Generation ${n}`, notSigned: "Nicht signiert", alreadyDeleted: "Der Benutzer ist schon gelöscht.",
  empty: {
    title: "Noch keine Benutzer", lead: "Hier liegen die Schlüssel der internen Benutzer. Der Organisationsschlüssel signiert jeden davon; wer ihm vertraut, vertraut damit allen.",
    steps: ["Vorhandene Schlüssel importieren: Dateien, einen Ordner oder eine Liste (CSV)", "Oder einen Benutzer hinzufügen; der Schlüssel entsteht hier", "Der Organisationsschlüssel signiert jeden Schlüssel, jeweils für zwei Wochen"],
  },
  states: { verified: "Verifiziert", unverified: "Nicht verifiziert", "waiting-for-contact": "Wartet auf Kontakt", deleted: "Gelöscht" },
  about: {
    verified: (until) => `Vom Organisationsschlüssel signiert bis ${until}.`,
    revoked: "Dieser Schlüssel ist widerrufen: Andere lehnen ihn ab. Importieren Sie einen neuen.", deleted: "Der Benutzer steht nicht mehr in der Liste. Die Schlüssel bleiben, damit alte Mails lesbar sind.",
    unverified: "Der heutige Organisationsschlüssel hat diesen Schlüssel nicht signiert, oder die Signatur ist abgelaufen. Der nächste Wartungslauf signiert ihn.",
    waiting: "Von diesem Benutzer hat so lange niemand gehört, dass der Schlüssel nicht neu signiert wird. Verloren ist nichts: Vermerken Sie einen Kontakt, und der nächste Wartungslauf signiert ihn.",
  },
  modes: { skm: "SKM", sckm: "SCKM", gkm: "GKM", ckm: "CKM" },
  modeNames: { skm: "Server Key Mode", sckm: "Server Client Key Mode", gkm: "Guarded Key Mode", ckm: "Client Key Mode" },
  modeHints: {
    skm: "Der ganze Schlüssel liegt hier und wird hier erneuert.", sckm: "Der Verschlüsselungsschlüssel liegt hier; der Signierschlüssel bleibt beim Client.",
    gkm: "Der Client hat den Schlüssel; eine Kopie liegt unter der eigenen Passphrase des Benutzers.", ckm: "Hier liegt nur der öffentliche Schlüssel; den Rest hat der Client.",
  },
  tabs: { overview: "Überblick", history: "Verlauf" }, noHistory: "Für diesen Benutzer allein ist nichts vermerkt. Ein Import von vielen ist ein einziger Eintrag im Protokoll.",
  fields: { userId: "Benutzer-ID", mode: "Modus", signed: "Signiert bis", contact: "Letzter Kontakt" },
  adding: {
    title: "Benutzer hinzufügen", steps: { who: "Benutzer", mode: "Modus", review: "Überblick", run: "Erzeugen" }, recommended: "Empfohlen", clientMakes: "Einen solchen Schlüssel erzeugt der Client. Importieren Sie ihn.",
    who: { title: "Wer ist der Benutzer?", lead: "Name und E-Mail werden zur Benutzer-ID des Schlüssels." }, emailPlaceholder: (domain) => `carol@${domain ?? "example.org"}`, emailHint: "Eine Adresse in einer verwalteten Domäne.", namePlaceholder: "Carol Fischer",
    mode: { title: "Wo liegt der Schlüssel?", lead: "Das lässt sich später nicht ändern." },
    review: { title: "Diesen Benutzer hinzufügen?", lead: "Der Schlüssel entsteht hier und wird sofort vom Organisationsschlüssel signiert." }, verb: "Hinzufügen",
    run: { title: "Der Schlüssel wird erzeugt" }, receipt: { title: "Der Benutzer ist hinzugefügt", lead: "Der Organisationsschlüssel hat den Schlüssel signiert." }, failed: "Der Benutzer wurde nicht hinzugefügt", another: "Weiteren hinzufügen",
  },
  importing: {
    title: "Benutzer importieren", steps: { source: "Datei oder Ordner", mode: "Modus", preview: "Vorschau", run: "Importieren" },
    source: { title: "Wo liegen die Schlüssel?", lead: "Jeder Schlüssel mit einer Adresse einer verwalteten Domäne wird ein Benutzer.", none: "Noch nichts gewählt", file: "Datei…", folder: "Ordner…", kinds: ["Schlüsselringe und einzelne Schlüssel: OpenPGP, als Text oder binär", "Eine Liste (CSV) mit den Spalten email und name: Für jede Zeile entsteht ein Schlüssel"] },
    mode: { title: "Wer hat diese Schlüssel?", asFile: "Wie die Dateien es sagen", asFileHint: "Ein Schlüsselpaar wird Server Key Mode, ein öffentlicher Schlüssel Client Key Mode.", passphrase: "Passphrase der privaten Schlüssel", passphraseHint: "Nur wo die Dateien Schlüsselpaare unter einer Passphrase enthalten. Sie wird hier benutzt und dann vergessen." },
    looking: "Die Dateien werden durchgesehen",
    preview: { title: "Was der Import täte", lead: "Noch ist nichts gespeichert.", nothing: "Es gibt nichts zu importieren." },
    counts: {
      new: { name: "Neu", hint: "werden Benutzer", past: "wurden Benutzer" }, newer: { name: "Bekannt", hint: "werden ergänzt; entfernt wird nichts", past: "wurden ergänzt; entfernt wurde nichts" },
      same: { name: "Unverändert", hint: "sind schon da", past: "waren schon da" }, refused: { name: "Abgelehnt", hint: "bleiben weg", past: "blieben weg" },
      refusals: "Warum sie wegbleiben", moreRefusals: (told, n) => `${told} ${plural(n, "weiterer wird", "weitere werden")} nicht gezeigt.`,
    },
    verb: (told) => `${told} Benutzer importieren`,
    run: { title: "Benutzer werden importiert", lead: "Alle werden zusammen gespeichert, oder keiner." },
    receipt: { title: (told, n) => `${told} Benutzer ${plural(n, "ist", "sind")} importiert`, lead: "Der Organisationsschlüssel hat ihre Schlüssel signiert." }, failed: "Der Import fand nicht statt",
  },
  exporting: { one: "Öffentlichen Schlüssel exportieren", all: "Alle öffentlichen Schlüssel exportieren", lead: "Eine Datei für Partner oder für ein Verzeichnis.", publicOnly: "Nur öffentliche Schlüssel kommen in die Datei. Sie stellt nichts wieder her.", verb: "Exportieren", done: (told, n) => `${told} ${plural(n, "öffentlicher Schlüssel", "öffentliche Schlüssel")} exportiert` },
  contacting: { title: "Kontakt vermerken", lead: "Ein Benutzer, von dem drei Monate niemand hört, wird nicht neu signiert. Mit einem Kontakt beginnt diese Zeit von vorn.", day: "Tag des Kontakts", dayHint: "JJJJ-MM-TT; leer ist heute.", verb: "Vermerken", noted: "Der Kontakt ist vermerkt." },
  deleting: {
    title: "Benutzer löschen", heading: (name) => `${name} löschen?`, lead: "Der Benutzer verlässt die Liste.", consequences: ["Der Schlüssel wird nicht neu signiert und ist nicht mehr verifiziert, sobald seine Signatur endet.", "Der Schlüssel selbst bleibt im Tresor: Alte Mails lassen sich weiter damit lesen."],
    type: (email) => `Zur Bestätigung ${email} eingeben`, verb: "Benutzer löschen", done: "Der Benutzer ist gelöscht.",
  },
};

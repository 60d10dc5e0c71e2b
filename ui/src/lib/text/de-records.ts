import type { Widened } from "./widened";
import type { audit as englishAudit, health as englishHealth, register as englishRegister } from "./en-records";

/** German words of the register of copies, of the audit log and of the checks. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);
const numbers = ["Kein", "Ein", "Zwei", "Drei", "Vier", "Fünf", "Sechs"];
const told = (n: number) => numbers[n] ?? String(n);

export const register: Widened<typeof englishRegister> = {
  title: "Register und Proben", lead: "Jede exportierte Datei, und wann von jeder Sicherung zuletzt bewiesen war, dass sie wiederherstellt.", table: "Kopien",
  columns: { file: "Datei", contents: "Inhalt", place: "Ort", made: "Gemacht", proven: "Zuletzt bewiesen", format: "Format" },
  kinds: { keypair: "Schlüsselpaar", public: "Öffentlicher Schlüssel", ca: "Organizational CA", "organization-certificate": "Organisationszertifikat", "server-backup": "Serversicherung" }, presets: { modern: "Modern", compatible: "Verträglich", legacy: "Alt", fips: "FIPS", none: "Ohne Schutz, öffentlich" }, beforeRenewal: "Bewiesen, vor der Erneuerung", by: (who) => `von ${who}`, notProven: "Nicht bewiesen", retired: "Außer Gebrauch", retiredBy: (who, when, why) => `Durch ${who}, ${when}: ${why}`, drillFailed: "Probe nicht bestanden", drillFailedHint: (when) => `Am ${when} war sie nicht das, was bewiesen wurde. Sie ist keine Sicherung, bis sie eine besteht.`, noBackup: "Öffentlich, keine Sicherung", noBackupHint: "Diese Datei enthält kein Geheimnis: Sie stellt nichts wieder her. Was geschrieben wurde, wurde zurückgelesen und verglichen.",
  emptyTitle: "Keine Kopie im Register", emptyLead: "Eine Kopie kommt ins Register, sobald ihr Export bewiesen ist.", emptySteps: ["Schlüssel ▸ Organisationsschlüssel öffnen", "Exportieren ▸ Schlüsselpaar exportieren", "Auf einem Datenträger speichern, der diesen Rechner verlässt"], emptyAction: "Schlüsselpaar exportieren…",
  generation: (n) => `Generation ${n}`,
  answer: {
    yes: "Die Kopien von heute brächten alles zurück", yesHint: "Von jedem Geheimnis wurde eine Kopie in den letzten 90 Tagen bewiesen.",
    fixed: (n) => `${told(n)} Schlüssel ${plural(n, "darf", "dürfen")} den Tresor nicht verlassen und ${plural(n, "hat", "haben")} keine Kopie.`,
    old: "Die Kopien von heute brächten alles zurück, aber ein Beweis ist alt", oldHint: (names) => `Vor mehr als 90 Tagen zuletzt bewiesen: ${names}. Eine Probe dauert eine Minute.`,
    no: (n) => `Nein: ${n === 1 ? "Ein Stück fehlt" : `${n} Stücke fehlen`}`, noHint: (names) => `Keine bewiesene Kopie enthält: ${names}. Fällt dieser Rechner heute aus, ist das verloren.`,
    nothing: "Es gibt noch nichts zurückzubringen", nothingHint: "Erzeugen Sie den Organisationsschlüssel, oder importieren Sie eine Schlüsselpaar-Datei.",
    secrets: { "organization-key": (name) => `Organisationsschlüssel, ${name}`, "organizational-ca": (name) => `Organizational CA ${name}`, "organization-certificate": (name) => `Organisationszertifikat ${name}` },
    and: "und", backUp: "Sichern…", show: "Zeigen", drill: "Erproben…",
  },
  drill: {
    verb: "Erproben…", title: "Eine Kopie erproben", steps: { where: "Kopie", passphrase: "Passphrase", run: "Lesen und beweisen" },
    where: { title: "Wo ist die Kopie heute?", lead: "Stecken Sie ihren Datenträger ein. Die Datei wird dort gelesen, geöffnet und benutzt, wie damals, als sie gemacht wurde.", other: "Datei wählen…", known: "Wo sie hingelegt wurde" },
    changed: { title: "Das ist nicht die Datei, die bewiesen wurde", detail: "Ihr Digest ist nicht der im Register. Vielleicht ist es eine andere Datei dieses Namens: Wählen Sie die richtige. Ist es eben diese Kopie, so ist sie beschädigt oder ausgetauscht: Vermerken Sie das, dann zählt sie nicht mehr als Sicherung.", note: "Als nicht bestanden vermerken" },
    passphrase: { title: "Die Passphrase der Datei", lead: "Die von damals, als die Kopie gemacht wurde, nicht Ihre eigene.", label: "Passphrase der Datei", notNeeded: "Ein öffentlicher Schlüssel hat keine Passphrase" },
    run: { title: "Die Kopie wird gelesen", lead: "Lassen Sie den Datenträger stecken, bis der Beleg da ist." }, verbRun: "Erproben",
    receipt: { title: "Diese Kopie stellt noch wieder her", titlePublic: "Diese Kopie ist unverändert", lead: (when) => `Erneut bewiesen am ${when}.`, read: "Vom Datenträger gelesen", proven: "Bewiesen", before: "Davor bewiesen", madeAt: "Gemacht" },
    failed: "Die Probe fand nicht statt", notPassed: "Diese Kopie ist keine Sicherung mehr", unproven: (step) => `Sie wurde von ihrem Datenträger gelesen, stellt aber nicht wieder her (${step}).`, unprovenAdvice: "Das Register vermerkt es. Machen Sie noch heute eine neue Kopie auf einem anderen Datenträger.",
    next: "Was jetzt zu tun ist", nextSteps: ["Machen Sie eine neue Kopie auf einem anderen Datenträger.", "Erproben Sie die anderen Kopien desselben Schlüssels.", "Vernichten Sie diese, und nehmen Sie sie außer Gebrauch."], fresh: "Neue Kopie machen…",
  },
  drillAll: {
    verb: "Alle erproben…", title: "Mehrere Kopien erproben", steps: { where: "Ort", found: "Kopien", passphrase: "Passphrase", run: "Lesen und beweisen" },
    where: { title: "Welche Kopien wollen Sie erproben?", lead: "Mehrere Kopien auf einem Datenträger werden in einem Zug erprobt.", known: "Alle, wo jede hingelegt wurde", knownHint: "Für Datenträger, die stecken, wo sie vorher steckten.", folder: "Die auf einem Laufwerk oder in einem Ordner", folderHint: "Gesucht wird unter den Namen im Register.", choose: "Laufwerk oder Ordner wählen…", none: "Kein Laufwerk oder Ordner gewählt" },
    found: { title: (n, all) => (n === 0 ? "Keine der Kopien ist da" : `${n} von ${all} ${plural(all, "Kopie", "Kopien")} ${plural(n, "ist", "sind")} da`), lead: "Nur was da und unverändert ist, wird geöffnet.", ready: "Da, unverändert", missing: "Nicht da", changed: "Andere Datei", changedHint: "Eine Datei dieses Namens hat einen anderen Digest. Erproben Sie diese Kopie einzeln, um näher hinzusehen." },
    passphrase: { title: "Die Passphrase der Dateien", lead: (n) => `Sie wird an ${n === 1 ? "einer Kopie" : `${n} Kopien`} versucht. Nach denen mit einer anderen wird danach gefragt.` },
    run: { title: (at, all) => `Kopie ${at} von ${all} wird erprobt` },
    states: { passed: "Stellt wieder her", unchanged: "Unverändert", failed: "Keine Sicherung mehr", "other-passphrase": "Andere Passphrase", stopped: "Nicht erprobt", refused: "Nicht erprobt" },
    done: (n, all) => (n === all ? (all === 1 ? "Die Kopie hat ihre Probe bestanden" : `Alle ${all} Kopien haben ihre Probe bestanden`) : `${n} von ${all} ${plural(all, "Kopie", "Kopien")} ${plural(n, "hat", "haben")} die Probe bestanden`), doneLead: "Jedes Ergebnis steht im Register und im Protokoll.", another: "Andere Passphrase…", nothing: "Keine Kopie ist da, die man erproben könnte.",
  },
  retire: {
    verb: "Außer Gebrauch…", title: "Eine Kopie außer Gebrauch nehmen", lead: "Vermerkt, dass die Kopie vernichtet wurde. Die Datei selbst wird nicht angerührt, und der Vermerk bleibt.",
    left: (n) => (n === 0 ? "Keine bewiesene Kopie dieses Schlüssels bleibt" : n === 1 ? "Eine bewiesene Kopie dieses Schlüssels bleibt" : `${n} bewiesene Kopien dieses Schlüssels bleiben`), leftHint: "Das Register fragt weiter nach einem Beweis von jeder.", publicHint: "Ein öffentlicher Schlüssel ist kein Geheimnis: Mit dieser Datei geht nichts verloren.",
    last: "Das ist die letzte bewiesene Kopie dieses Schlüssels", lastHint: "Fällt dieser Rechner aus, bevor Sie eine andere machen, ist alles verloren, was an den Schlüssel verschlüsselt ist.",
    reason: "Wie und warum sie vernichtet wurde", reasonHint: "Steht dann im Protokoll.", type: (name) => `Zum Bestätigen ${name} eintippen`, wrongName: "So heißt die Datei nicht.",
    run: "Außer Gebrauch nehmen", done: "Die Kopie ist außer Gebrauch", doneLead: (name) => `${name} zählt nicht mehr als Sicherung.`, fresh: "Neue Kopie machen…", copy: "Kopie", noted: "Grund", remaining: "Bewiesene Kopien übrig",
  },
};

export const audit: Widened<typeof englishAudit> = {
  title: "Protokoll", lead: "Als Hashkette: Ein geänderter oder entfernter Eintrag fällt auf.", columns: { seq: "Nr.", at: "Wann", who: "Wer", action: "Was", subject: "Woran", phase: "Phase" },
  filter: "Einträge filtern", filterPlaceholder: "Filter: Vorgang, Gegenstand, Person", verify: "Prüfen", verifying: "Wird geprüft…", verified: (n) => (n === 1 ? "Der eine Eintrag hält." : `Alle ${n} Einträge hängen zusammen.`), head: "Kopf", headHint: "Vergleichen Sie ihn mit dem auf Ihren Belegen.",
  phases: { intent: "Absicht", settled: "Erledigt", event: "Ereignis" }, total: (n, told) => `${told} ${plural(n, "Eintrag", "Einträge")}`, none: "Kein Eintrag passt zum Filter.", older: "Ältere Einträge zeigen",
  since: "Seit", sinces: { all: "Alle Einträge", day: "Letzte 24 Stunden", week: "Letzte 7 Tage", month: "Letzte 30 Tage", year: "Letzte 12 Monate" },
  exporting: {
    verb: "Exportieren…", title: "Protokoll exportieren", lead: "Die Datei führt bis zum Kopf des Protokolls. Bewahren Sie sie auf einem anderen Rechner auf: An ihr fällt auf, wenn das Protokoll später gekürzt wird.",
    form: "Form", jsonl: "Signiert, als JSON-Zeilen", jsonlHint: "Kann jeder prüfen, ohne Tresor und ohne Passphrase.", csv: "Tabelle, als CSV", csvHint: "Für eine Tabellenkalkulation. Sie trägt keine Signatur und lässt sich nicht prüfen.",
    part: (what) => `Nur Einträge ${what}`, partHint: "Auch die, in deren Einzelheiten der Text steht. Ohne Haken wird das ganze Protokoll exportiert.", text: (filter) => `mit „${filter}“`, since: (when) => `seit ${when}`,
    run: "Exportieren", done: "Das Protokoll ist exportiert", doneLead: "Vom Datenträger zurückgelesen: bestanden.", entries: "Einträge", range: (first, last) => `${first} bis ${last}`, signedBy: "Signiert von", nobody: "Niemand: CSV lässt sich nicht prüfen", unnoted: "Der Tresor ist nur zum Lesen offen: Sein Protokoll vermerkt diesen Export nicht.",
  },
  checking: {
    verb: "Datei prüfen…", title: "Ein exportiertes Protokoll prüfen", lead: "Jeder Eintrag, die Kette dazwischen und die Signatur. Das Protokoll jedes Tresors lässt sich prüfen, auch ohne ihn.",
    none: "Keine Datei gewählt", choose: "Datei wählen…", other: "Andere Datei…", head: "Kopf von einem Beleg", headHint: "Freiwillig: Nummer und Hash, etwa 1300 · 9f86d081884c7d65.", badHead: "Eine Nummer und mindestens 16 Ziffern des Hashs.", run: "Prüfen",
    good: (n, told) => (n === 1 ? "Der eine Eintrag hält" : `Alle ${told} Einträge halten`), ofVault: (organization) => `Das Protokoll von ${organization}`, broken: "Dieses Protokoll hält nicht",
    chained: { whole: "Die Kette vom ersten Eintrag bis zum Kopf, und die Signatur", range: "Die Kette innerhalb des Bereichs, und die Signatur", selection: "Jeder Eintrag für sich, und die Signatur" }, chain: "Geprüft",
    organization: "Organisation", vault: "Tresor", exported: "Exportiert", by: (who) => `von ${who}`, entries: "Einträge", signedBy: "Signiert von", signedByHint: "Vergleichen Sie das mit dem Fingerabdruck, der beim Anlegen des Tresors notiert wurde.", since: "Seit", filter: "Filter",
    standing: "Offener Tresor", here: "Sein Protokoll führt zu dieser Datei", elsewhere: "Die Datei ist von einem anderen Tresor",
    noted: "Beleg", notedStates: { same: "Der Eintrag steht so in der Datei, wie der Beleg sagt", different: "Der Eintrag steht mit einem anderen Hash in der Datei: Beleg und Datei sind von verschiedenen Protokollen", absent: "Der Eintrag steht nicht in dieser Datei" },
    again: "Weitere prüfen",
  },
  comparing: { verb: "Vergleichen…", run: "Vergleichen", title: "Mit einem Beleg vergleichen", lead: "Führt dieses Protokoll zu dem Kopf, den ein Beleg zeigt? Wenn nicht, wurde der Tresor zurückgesetzt.", same: (n) => `Das Protokoll führt zum Beleg und weiter bis Eintrag ${n}`, sameHint: "Seither wurde nichts herausgenommen." },
};

export const health: Widened<typeof englishHealth> = {
  title: "Zustand", lead: "Jede Prüfung mit ihrer Schwelle, die schlimmste zuerst.", states: { ok: "Nichts ist verkehrt", note: "Nichts ist dringend", warning: "Etwas wird schiefgehen", bad: "Etwas kann heute verloren gehen" },
  columns: { state: "Stand", check: "Prüfung", threshold: "Schwelle", subject: "Betrifft", action: "Was zu tun ist" }, rows: { ok: "Bestanden", note: "Hinweis", warning: "Warnung", bad: "Heute handeln", failed: "Nicht bestanden" },
  days: (n) => (n === 0 ? "am Tag" : `${n} ${plural(n, "Tag", "Tage")}`), table: "Prüfungen", passed: (n) => `${n} ${plural(n, "Prüfung", "Prüfungen")} bestanden`, found: (n) => `${n} ${plural(n, "Befund", "Befunde")}`, all: "Alle Prüfungen",
  checks: {
    "no-organization-key": "Organisationsschlüssel vorhanden", "never-backed-up": "Organisationsschlüssel gesichert", "proof-old": "Kopien des Organisationsschlüssels kürzlich bewiesen", "key-ending": "Organisationsschlüssel endet nicht bald", "key-expired": "Organisationsschlüssel gilt", "key-revoked": "Organisationsschlüssel nicht widerrufen", "copy-stale": "Kopien zeigen die Daten von heute", "legacy-key": "Selbstsignaturen heutiger Art", "single-copy": "Mehr als eine bewiesene Kopie",
    "adk-ending": "Weiterer Entschlüsselungsschlüssel endet nicht bald", "adk-expired": "Weiterer Entschlüsselungsschlüssel gilt", "ca-never-backed-up": "Organizational CA gesichert", "ca-proof-old": "Sicherung der CA kürzlich bewiesen", "ca-copy-stale": "Sicherung der CA ist von nach der Erneuerung", "ca-ending": "Organizational CA endet nicht bald", "ca-expired": "Organizational CA gilt", "ca-awaiting-certificate": "CA hat ihr Zertifikat", "ca-revocations-unknown": "Widerrufe der CA bekannt",
    "revocations-unpublished": "Widerrufe herausgegeben", "crl-ending": "Keine Sperrliste bald fällig", "crl-expired": "Sperrliste gilt", "org-cert-ending": "Organisationszertifikat endet nicht bald", "org-cert-expired": "Organisationszertifikat gilt", "org-cert-email-of-user": "Adresse des Organisationszertifikats ist seine eigene", "org-cert-never-backed-up": "Organisationszertifikat gesichert",
  },
  vault: "Der Tresor selbst", items: { settings: "Einstellungen der Datenbank", "key-slots": "Schlüsselfächer", identity: "Identität", "file-modes": "Niemand sonst kann die Dateien lesen", "open-intents": "Kein Vorgang offen geblieben" }, finding: "Befund",
  calendar: { verb: "Kalender speichern…", title: "Einen Kalender dessen speichern, was endet", lead: "Ein Termin für jedes Ende und jeden fälligen Beweis, mit einer Erinnerung davor. Er nennt Schlüssel und Tage, nichts Geheimes.", run: "Speichern", done: "Der Kalender ist gespeichert", doneLead: "Öffnen Sie ihn in Ihrem Kalenderprogramm. Ein späterer verschiebt dieselben Termine.", events: "Termine", upcoming: "Im Kalender", nothing: "Noch hat nichts ein Ende. Der Kalender wäre leer.", moment: (ahead) => `erinnert ${ahead} vorher` },
  dates: { "key-ends": "Organisationsschlüssel endet", "key-proof-due": "Neuer Beweis einer Kopie fällig", "adk-ends": "Weiterer Entschlüsselungsschlüssel endet", "ca-ends": "Organizational CA endet", "ca-proof-due": "Neuer Beweis der Sicherung der CA fällig", "org-cert-ends": "Organisationszertifikat endet", "crl-due": "Sperrliste ist fällig" },
};

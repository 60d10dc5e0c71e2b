import type { adk as englishAdk, userCertificates as english } from "./en-user-certificates";
import type { Widened } from "./widened";

/** German words of users' certificates and of the Additional Decryption Key. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const userCertificates: Widened<typeof english> = {
  tab: "Zertifikate", empty: "Noch kein Zertifikat", emptyHint: "Der nächste Wartungslauf stellt eines aus, wenn es ein Organisationszertifikat gibt.", noneLive: "Es gibt kein gültiges Zertifikat.", noIssuer: "Es gibt kein Organisationszertifikat, das ausstellen könnte.", until: "bis",
  issue: "Ausstellen…", bundle: "Für Mailprogramm exportieren…", revoke: "Widerrufen…", issueAll: "Jetzt ausstellen…",
  issuing: {
    title: "Zertifikate ausstellen", one: (name) => `Ein Zertifikat für ${name} ausstellen?`, many: (told) => `Zertifikate für ${told} Benutzer ausstellen?`, manyLead: "Jedes steht neben einem gültigen, das gültig bleibt.", all: "Allen eines ausstellen, die keines haben?", oneLead: "Es steht neben einem gültigen, das gültig bleibt.", allLead: "Der nächste Wartungslauf täte dasselbe.", verb: "Ausstellen",
    done: (n, told) => `${told} ${plural(n, "Zertifikat", "Zertifikate")} ausgestellt`, doneLead: "Mailprogramme bekommen sie mit den Schlüsseln der Benutzer.", refused: (_, told) => `${told} Benutzer bekamen keines`,
  },
  revoking: {
    title: "Zertifikate widerrufen", heading: (name) => `Die Zertifikate von ${name} widerrufen?`, lead: "Jedes gültige dieses Benutzers. Das lässt sich nicht zurücknehmen.", many: (told) => `Die Zertifikate von ${told} Benutzern widerrufen?`, manyLead: "Jedes gültige jedes einzelnen. Das lässt sich nicht zurücknehmen.", concerns: (n, told, all) => `${told} der ${all} Benutzer ${plural(n, "hat", "haben")} ein gültiges Zertifikat`, concernsHint: "Ist die Liste herausgegeben, weist jeder, der in sie sieht, ihre Signaturen zurück und verschlüsselt nicht mehr an sie.", bare: "Bis zum nächsten Wartungslauf haben sie keines.", type: (told) => `Zur Bestätigung ${told} eingeben`, running: "Es geschieht in einem Schritt und lässt sich nicht anhalten.", partly: "Die Zertifikate sind widerrufen; nicht alle neuen wurden ausgestellt", partlyHint: "Geben Sie die Liste trotzdem heraus. Stellen Sie die neuen aus, sobald behoben ist, was unten steht.", refused: (_, told) => `${told} Benutzer hatten kein gültiges`, reissue: "Sofort ein neues ausstellen", reissueHint: "Mit neuem Schlüssel, wenn der Grund ein kompromittierter Schlüssel ist.", verb: "Widerrufen",
    done: (n, told) => `${told} ${plural(n, "Zertifikat", "Zertifikate")} widerrufen`, doneLead: "Außerhalb weiß noch niemand davon.", publish: "Sperrliste herausgeben…", steps: ["Geben Sie die Sperrliste heraus.", "Legen Sie sie dorthin, wohin die Adressen in den Zertifikaten zeigen."], reissued: (n, told) => (n === 1 ? "Ein neues Zertifikat wurde ausgestellt." : `${told} neue Zertifikate wurden ausgestellt.`),
  },
  bundling: {
    title: "Für Mailprogramm exportieren", heading: (name) => `Das Bündel von ${name}`, lead: "Für das Mailprogramm des Benutzers: Zertifikat, Kette und privater Schlüssel in einer PKCS#12-Datei. Bewahren Sie das Kennwort getrennt auf.", done: "Das Bündel lässt sich nachweislich öffnen", doneLead: "Die Datei enthält den privaten Schlüssel des Benutzers.",
    steps: ["Geben Sie dem Benutzer die Datei, und das Kennwort auf einem anderen Weg.", "Löschen Sie die Datei, sobald das Mailprogramm sie hat."],
  },
};

export const adk: Widened<typeof englishAdk> = {
  none: "Keiner angefügt",
  lead: "Jede Nachricht wird auch für ihn verschlüsselt", starts: "Sobald er angefügt ist, nennt ihn jeder Benutzerschlüssel, den der Server erzeugt oder erneuert.",
  set: "Anfügen…", replace: "Ersetzen…", remove: "Entfernen…", since: "In Gebrauch seit", coverage: "Benutzerschlüssel", without: "Nennen keinen", former: "Nicht mehr in Gebrauch", users: (_, told) => `${told} Benutzer`,
  waiting: (n, told) => (n === 0 ? "Kein Schlüssel des Servers nennt einen früheren." : `${told} ${plural(n, "Benutzerschlüssel nennt", "Benutzerschlüssel nennen")} einen früheren`), waitingHint: "Der nächste Wartungslauf ändert sie. Schlüssel, die nur ein Client hält, ändert ihr Client.", doneLead: "Jeder Benutzerschlüssel, den der Server von nun an erzeugt oder erneuert, nennt ihn.",
  setting: { title: "Zusätzlichen Entschlüsselungsschlüssel anfügen", lead: "Ein öffentlicher Schlüssel. Wer seinen privaten Schlüssel hat, kann von da an alle Post an Benutzer lesen; sagen Sie es ihnen.", choose: "Datei wählen…", verb: "Anfügen", done: "Der zusätzliche Entschlüsselungsschlüssel ist angefügt", replaces: (name) => `${name} wird ersetzt`, replacesHint: "Was für ihn verschlüsselt wurde, bleibt mit ihm lesbar." },
  removing: { title: "Zusätzlichen Entschlüsselungsschlüssel entfernen", heading: (name) => `${name} entfernen?`, lead: "Neue Nachrichten werden nicht mehr für ihn verschlüsselt.", consequence: "Der nächste Wartungslauf nimmt ihn aus den Benutzerschlüsseln. Ältere Post bleibt mit ihm lesbar.", type: (id) => `Tippen Sie ${id} zur Bestätigung`, verb: "Entfernen", done: "Der zusätzliche Entschlüsselungsschlüssel wurde entfernt." },
};

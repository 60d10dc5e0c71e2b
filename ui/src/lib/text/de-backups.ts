import type { Widened } from "./widened";
import type { serverBackups as english } from "./en-backups";

/** German words of the server backups. */

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const serverBackups: Widened<typeof english> = {
  title: "Serversicherungen", lead: "Der ganze Tresor in einer Datei, für den Organisationsschlüssel verschlüsselt und von ihm signiert.", table: "Serversicherungen",
  columns: { made: "Erstellt", file: "Datei", place: "Ort", key: "Öffnet sich mit", proven: "Zuletzt bewiesen" },
  generation: (n: number) => `Organisationsschlüssel, Generation ${n}`, notThere: "Nicht an ihrem Ort", notThereHint: "Der Datenträger ist nicht eingesteckt, oder die Datei wurde verschoben. Eine Probe findet sie anderswo.", notOpened: "Anderswo kann sie niemand öffnen",
  emptyTitle: "Noch keine Serversicherung", emptyLead: "Eine Serversicherung bringt den ganzen Tresor auf einem leeren Rechner zurück.", emptySteps: ["Schlüsselpaar des Organisationsschlüssels exportieren und mit seiner Passphrase verwahren", "Jetzt sichern, auf einen Datenträger, der diesen Rechner verlässt", "Beides an verschiedenen Orten verwahren"],
  noKey: "Es gibt noch keinen Organisationsschlüssel, für den verschlüsselt werden kann.",
  copies: (n: number) => `${n} bewiesene ${plural(n, "Kopie", "Kopien")} seines Schlüsselpaars`, copiesHint: "Mit der Schlüsselpaar-Datei, ihrer Passphrase und dieser Sicherung kommt der Tresor auf jedem Rechner zurück.",
  noCopies: "Von seinem Schlüsselpaar gibt es keine bewiesene Kopie", noCopiesHint: "Geht dieser Rechner verloren, öffnet niemand diese Sicherung. Exportieren Sie zuerst das Schlüsselpaar.", exportKeypair: "Schlüsselpaar exportieren…", drill: "Erproben…", preset: "Schutz", madeBy: "Erstellt von",
  backUp: {
    verb: "Jetzt sichern…", title: "Tresor sichern", lead: "Die Datei wird vom Datenträger zurückgelesen und geöffnet, bevor sie als Sicherung zählt.", run: "Sichern", preset: "Wer soll sie öffnen können?",
    modern: "Programme ab 2024", modernHint: "OrgKey Console und sq. AES-256 mit Authentisierung.", compatible: "Auch GnuPG und PGP Desktop", compatibleHint: "AES-256 mit dem älteren Integritätsschutz; die Schlüssel der Benutzer liegen als eigene Dateien darin.",
    done: "Die Sicherung ist bewiesen", doneLead: "Vom Datenträger zurückgelesen, geöffnet und mit dem verglichen, was hineinkam.", contents: (users: string, keys: number, cas: number) => `${users}, ${keys} Organisations${plural(keys, "schlüssel", "schlüssel")}, ${cas} ${plural(cas, "CA", "CAs")}`, users: (n: string) => `${n} Benutzer`,
    opensWith: "Öffnet sich mit", read: "Vom Datenträger gelesen", passed: "bestanden", holds: "Enthält",
  },
  verify: {
    verb: "Datei prüfen…", title: "Serversicherung prüfen", lead: "Sie wird mit den Organisationsschlüsseln dieses Tresors bis zum letzten Byte geöffnet. Nichts wird gespeichert.", none: "Keine Sicherung gewählt", choose: "Wählen…", other: "Andere…", run: "Prüfen",
    done: "Sie lässt sich öffnen und ist vollständig", doneLead: (when: string) => `Vom Organisationsschlüssel signiert am ${when}.`, organization: "Organisation", made: "Erstellt", users: "Benutzer", keys: "Organisationsschlüssel", cas: "CAs", administrators: "Administratoren damals", list: (name: string, number: number) => `${name}, letzte Liste ${number}`,
  },
};

import type { Widened } from "./widened";
import type { maintenance as english } from "./en-maintenance";

/** German words of Keys ▸ Maintenance, and of renewing and replacing the Organization Key. */
const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const maintenance: Widened<typeof english> = {
  title: "Wartung", preview: "Vorschau…", runNow: "Jetzt ausführen",
  next: "Nächster Lauf", due: "Jetzt", never: "Nicht geplant", about: "Ein Lauf erneuert, was bald endet, und signiert die Schlüssel der Benutzer neu. Er beginnt alle 12 Stunden von selbst, solange die Konsole offen ist.",
  running: "Ein Lauf arbeitet", runningHint: "Sie können diese Seite verlassen; der Lauf geht weiter.", stopHint: "Was getan ist, bleibt; den Rest macht der nächste Lauf.",
  failed: "Der Lauf fand nicht statt",
  runs: "Letzte Läufe", columns: { at: "Wann", outcome: "Ergebnis", certified: "Signiert", renewed: "Erneuert", issued: "Ausgestellt", refused: "Abgelehnt" },
  outcomes: { running: "Läuft", done: "Fertig", stopped: "Angehalten", failed: "Gescheitert", interrupted: "Unterbrochen" },
  outcomeHints: { stopped: "Jemand hat ihn angehalten. Was getan ist, bleibt; den Rest macht der nächste Lauf.", failed: "Er endete vorzeitig. Was getan ist, bleibt; warum, steht im Audit-Log.", interrupted: "Das Programm endete mittendrin. Was getan ist, bleibt; den Rest macht der nächste Lauf." },
  by: (who) => `von ${who}`, run: (n) => `Lauf ${n}`,
  empty: "Noch kein Lauf", emptyHint: "Der erste Lauf signiert jeden Benutzer, dessen Signatur bald endet. Sein Bericht steht dann hier.",
  report: {
    key: "Organisationsschlüssel", keyUntil: "erneuert bis", keySame: "Nichts zu erneuern", adks: "Anderer Entschlüsselungsschlüssel", issued: "Zertifikate ausgestellt", wouldIssue: "Auszustellende Zertifikate", renewed: "Schlüssel erneuert", certified: "Schlüssel signiert", leftOut: "Weggelassen", leftOutHint: (months) => `SKM-Benutzer, von denen ${months} Monate niemand gehört hat.`, refused: "Abgelehnt", wouldRenew: "Zu erneuern", wouldCertify: "Zu signieren",
    leaving: (n, told) => `${told} Benutzer ${plural(n, "wird", "werden")} bald weggelassen`, leavingHint: "Niemand hat von ihnen gehört. Vermerken Sie unter Verwaltete Schlüssel einen Kontakt, dann bleiben sie.", last: "letzter Kontakt", from: "weggelassen ab", more: (told) => `und ${told} weitere`,
    refusals: "Warum sie abgelehnt wurden", alarms: "Alarme",
  },
  settings: {
    title: "Regeln", lead: "Erneuern vor dem Ende", leadHint: "Wie lange vor seinem Ende ein Schlüssel ein neues bekommt. Gilt für den Organisationsschlüssel und für Benutzerschlüssel, die hier liegen.", days: (n) => `${n} ${plural(n, "Tag", "Tage")}`, leads: { 1: "1 Tag, wie dokumentiert", 31: "31 Tage, wie seit Version 3.4.2" },
    life: "Benutzer signieren für", lifeHint: "Eine Signatur wird am Tag vor ihrem Ende erneuert.", usual: (told) => `${told}, wie üblich`, silence: (months) => `Ein SKM-Benutzer, von dem ${months} Monate niemand hört, wird nicht neu signiert.`, saved: "Gespeichert.",
  },
  previewing: {
    title: "Was geschehen wird", lead: "Gezählt im Tresor von heute. Nichts wird geändert.", when: "Bis wann", whens: { now: "Wenn er jetzt liefe", week: "In einer Woche", month: "In einem Monat", on: "An einem Tag" }, date: "Tag (JJJJ-MM-TT)", bad: "Ein Tag ab heute, als JJJJ-MM-TT.", at: (when) => `Ein Lauf am ${when}`,
  },
  announced: (n, told) => `Der Wartungslauf ist fertig. ${told} Benutzer ${plural(n, "wurde", "wurden")} signiert.`,
  renewing: {
    verb: "Erneuern…", title: "Organisationsschlüssel erneuern", lead: "Derselbe Schlüssel bekommt ein späteres Ende. Sein Fingerabdruck bleibt, und alles, was er signiert hat, auch.",
    ends: "Endet heute am", was: "Früheres Ende", wouldEnd: "Würde enden am", nowEnds: "Neues Ende", renews: "Erneuert sich am", copies: "Die Kopien im Register stellen weiter wieder her. Sie zeigen das frühere Ende, bis Sie erneut exportieren.",
    run: "Erneuern", done: "Der Organisationsschlüssel ist erneuert", doneLead: "Geben Sie seinen öffentlichen Schlüssel erneut denen, die eine Kopie davon haben.", failed: "Der Schlüssel wurde nicht erneuert", exportPublic: "Exportieren…", neverEnds: "Er endet nie, es gibt nichts zu erneuern.",
  },
  replacing: {
    verb: "Ersetzen…", title: "Organisationsschlüssel ersetzen", steps: { impact: "Was sich ändert", settings: "Neuer Schlüssel", confirm: "Bestätigen", run: "Ersetzen" },
    impact: {
      title: "Was ändert das Ersetzen?", lead: "Ersetzen Sie einen Schlüssel nur, wenn Sie wissen, dass ihn jemand anders hat. Einer, der nur endet, wird erneuert.", users: (n) => plural(n, "Benutzer ist nicht mehr verifiziert, bis der neue Schlüssel seinen signiert hat.", "Benutzer sind nicht mehr verifiziert, bis der neue Schlüssel ihre signiert hat."), noUsers: "Kein Benutzer hängt an diesem Schlüssel.",
      copies: "Sicherungen jeder Generation", generation: "Generation", proven: "Bewiesene Kopien", last: "Zuletzt bewiesen", copiesHint: "Was an eine Generation verschlüsselt wurde, ist nur mit ihr lesbar. Bewahren Sie ihre Kopien auf.", backUp: (n) => `Generation ${n} sichern…`,
      kept: "Der alte Schlüssel bleibt als frühere Generation im Tresor: Er entschlüsselt und prüft, und signiert nichts Neues.",
    },
    settings: { title: "Einstellungen des neuen Schlüssels", lead: "Später lassen sie sich nicht ändern, nur sein Ende." },
    confirm: { title: "Den Organisationsschlüssel ersetzen?", lead: "Partner brauchen den neuen öffentlichen Schlüssel.", old: "Schlüssel von heute", fresh: "Neuer Schlüssel", users: "Nicht mehr verifiziert", reason: "Grund", reasonHint: "Er kommt ins Audit-Log.", sign: "Alle Benutzer sofort mit dem neuen Schlüssel signieren", signHint: (n, told) => (n === 0 ? "Es gibt keine." : `Ein Wartungslauf folgt und signiert ${told}.`), type: (name) => `Zur Bestätigung ${name} eingeben`, verb: "Schlüssel ersetzen", wrongName: "Das ist nicht der Name der Organisation." },
    run: { title: "Der Schlüssel wird ersetzt", lead: "Erzeugen und Speichern geschehen in einem Schritt oder gar nicht." }, failed: "Der Schlüssel wurde nicht ersetzt",
    receipt: { title: "Der Organisationsschlüssel ist ersetzt", lead: "Der neue Schlüssel hat noch keine Sicherung.", cross: "Vom alten signiert", crossYes: "Ja: Wer dem alten vertraut, findet zum neuen", crossNo: "Nein: Der alte konnte nicht mehr signieren", users: "Benutzer signiert", still: "Noch nicht verifiziert", stillHint: "der nächste Wartungslauf signiert sie", runFailed: "Die Benutzer wurden nicht signiert", backUp: "Neuen Schlüssel sichern…", steps: ["Sichern Sie jetzt den neuen Schlüssel.", "Geben Sie Partnern seinen öffentlichen Schlüssel, und den Fingerabdruck auf einem anderen Weg.", "Bewahren Sie die Kopien des alten auf: Alte Sicherungen brauchen sie."] },
  },
};

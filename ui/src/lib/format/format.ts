import type { Language } from "../../bindings";

const locales: Record<Language, string> = { en: "en-GB", de: "de-DE" };
const day = 86_400_000;

/** `12 May 2026`, in UTC as everything that OpenPGP dates. */
export function date(at: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeZone: "UTC" }).format(new Date(at));
}

/** `12 May 2026, 09:14 UTC`. */
export function dateTime(at: string, language: Language): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const;
  return `${new Intl.DateTimeFormat(locales[language], style).format(new Date(at))} UTC`;
}

/** `Saturday, 22 November 2026, 14:05 UTC`. */
export function dateTimeLong(at: string, language: Language): string {
  const style = { dateStyle: "full", timeZone: "UTC" } as const;
  const time = { timeStyle: "short", timeZone: "UTC" } as const;
  const moment = new Date(at);
  const locale = locales[language];
  return `${new Intl.DateTimeFormat(locale, style).format(moment)}, ${new Intl.DateTimeFormat(locale, time).format(moment)} UTC`;
}

/** Days from one moment to another; negative is in the past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((new Date(to).getTime() - new Date(from).getTime()) / day);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * day], ["month", 30 * day], ["day", day], ["hour", 3_600_000], ["minute", 60_000],
];

/** `12 days ago`, `in 2 years`; up to 90 days are told in days, because that is what the rules are written in. */
export function relative(at: string, now: string, language: Language): string {
  const gap = new Date(at).getTime() - new Date(now).getTime();
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  if (Math.abs(gap) >= day && Math.abs(gap) <= 90 * day) return format.format(Math.round(gap / day), "day");
  const [unit, length] = steps.find(([, size]) => Math.abs(gap) >= size) ?? ["second", 1000];
  return unit === "second" ? format.format(0, "second") : format.format(Math.trunc(gap / length), unit);
}

/** `12,406`. */
export function count(number: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(number);
}

/** `1,204 bytes` up to 10,000, then `12.1 kB`. */
export function size(bytes: number, language: Language, word: string): string {
  if (bytes < 10_000) return `${count(bytes, language)} ${word}`;
  const format = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 });
  return bytes < 10_000_000 ? `${format.format(bytes / 1000)} kB` : `${format.format(bytes / 1_000_000)} MB`;
}

/** Foreign text without what makes it look like other text: control characters and marks that turn its direction. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, "\ufffd");
}

/** A distinguished name as people read it: `CN=Tree CA, O=Example`. An escaped comma belongs to its value. */
export function distinguished(name: string): string {
  return plain(name).replace(/\\.|, ?/g, (part) => (part.startsWith(",") ? ", " : part));
}

/** Groups of four digits, for reading aloud. */
export function groups(digits: string): string[] {
  return digits.match(/.{1,4}/g) ?? [];
}

/** The last 16 digits of a version 4 fingerprint, the first 16 of a version 6 one. */
export function keyId(fingerprint: string): string {
  return fingerprint.length === 64 ? fingerprint.slice(0, 16) : fingerprint.slice(-16);
}

/** What somebody read from a sheet, against the fingerprint: spaces, colons and case do not matter. */
export function sameFingerprint(fingerprint: string, typed: string): "empty" | "partial" | "same" | "different" {
  const digits = typed.replace(/^0x/i, "").replace(/[\s:.-]/g, "").toUpperCase();
  if (digits === "") return "empty";
  if (digits === fingerprint) return "same";
  return fingerprint.startsWith(digits) ? "partial" : "different";
}

/** `2026-05-01` as the beginning of that day in UTC; nothing typed is none; a day to come, or none of the calendar, is bad. */
export function instant(typed: string, now: Date): string | undefined | "bad" {
  const day = typed.trim();
  if (day === "") return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return "bad";
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day || moment > now) return "bad";
  return `${day}T00:00:00Z`;
}

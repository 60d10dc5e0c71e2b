import type { MaintenancePlanView, MaintenanceRunView, RunOutcome } from "../../bindings";

/** How loud the end of a run is: who stopped it knows it. */
export const toneOfOutcome: Record<RunOutcome, "good" | "warn" | "bad" | "off" | "note"> = { running: "note", done: "good", stopped: "off", failed: "bad", interrupted: "warn" };

/** What a report shows: of a run that was, or of one that is counted ahead. */
export type Reported = MaintenancePlanView & Partial<Pick<MaintenanceRunView, "refused" | "refusedUsers">>;

/** The moment up to which a preview counts; `undefined` where the day is none from today on. */
export function asOf(when: "now" | "week" | "month" | "on", typed: string, now: Date): string | null | undefined {
  const after = (days: number) => `${new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
  if (when === "now") return null;
  if (when !== "on") return after(when === "week" ? 7 : 30);
  const day = typed.trim();
  // The whole of that day counts, so that today is never in the past.
  const end = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T23:59:59Z` : Number.NaN);
  if (Number.isNaN(end.getTime()) || end.toISOString().slice(0, 10) !== day || end < now) return undefined;
  return `${day}T23:59:59Z`;
}

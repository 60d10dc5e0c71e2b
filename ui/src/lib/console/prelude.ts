/** What a wizard continues: the title and the steps of the assistant before it, and the step of the assistant whose parts its own steps are. */
export interface Prelude {
  title: string;
  steps: readonly string[];
  within?: string;
}

interface Listed { id: string; title: string; off?: string | undefined }

/** The steps of a wizard as the list shows them, and how many stand before its own. */
export function continued<Own extends Listed>(prelude: Prelude | undefined, own: readonly Own[]): { steps: (Listed & { part?: boolean })[]; before: number } {
  const before: Listed[] = (prelude?.steps ?? []).map((title, index) => ({ id: `before-${index}`, title }));
  const whole = prelude?.within;
  if (whole !== undefined) before.push({ id: "within", title: whole });
  return { steps: [...before, ...own.map((step) => (whole === undefined ? step : { ...step, part: true }))], before: before.length };
}

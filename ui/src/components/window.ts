/** Which rows of a long list are drawn: those in sight and some above and below, so that scrolling shows no gap. */
export function windowOf({ top, room, height, count }: { top: number; room: number; height: number; count: number }): { first: number; end: number } {
  const spare = 12;
  const first = Math.max(0, Math.min(count, Math.floor(top / height) - spare));
  const end = Math.min(count, Math.ceil((top + room) / height) + spare);
  return { first, end: Math.max(first, end) };
}

import type { UserRowView } from "../../bindings";

let rows = $state.raw<readonly UserRowView[]>([]);

/** Whom the page shows beside the list: who was clicked, or was added just now, or several who were chosen. Gone with the page. */
export const picked = {
  get rows(): readonly UserRowView[] { return rows; },
  /** The only one. */
  get row(): UserRowView | undefined { return rows.length === 1 ? rows[0] : undefined; },
  use(user: UserRowView | undefined): void { rows = user ? [user] : []; },
  /** In or out; the others stay. */
  toggle(user: UserRowView): void {
    const others = rows.filter((one) => one.email !== user.email);
    rows = others.length < rows.length ? others : [...rows, user];
  },
  /** These, and nobody else. */
  choose(users: readonly UserRowView[]): void { rows = users; },
};

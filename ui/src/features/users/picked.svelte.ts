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
  /** How those of them stand now that the list has told of again. */
  renew(users: readonly UserRowView[]): void {
    const fresh = new Map(users.map((user) => [user.email, user]));
    if (rows.some((one) => fresh.has(one.email) && fresh.get(one.email) !== one)) rows = rows.map((one) => fresh.get(one.email) ?? one);
  },
};

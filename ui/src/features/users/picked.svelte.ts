import type { UserRowView } from "../../bindings";

let row = $state.raw<UserRowView>();

/** Whom the page shows beside the list: who was clicked, or was added just now. Gone with the page. */
export const picked = {
  get row(): UserRowView | undefined { return row; },
  use(user: UserRowView | undefined): void { row = user; },
};

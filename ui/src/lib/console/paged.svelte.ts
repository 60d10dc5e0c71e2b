import type { FailureView } from "../../bindings";
import { asFailure } from "../failure/failure";

/** Asks for the chunk after a mark; none asks for the first. */
type Fetch<Row> = (after: string | null) => Promise<{ rows: Row[]; total: number; next: string | null }>;

/** A long list that the program hands over in chunks, in its own order; a mark leads from one to the next. */
export class Paged<Row> {
  rows = $state.raw<readonly Row[]>([]);
  /** Rows of the whole list, whatever the filter says. */
  total = $state(0);
  failure = $state.raw<FailureView | undefined>(undefined);
  /** Answered at least once. */
  known = $state(false);
  fetching = $state(false);
  #next = $state.raw<string | null>(null);
  #turn = 0;
  #fetch: Fetch<Row> | undefined;

  /** More rows follow. */
  get more(): boolean {
    return this.#next !== null;
  }

  /** Another question: the old rows stay until the first chunk of the new ones is here, so that nothing jumps. */
  async from(fetch: Fetch<Row>): Promise<void> {
    this.#fetch = fetch;
    await this.#read(null);
  }

  /** The next chunk; an answer to an older question is dropped. */
  async continue(): Promise<void> {
    if (this.fetching || this.#next === null) return;
    await this.#read(this.#next);
  }

  async #read(after: string | null): Promise<void> {
    const [turn, fetch] = [++this.#turn, this.#fetch];
    if (!fetch) return;
    this.fetching = true;
    try {
      const page = await fetch(after);
      if (turn !== this.#turn) return;
      this.rows = after === null ? page.rows : [...this.rows, ...page.rows];
      [this.total, this.#next, this.failure, this.known] = [page.total, page.next, undefined, true];
    } catch (error) {
      if (turn !== this.#turn) return;
      // Without a mark nothing asks again and again for what has just failed.
      [this.failure, this.#next] = [asFailure(error), null];
    } finally {
      if (turn === this.#turn) this.fetching = false;
    }
  }
}

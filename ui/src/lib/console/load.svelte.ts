import type { FailureView } from "../../bindings";
import { asFailure } from "../failure/failure";

/** A value that is fetched: keeps the old value while the new one is on its way, so that nothing jumps. */
export class Loaded<T> {
  value = $state.raw<T | undefined>(undefined);
  failure = $state.raw<FailureView | undefined>(undefined);
  #turn = 0;

  /** Fetches; an answer that a later call has overtaken is dropped. */
  async from(fetch: () => Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    try {
      const value = await fetch();
      if (turn !== this.#turn) return;
      this.value = value;
      this.failure = undefined;
    } catch (error) {
      if (turn === this.#turn) this.failure = asFailure(error);
    }
  }
}

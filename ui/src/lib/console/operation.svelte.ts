import type { FailureView, ProgressView } from "../../bindings";
import type { Backend, Watch } from "../backend/port";
import { asFailure } from "../failure/failure";

/** A long operation of the program: its stages as they begin, its end, and the way to stop it. */
export class Operation<T> {
  seen = $state.raw<readonly ProgressView[]>([]);
  running = $state(false);
  stopping = $state(false);
  failure = $state.raw<FailureView | undefined>(undefined);
  receipt = $state.raw<T | undefined>(undefined);
  readonly #backend: Backend;
  #id = "";

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Runs it; true when it ended with a receipt. A failure stays readable, a stopped operation leaves none. */
  async run(start: (operation: string, progress: Watch<ProgressView>) => Promise<T>): Promise<boolean> {
    this.#begin();
    try {
      this.receipt = await start(this.#id, (told) => this.#hear(told));
      return true;
    } catch (error) {
      this.failure = asFailure(error);
      return false;
    } finally {
      this.running = false;
      this.stopping = false;
    }
  }

  /** Asks the program to stop; it answers through the operation's own end. */
  stop(): void {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    void this.#backend.cancelOperation(this.#id).catch(() => (this.stopping = false));
  }

  /** A stage begins, or counts on: then it takes the place of what it told before. */
  #hear(told: ProgressView): void {
    const before = this.seen.at(-1)?.stage === told.stage ? this.seen.slice(0, -1) : this.seen;
    this.seen = [...before, told];
  }

  #begin(): void {
    this.#id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.seen = [];
    this.failure = undefined;
    this.receipt = undefined;
    this.running = true;
  }
}

import type { FailureView } from "../../bindings";
import { asFailure, isCancelled } from "../failure/failure";

/** Where a wizard stands: its step, the failure that is told there, and whether the program is being asked. */
export class Flow<Step extends string> {
  step = $state() as Step;
  failure = $state.raw<FailureView | undefined>(undefined);
  busy = $state(false);
  readonly order: readonly Step[];

  constructor(order: readonly [Step, ...Step[]]) {
    this.order = order;
    this.step = order[0];
  }

  get at(): number {
    return this.order.indexOf(this.step);
  }

  /** To another step; what was told at the old one is over. */
  go(step: Step): void {
    this.failure = undefined;
    this.step = step;
  }

  back(): void {
    const before = this.order[this.at - 1];
    if (before && !this.busy) this.go(before);
  }

  /** Asks the program; a failure is told at the step, a dismissed dialog is none. True when it was answered. */
  async attempt(act: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      if (!isCancelled(error)) this.failure = asFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

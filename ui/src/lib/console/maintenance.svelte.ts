import type { FailureView, MaintenanceReceiptView, MaintenanceRunView, MaintenanceStatusView } from "../../bindings";
import type { Backend } from "../backend/port";
import { Loaded } from "./load.svelte";
import { Operation } from "./operation.svelte";

const minute = 60_000;
const hour = 60 * minute;

/** The maintenance run of this window: asked for each minute, at work whichever page is shown. */
export class Maintenance {
  readonly status = new Loaded<MaintenanceStatusView>();
  readonly operation: Operation<MaintenanceReceiptView>;
  readonly #backend: Backend;
  readonly #ended: (run: MaintenanceRunView | undefined) => void;
  #quietUntil = 0;

  constructor(backend: Backend, ended: (run: MaintenanceRunView | undefined) => void) {
    this.#backend = backend;
    this.#ended = ended;
    this.operation = new Operation(backend);
  }

  get failure(): FailureView | undefined {
    return this.operation.failure;
  }

  /** Begins to ask; the answer stops it. `free` says whether a run may begin now. */
  watch(free: () => boolean): () => void {
    this.#quietUntil = 0;
    this.operation.failure = undefined;
    const ask = () => void this.#ask(free);
    ask();
    const timer = setInterval(ask, minute);
    return () => clearInterval(timer);
  }

  async look(): Promise<void> {
    await this.status.from(() => this.#backend.maintenanceStatus());
  }

  async run(): Promise<void> {
    if (this.operation.running) return;
    await this.operation.run((id, progress) => this.#backend.runMaintenance({ limit: null }, id, progress));
    const run = this.operation.receipt?.run;
    // One that failed or was stopped would be due again within the minute: somebody wanted it to end.
    if (run?.outcome !== "done") this.#quietUntil = Date.now() + hour;
    await this.look();
    this.#ended(run);
  }

  async #ask(free: () => boolean): Promise<void> {
    await this.look();
    const due = !this.status.failure && this.status.value?.due;
    if (due && free() && Date.now() >= this.#quietUntil) await this.run();
  }
}

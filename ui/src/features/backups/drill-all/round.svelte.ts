import type { BackupView, FailureView, GrantView } from "../../../bindings";
import type { Backend } from "../../../lib/backend/port";
import { Operation } from "../../../lib/console/operation.svelte";
import { asFailure } from "../../../lib/failure/failure";
import type { DrillReceiptView } from "../../../bindings";
import { countsAgainst } from "../stages";

/** How a copy stood when it was looked for, and how its drill went. */
export type Standing = "ready" | "missing" | "changed";
export type Outcome = "passed" | "failed" | "other-passphrase" | "stopped" | "refused";
export interface Row { id: string; copy: BackupView; standing: Standing; failure?: FailureView | undefined; outcome?: Outcome }

/** Several copies, one after the other: one that fails does not keep the others from their drill. */
export class Round {
  folder = $state.raw<GrantView>();
  rows = $state.raw<readonly Row[]>([]);
  /** Position of the copy that is read now, among those of this turn. */
  at = $state(0);
  all = $state(0);
  running = $state(false);
  readonly operation: Operation<DrillReceiptView>;
  readonly #backend: Backend;
  #stopped = false;

  constructor(backend: Backend) {
    this.#backend = backend;
    this.operation = new Operation(backend);
  }

  get ready(): readonly Row[] {
    return this.rows.filter((row) => row.standing === "ready");
  }

  /** Those that still wait for their drill, or for another passphrase. */
  get waiting(): readonly Row[] {
    return this.ready.filter((row) => row.outcome === undefined || row.outcome === "other-passphrase");
  }

  get passed(): number {
    return this.rows.filter((row) => row.outcome === "passed").length;
  }

  /** Looks for each copy that was not retired; nothing is noted. */
  async look(): Promise<void> {
    const copies = (await this.#backend.backupRegister()).filter((copy) => !copy.retired);
    const rows: Row[] = [];
    for (const copy of copies) rows.push(await this.#standing(copy));
    this.rows = rows;
  }

  async drill(passphrase: string): Promise<void> {
    const turn = this.waiting;
    [this.running, this.#stopped, this.at, this.all] = [true, false, 0, turn.length];
    for (const row of turn) {
      this.at += 1;
      const outcome = this.#stopped ? "stopped" : await this.#one(row, passphrase);
      const failure = this.operation.failure;
      this.rows = this.rows.map((one) => (one.id === row.id ? { ...one, outcome, failure: outcome === "passed" || outcome === "stopped" ? undefined : failure } : one));
    }
    this.running = false;
  }

  stop(): void {
    this.#stopped = true;
    this.operation.stop();
  }

  async #one({ copy }: Row, passphrase: string): Promise<Outcome> {
    const request = { copy: copy.id, file: null, folder: this.folder?.grant ?? null, passphrase: copy.kind === "public" ? null : passphrase };
    if (await this.operation.run((id, progress) => this.#backend.drillCopy(request, id, progress))) return "passed";
    const code = this.operation.failure?.code;
    if (code === "cancelled") return "stopped";
    return code === "wrong-passphrase" ? "other-passphrase" : countsAgainst(code) ? "failed" : "refused";
  }

  async #standing(copy: BackupView): Promise<Row> {
    try {
      await this.#backend.planDrill({ copy: copy.id, file: null, folder: this.folder?.grant ?? null, passphrase: null });
      return { id: copy.id, copy, standing: "ready" };
    } catch (error) {
      const failure = asFailure(error);
      // The vault was locked meanwhile, or the ticket is gone: no word about a copy.
      if (failure.code === "vault-locked" || failure.code === "grant-unknown") throw error;
      return { id: copy.id, copy, standing: failure.code === "copy-changed" ? "changed" : "missing", failure };
    }
  }
}

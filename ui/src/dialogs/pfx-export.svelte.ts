import type { FailureView, ProgressView, Stage } from "../bindings";
import type { Backend, Watch } from "../lib/backend/port";
import { Flow } from "../lib/console/flow.svelte";
import { Operation } from "../lib/console/operation.svelte";
import type { PfxDraft } from "./pfx-draft.svelte";
import { curedByPlace } from "../components/target.svelte";

/** The steps of every such export end so; before them may stand what is exported. */
type Step<First extends string> = First | "file" | "summary" | "run";

/** What the program is asked for. */
interface Ask<Plan, Receipt> {
  plan: () => Promise<Plan>;
  run: (operation: string, progress: Watch<ProgressView>) => Promise<Receipt>;
  /** Something was written, or may have been. */
  changed: () => void;
}

/** Failures that the file's step can cure: its words stand there beside the field. */
const curedByFile: readonly string[] = ["wrong-passphrase", "passphrase-weak", "password-not-alphanumeric", "grant-unknown", "file-exists"];
const keypairStages: Stage[] = ["protecting", "writing", "reading-back", "opening", "verifying", "registering"];
const plainStages: Stage[] = ["writing", "reading-back", "comparing"];

/** The way of a wizard that writes one PKCS#12 file, or a certificate alone: plan, run, and back from each failure. */
export class PfxExport<First extends string, Plan, Receipt> {
  readonly flow: Flow<Step<First>>;
  readonly operation: Operation<Receipt>;
  plan = $state.raw<Plan>();
  readonly #draft: PfxDraft;
  readonly #ask: Ask<Plan, Receipt>;

  constructor(backend: Backend, draft: PfxDraft, ask: Ask<Plan, Receipt>, first?: First) {
    this.flow = new Flow<Step<First>>(first === undefined ? ["file", "summary", "run"] : [first, "file", "summary", "run"]);
    this.operation = new Operation<Receipt>(backend);
    this.#draft = draft;
    this.#ask = ask;
  }

  get stages(): Stage[] {
    return this.#draft.secret ? keypairStages : plainStages;
  }

  /** Why the run ended without a file; at an earlier step it is told there. */
  get failure(): FailureView | undefined {
    return this.flow.step === "run" ? this.operation.failure : undefined;
  }

  /** From the step that it stands at to the next. */
  async forward(): Promise<void> {
    if (this.flow.step === "file") await this.#summarise();
    else if (this.flow.step === "summary") await this.#run();
    else this.flow.go("file");
  }

  back(): void {
    if (this.flow.busy) return;
    if (this.flow.step === "run" && curedByPlace.includes(this.operation.failure?.code ?? "")) this.#draft.target.aim(undefined);
    // The fields come back empty, and so must what was typed in them.
    this.#draft.forget();
    this.flow.go(this.flow.step === "file" ? this.flow.order[0]! : "file");
  }

  /** A second copy elsewhere. */
  another(): void {
    this.#draft.target.aim(undefined);
    this.operation.receipt = undefined;
    this.flow.go("file");
  }

  async #summarise(): Promise<void> {
    const planned = await this.flow.attempt(async () => { this.plan = await this.#ask.plan(); });
    if (planned) this.flow.go("summary");
    else if (this.flow.failure?.code === "grant-unknown") this.#draft.target.aim(undefined);
  }

  async #run(): Promise<void> {
    this.flow.go("run");
    const proven = await this.operation.run((id, progress) => this.#ask.run(id, progress));
    if (proven) this.#draft.forget();
    else this.#sendBack(this.operation.failure);
    this.#ask.changed();
  }

  #sendBack(why: FailureView | undefined): void {
    if (!why) return;
    if (why.code === "cancelled") return this.flow.go("summary");
    if (!curedByFile.includes(why.code)) return;
    this.#draft.forget();
    if (curedByPlace.includes(why.code)) this.#draft.target.aim(undefined);
    this.flow.go("file");
    this.flow.failure = why;
  }
}

import type { GrantView, MaintenanceRunView, OpenView, PreferencesView, SessionEvent, SessionView } from "../bindings";
import type { Backend } from "../lib/backend/port";
import type { Console, Place, Verb } from "../lib/console/console.svelte";
import { Maintenance } from "../lib/console/maintenance.svelte";
import { count } from "../lib/format/format";
import { text } from "../lib/text/text.svelte";

/** The state of the window: session, place, what is open over the page. Renders nothing. */
export class WindowState implements Console {
  readonly backend: Backend;
  readonly maintenance: Maintenance;
  session = $state.raw<SessionView>();
  place = $state<Place>("home");
  revision = $state(0);
  verb = $state.raw<Verb>();
  dropped = $state.raw<GrantView>();
  secondsLeft = $state<number>();
  spoken = $state("");
  /** The Setup Assistant stays until it has ended itself, although a vault is open by then. */
  inSetup = $state(false);
  #lastTouch = 0;

  constructor(backend: Backend) {
    this.backend = backend;
    this.maintenance = new Maintenance(backend, (run) => this.#maintained(run));
  }

  get vault(): OpenView {
    if (this.session?.state !== "open") throw new Error("no vault is open");
    return this.session;
  }

  async begin(): Promise<void> {
    this.take(await this.backend.sessionState());
    await this.backend.watchSession((event) => this.#hear(event));
  }

  /** A new session: leaving an open vault closes everything that showed something of it. */
  take(session: SessionView): void {
    if (session.state === "empty") this.inSetup = true;
    if (session.state === "locked") this.#forget();
    this.session = session;
    this.secondsLeft = undefined;
    this.show(session.state === "empty" ? session : session.preferences);
  }

  show({ language, theme }: PreferencesView): void {
    text.use(language);
    const root = document.documentElement;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
  }

  go(place: Place): void {
    this.place = place;
  }

  start(verb: Verb): void {
    if (verb.verb === "generate") this.inSetup = true;
    else this.verb = verb;
  }

  changed(): void {
    this.revision += 1;
  }

  say(words: string): void {
    this.spoken = "";
    requestAnimationFrame(() => (this.spoken = words));
  }

  async lock(): Promise<void> {
    this.take(await this.backend.lock());
  }

  /** Input is there: tells the program at most every ten seconds. */
  touched(): void {
    if (this.session?.state !== "open" || Date.now() - this.#lastTouch < 10_000) return;
    this.#lastTouch = Date.now();
    this.secondsLeft = undefined;
    void this.backend.touch().catch(() => undefined);
  }

  #hear(event: SessionEvent): void {
    if (event.event === "changed") this.take(event.data);
    else if (event.event === "dropped") this.dropped = event.data;
    else this.#warn(event.data.seconds);
  }

  #warn(seconds: number): void {
    this.secondsLeft = seconds;
    // The next input must reach the program although the last one was just told.
    this.#lastTouch = 0;
  }

  #maintained(run: MaintenanceRunView | undefined): void {
    if (this.session?.state !== "open") return;
    if (run?.outcome === "done") this.say(text.t.maintenance.announced(run.usersCertified, count(run.usersCertified, text.language)));
    this.changed();
  }

  #forget(): void {
    this.inSetup = false;
    this.verb = undefined;
    this.dropped = undefined;
    this.place = "home";
  }
}

import type { FailureView } from "../../bindings";
import { text } from "./text.svelte";

/** What to do, in the window's words where the program names its command line. */
export function adviceOf(failure: FailureView): string {
  return text.t.failure.advice[failure.code] ?? failure.advice;
}

/** Fact and advice in one line: why something is off, or a complaint below a field. */
export function sentences(failure: FailureView): string {
  return `${failure.fact} ${adviceOf(failure)}`;
}

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it, vi } from "vitest";

import Chips from "../../src/components/Chips.svelte";
import Fingerprint from "../../src/components/Fingerprint.svelte";
import NewPassphrase from "../../src/components/NewPassphrase.svelte";
import Progress from "../../src/components/Progress.svelte";
import Steps from "../../src/components/Steps.svelte";
import Wizard from "../../src/components/Wizard.svelte";

vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
const question = createRawSnippet(() => ({ render: () => "<p>question</p>" }));
const measure = async ({ length }: string) => ({ bits: length * 4, level: Math.min(5, length / 4), accepted: length >= 12, floorCharacters: 12, floorBits: 48 });

describe("the wizard", () => {
  const steps = [{ id: "a", title: "First" }, { id: "b", title: "Second", off: "not needed" }];
  const props = { title: "Export", steps, at: 0, heading: "Which?", frame: "window" as const, children: question };

  it("goes on by Enter and leaves by Escape, but not while something runs", async () => {
    const onnext = vi.fn();
    const oncancel = vi.fn();
    const { rerender } = render(Wizard, { ...props, onnext, oncancel, next: {} });
    await fireEvent.submit(screen.getByRole("form", { name: "Which?" }));
    await fireEvent.keyDown(window, { key: "Escape" });
    expect([onnext.mock.calls.length, oncancel.mock.calls.length]).toEqual([1, 1]);
    await rerender({ running: true });
    await fireEvent.submit(screen.getByRole("form", { name: "Which?" }));
    await fireEvent.keyDown(window, { key: "Escape" });
    expect([onnext.mock.calls.length, oncancel.mock.calls.length]).toEqual([1, 1]);
    expect(screen.queryByRole("button", { name: "Next" })).toBeNull();
  });

  it("does not go on while the step is not ready", async () => {
    const onnext = vi.fn();
    render(Wizard, { ...props, onnext, next: { disabled: true, reason: "type something" } });
    await fireEvent.submit(screen.getByRole("form", { name: "Which?" }));
    await fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(onnext).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: "Next" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("button", { name: "Next" }).title).toBe("type something");
  });

  it("lists a step that will not happen, with the reason", () => {
    render(Wizard, { ...props, next: {} });
    expect(screen.getByRole("list", { name: "Steps" }).textContent).toContain("Second: not needed");
  });
});

describe("the list of steps", () => {
  const steps = [{ id: "a", title: "Start" }, { id: "b", title: "Backup" }, { id: "b1", title: "What", part: true }, { id: "b2", title: "Where", part: true }, { id: "c", title: "End" }];
  const dots = (at: number, ended = false) => {
    const { container } = render(Steps, { title: "Assistant", steps, at, ended });
    return [...container.querySelectorAll("li")].map((item) => `${item.querySelector(".dot")?.textContent || (item.classList.contains("done") ? "✓" : "·")}${item.getAttribute("aria-current") ? "!" : ""}`);
  };
  const cases: [string, number, boolean, string[]][] = [
    ["numbers steps and not their parts", 0, false, ["1!", "2", "·", "·", "3"]],
    ["keeps a step open while one of its parts is done", 3, false, ["✓", "2", "✓", "·!", "3"]],
    ["closes a step behind its last part", 4, false, ["✓", "✓", "✓", "✓", "3!"]],
    ["has all behind it at the end", 4, true, ["✓", "✓", "✓", "✓", "✓"]],
  ];
  for (const [name, at, ended, wanted] of cases) it(name, () => expect(dots(at, ended)).toEqual(wanted));
});

describe("a new passphrase", () => {
  it("is ready only when both entries are the same and the policy accepts them", async () => {
    const { container } = render(NewPassphrase, { value: "", ready: false, measure });
    const [first, second] = container.querySelectorAll("input");
    if (!first || !second) throw new Error("two fields");
    await fireEvent.input(first, { target: { value: "short" } });
    await fireEvent.input(second, { target: { value: "short" } });
    await waitFor(() => expect(container.textContent).toContain("Below the policy of 48 bits."));
    await fireEvent.input(first, { target: { value: "long enough now" } });
    await waitFor(() => expect(container.textContent).toContain("Not the same yet"));
    await fireEvent.input(second, { target: { value: "long enough now" } });
    await waitFor(() => expect(container.textContent).toContain("Same"));
  });

  it("is hidden until it is shown, in both fields at once", async () => {
    const { container } = render(NewPassphrase, { value: "typed", ready: false, measure });
    const types = () => [...container.querySelectorAll("input")].map((input) => input.type);
    expect(types()).toEqual(["password", "password"]);
    await fireEvent.click(screen.getByRole("button", { name: "Show: Passphrase" }));
    expect(types()).toEqual(["text", "text"]);
  });
});

describe("chips", () => {
  it("take a value by Enter and leave an empty Enter to the wizard", async () => {
    const onadd = vi.fn();
    const { container } = render(Chips, { label: "Domains", typed: "", values: ["a.test"], onadd, onremove: vi.fn() });
    const input = container.querySelector("input") as HTMLInputElement;
    expect(await fireEvent.keyDown(input, { key: "Enter" })).toBe(true);
    await fireEvent.input(input, { target: { value: "b.test" } });
    expect(await fireEvent.keyDown(input, { key: "Enter" })).toBe(false);
    expect(onadd).toHaveBeenCalledOnce();
  });

  it("give one back by Backspace in an empty field", async () => {
    const onremove = vi.fn();
    const { container } = render(Chips, { label: "Domains", typed: "", values: ["a.test", "b.test"], onadd: vi.fn(), onremove });
    await fireEvent.keyDown(container.querySelector("input") as HTMLInputElement, { key: "Backspace" });
    expect(onremove).toHaveBeenCalledWith("b.test");
  });
});

describe("progress", () => {
  it("tells which stage runs, which are done and which come", () => {
    render(Progress, { expected: ["writing", "reading-back", "comparing"], seen: [{ stage: "writing", stages: 3, position: 1, done: null, total: null }, { stage: "reading-back", stages: 3, position: 2, done: null, total: null }] });
    expect(screen.getAllByRole("listitem").map((item) => item.textContent?.trim())).toEqual([
      "Writing the file: done", "Reading it back from the medium: now", "Comparing the fingerprints of all keys: not yet",
    ]);
    expect(screen.getByRole("progressbar", { name: "Reading it back from the medium" }).getAttribute("aria-valuenow")).toBe("50");
  });
});

describe("a fingerprint", () => {
  it("says in words whether it is the one on the sheet", async () => {
    render(Fingerprint, { value: "7E0F42B9D1C855A06E3B90FA1C77E04D2A9683F5", tools: true });
    await fireEvent.click(screen.getByRole("button", { name: "Compare…" }));
    const input = screen.getByLabelText("Type or paste the fingerprint from your sheet");
    const cases: [string, string][] = [["7e0f 42b9", "Right so far"], ["0000", "Not the same fingerprint"], ["7e0f42b9d1c855a06e3b90fa1c77e04d2a9683f5", "Same fingerprint"]];
    for (const [typed, words] of cases) {
      await fireEvent.input(input, { target: { value: typed } });
      expect(screen.getByText(words)).toBeTruthy();
    }
  });
});

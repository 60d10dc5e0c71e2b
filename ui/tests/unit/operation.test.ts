import { describe, expect, it, vi } from "vitest";

import type { FailureView, ProgressView } from "../../src/bindings";
import { fake } from "../../src/lib/backend/fake";
import { Loaded } from "../../src/lib/console/load.svelte";
import { Operation } from "../../src/lib/console/operation.svelte";
import { asFailure, isCancelled, toneOf } from "../../src/lib/failure/failure";

const backend = (query: string) => fake(new URLSearchParams(query));
const failure = (code: FailureView["code"]): FailureView => ({ code, subject: null, fact: "fact", advice: "advice" });

describe("a long operation", () => {
  it("shows each stage as it begins and ends with its receipt", async () => {
    const operation = new Operation<string>(backend("fake=open"));
    const ended = operation.run(async (id, progress) => {
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      progress({ stage: "writing", stages: 2, position: 1, done: null, total: null });
      expect(operation.running).toBe(true);
      progress({ stage: "comparing", stages: 2, position: 2, done: null, total: null });
      return "receipt";
    });
    expect(await ended).toBe(true);
    expect(operation.seen.map((one: ProgressView) => one.stage)).toEqual(["writing", "comparing"]);
    expect([operation.running, operation.receipt, operation.failure]).toEqual([false, "receipt", undefined]);
  });

  it("is stopped by the program, not by the page", async () => {
    const program = backend("fake=open&pace=5");
    const operation = new Operation(program);
    const request = { key: "key-2", part: "public", preset: "modern", passphrase: null, administratorPassphrase: null, target: "t", overwrite: false } as const;
    const ended = operation.run((id, progress) => program.exportKey(request, id, progress));
    operation.stop();
    expect(operation.stopping).toBe(true);
    expect(await ended).toBe(false);
    expect(isCancelled(operation.failure)).toBe(true);
    expect([operation.running, operation.stopping]).toEqual([false, false]);
  });

  it("forgets the last failure when it starts again", async () => {
    const operation = new Operation<number>(backend("fake=open"));
    await operation.run(() => Promise.reject(failure("not-proven")));
    expect(operation.failure?.code).toBe("not-proven");
    await operation.run(() => Promise.resolve(1));
    expect(operation.failure).toBeUndefined();
  });
});

describe("a fetched value", () => {
  it("drops an answer that a later call has overtaken", async () => {
    const loaded = new Loaded<string>();
    let late = (_: string) => {};
    const first = loaded.from(() => new Promise((resolve) => (late = resolve)));
    await loaded.from(() => Promise.resolve("second"));
    late("first");
    await first;
    expect(loaded.value).toBe("second");
  });

  it("keeps the old value beside a failure", async () => {
    const loaded = new Loaded<string>();
    await loaded.from(() => Promise.resolve("old"));
    await loaded.from(() => Promise.reject(failure("vault-damaged")));
    expect([loaded.value, loaded.failure?.code]).toEqual(["old", "vault-damaged"]);
  });
});

describe("whatever was thrown", () => {
  it("has one shape, and a fault of the page is not taken for the program's", () => {
    expect(asFailure(failure("disk-full"))).toEqual(failure("disk-full"));
    expect(asFailure(new Error("broken"))).toMatchObject({ code: "internal", subject: "broken" });
    expect(asFailure("text").code).toBe("internal");
    expect(isCancelled(new Error("cancelled"))).toBe(false);
    expect(toneOf({ ...failure("internal"), code: "from-the-future" as never })).toBe("bad");
  });
});

describe("the watch over the session", () => {
  it("hears what the session says on its own", async () => {
    const heard = vi.fn();
    await backend("fake=open").watchSession(heard);
    window.fakeSession?.({ event: "locksSoon", data: { seconds: 30 } });
    expect(heard).toHaveBeenCalledWith({ event: "locksSoon", data: { seconds: 30 } });
  });
});

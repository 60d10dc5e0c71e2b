import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { MaintenanceRunView } from "../../src/bindings";
import { asOf } from "../../src/features/maintenance/outcomes";
import { ReplaceDraft } from "../../src/features/organization-keys/replace/draft.svelte";
import { fake } from "../../src/lib/backend/fake";
import { choices, row } from "../../src/lib/backend/fake-data";
import { Maintenance } from "../../src/lib/console/maintenance.svelte";

describe("the moment of a preview", () => {
  const now = new Date("2026-11-23T09:00:00Z");
  const cases: ["now" | "week" | "month" | "on", string, string | null | undefined][] = [
    ["now", "", null], ["week", "", "2026-11-30T09:00:00Z"], ["month", "", "2026-12-23T09:00:00Z"], ["on", "2026-11-23", "2026-11-23T23:59:59Z"],
    ["on", " 2027-02-28 ", "2027-02-28T23:59:59Z"], ["on", "2026-11-22", undefined], ["on", "2027-02-30", undefined], ["on", "soon", undefined], ["on", "", undefined],
  ];
  for (const [when, typed, wanted] of cases) it(`of ${when} ${typed} is ${wanted}`, () => expect(asOf(when, typed, now)).toBe(wanted));
});

describe("the run that begins by itself", () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });
  const minute = 60_000;

  function watched(query: string, free: () => boolean) {
    const ended: (MaintenanceRunView | undefined)[] = [];
    const program = fake(new URLSearchParams(query));
    const begun = vi.spyOn(program, "runMaintenance");
    const maintenance = new Maintenance(program, (run) => ended.push(run));
    const stop = maintenance.watch(free);
    return { begun, ended, stop, maintenance };
  }

  it("begins when it is due, and once", async () => {
    const { begun, ended, stop } = watched("fake=open&maintenance=due", () => true);
    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(begun).toHaveBeenCalledTimes(1);
    expect(ended.map((run) => run?.outcome)).toEqual(["done"]);
    stop();
  });

  it("waits while a wizard is open, and stops asking when the vault is left", async () => {
    let open = true;
    const { begun, stop } = watched("fake=open&maintenance=due", () => !open);
    await vi.advanceTimersByTimeAsync(3 * minute);
    expect(begun).not.toHaveBeenCalled();
    stop();
    open = false;
    await vi.advanceTimersByTimeAsync(3 * minute);
    expect(begun).not.toHaveBeenCalled();
  });

  it("does not begin where none is due", async () => {
    const { begun, stop } = watched("fake=open", () => true);
    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(begun).not.toHaveBeenCalled();
    stop();
  });

  it("leaves an hour of peace after one that failed", async () => {
    const { begun, maintenance, stop } = watched("fake=open&maintenance=due&fail=clock-behind", () => true);
    await vi.advanceTimersByTimeAsync(50 * minute);
    expect(begun).toHaveBeenCalledTimes(1);
    expect(maintenance.failure?.code).toBe("clock-behind");
    await vi.advanceTimersByTimeAsync(20 * minute);
    expect(begun).toHaveBeenCalledTimes(2);
    stop();
  });
});

describe("the draft of a replacement", () => {
  it("begins with the name and the end of the key in use", () => {
    const draft = new ReplaceDraft(row(true));
    draft.offer(choices);
    expect(draft.request(choices)).toEqual({ key: "key-2", userId: "Example Org <keys@example.test>", algorithm: "curve25519", profile: "v4", expires: "never", reason: "", confirm: "", signUsersNow: true });
    expect(new ReplaceDraft({ ...row(true), expires: "2027-01-01T00:00:00Z" }).expires).toBe("1y");
  });

  it("is confirmed by a reason and the whole name", () => {
    const cases: [string, string, boolean][] = [["stolen", "Example Org", true], ["stolen", " Example Org ", true], [" ", "Example Org", false], ["stolen", "Example", false], ["stolen", "example org", false]];
    for (const [reason, confirm, wanted] of cases) {
      const draft = new ReplaceDraft(row(true));
      Object.assign(draft, { reason, confirm });
      expect(draft.confirmed("Example Org"), `${reason} ${confirm}`).toBe(wanted);
    }
  });
});

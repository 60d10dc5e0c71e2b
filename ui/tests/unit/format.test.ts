import { describe, expect, it } from "vitest";

import { date, dateTime, daysBetween, groups, keyId, plain, relative, sameFingerprint, size } from "../../src/lib/format/format";

const v4 = "7E0F42B9D1C855A06E3B90FA1C77E04D2A9683F5";
const v6 = "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9";

describe("dates", () => {
  it("are told in UTC, whatever the machine's zone", () => {
    expect(date("2026-05-12T23:30:00Z", "en")).toBe("12 May 2026");
    expect(dateTime("2026-05-12T09:14:00Z", "en")).toBe("12 May 2026, 09:14 UTC");
    expect(dateTime("2026-05-12T09:14:00Z", "de")).toBe("12.05.2026, 09:14 UTC");
  });

  it("are told relative in the unit that the rules use", () => {
    const now = "2026-11-22T14:05:00Z";
    const cases: [string, string][] = [
      ["2026-11-22T14:05:20Z", "now"], ["2026-11-22T14:01:00Z", "4 minutes ago"], ["2026-11-22T08:05:00Z", "6 hours ago"], ["2026-11-21T10:05:00Z", "yesterday"],
      ["2026-11-10T14:05:00Z", "12 days ago"], ["2027-01-19T14:05:00Z", "in 58 days"], ["2026-08-24T14:05:00Z", "90 days ago"], ["2026-08-20T14:05:00Z", "3 months ago"], ["2029-03-03T10:00:00Z", "in 2 years"],
    ];
    for (const [at, wanted] of cases) expect(relative(at, now, "en"), at).toBe(wanted);
    expect(relative("2026-11-10T14:05:00Z", now, "de")).toBe("vor 12 Tagen");
    expect(daysBetween(now, "2027-01-19T14:05:00Z")).toBe(58);
  });
});

describe("foreign text", () => {
  it("shows what would hide in it or turn it round", () => {
    const cases: [string, string][] = [
      ["Example Org <keys@example.test>", "Example Org <keys@example.test>"], ["Müller, 鍵 <a@b.test>", "Müller, 鍵 <a@b.test>"],
      ["gnp\u202egro.tset", "gnp\ufffdgro.tset"], ["two\nlines\u0000", "two\ufffdlines\ufffd"], ["zero\u200bwidth", "zero\ufffdwidth"],
    ];
    for (const [foreign, wanted] of cases) expect(plain(foreign)).toBe(wanted);
  });
});

describe("sizes", () => {
  it("are exact while they are small", () => {
    const cases: [number, string][] = [[1, "1 bytes"], [1204, "1,204 bytes"], [12_940, "12.9 kB"], [48_731_904, "48.7 MB"]];
    for (const [bytes, wanted] of cases) expect(size(bytes, "en", "bytes")).toBe(wanted);
  });
});

describe("fingerprints", () => {
  it("are grouped by four and shortened as their version says", () => {
    expect(groups(v4).join(" ")).toBe("7E0F 42B9 D1C8 55A0 6E3B 90FA 1C77 E04D 2A96 83F5");
    expect(keyId(v4)).toBe("1C77E04D2A9683F5");
    expect(keyId(v6)).toBe("CB186C4F0609A697");
  });

  it("are compared with what somebody typed, not with how it was typed", () => {
    const cases: [string, string][] = [
      ["", "empty"], ["  ", "empty"], ["7e0f 42b9", "partial"], ["7E0F:42B9:D1C8:55A0:6E3B:90FA:1C77:E04D:2A96:83F5", "same"], ["0x7e0f42b9d1c855a06e3b90fa1c77e04d2a9683f5", "same"],
      ["7E0F 42B8", "different"], [`${v4}0`, "different"], ["83F5", "different"],
    ];
    for (const [typed, wanted] of cases) expect(sameFingerprint(v4, typed), typed).toBe(wanted);
  });
});

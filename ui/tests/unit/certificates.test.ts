import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet, type Component } from "svelte";
import { describe, expect, it, vi } from "vitest";

import type { CaImportPlanView, IssuePlanView } from "../../src/bindings";
import LongTable from "../../src/components/LongTable.svelte";
import Menu from "../../src/components/Menu.svelte";
import { windowOf } from "../../src/components/window";
import { chosen } from "../../src/features/ca/chosen.svelte";
import { CaDraft, escaped } from "../../src/features/ca/create/draft.svelte";
import { CaExportDraft, vendorCompatible } from "../../src/features/ca/export/draft.svelte";
import { CaImportDraft } from "../../src/features/ca/import/draft.svelte";
import { IssueDraft } from "../../src/features/ca/issue/draft.svelte";
import { serialOnly } from "../../src/features/ca/issued/words";
import { instant } from "../../src/lib/format/instant";
import { digitsOf, issuedBy } from "../../src/features/ca/revoke/subject";
import { Flow } from "../../src/lib/console/flow.svelte";
import { Paged } from "../../src/lib/console/paged.svelte";
import { caRow, certificate, issuedCertificate, issuedRow, oldPfx, publicKey, retiredCa } from "../../src/lib/backend/fake-certificates-data";
import { distinguished } from "../../src/lib/format/format";

vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
const grant = { grant: "t", name: "tree-ca.pfx", place: "USB-1", exists: false };

describe("the draft of a CA's export", () => {
  it("sends the password only with the private key, and the administrator's own only with the last verb", () => {
    const draft = new CaExportDraft("ca-1");
    Object.assign(draft, { passphrase: "file", own: "own" });
    const cases: [("yes" | "no"), boolean, (string | null)[]][] = [["yes", false, ["file", null]], ["yes", true, ["file", "own"]], ["no", true, [null, null]]];
    for (const [privateKey, last, wanted] of cases) {
      draft.privateKey = privateKey;
      const request = draft.request(last);
      expect([request.passphrase, request.administratorPassphrase]).toEqual(wanted);
    }
  });

  it("aims anew when another answer means another file", () => {
    for (const change of [{ privateKey: "no" }, { certificate: "public-key" }, { format: "p7b" }] as const) {
      const draft = new CaExportDraft("ca-1");
      draft.target.aim(grant);
      expect(draft.target.ready).toBe(true);
      draft.change(change);
      expect(draft.target.ready).toBe(false);
    }
  });

  it("takes consent to replace for one file only", () => {
    const { target } = new CaExportDraft("ca-1");
    target.aim({ ...grant, exists: true });
    target.overwrite = true;
    expect(target.ready).toBe(true);
    target.aim({ ...grant, name: "other.pfx", exists: true });
    expect(target.ready).toBe(false);
  });

  it("knows the vendor's rule", () => {
    const cases: [string, boolean][] = [["abc12", false], ["abc123", true], ["abc 123", false], ["äbc123", false], ["abc-123", false], ["A1".repeat(200), true]];
    for (const [password, wanted] of cases) expect(vendorCompatible.test(password), password).toBe(wanted);
  });
});

describe("the draft of a CA's import", () => {
  const outside = (mac: boolean): CaImportPlanView => ({
    files: [{ fileName: "a.pfx", kinds: ["pkcs12"], pkcs12: { ...oldPfx, mac: mac ? oldPfx.mac : null } }], needsPassphrase: true, relation: "sealed", name: null, keyAlgorithm: null, selfSigned: null, publicKey: null, chain: [], existing: null, keeps: null, refusal: null, notes: [], revocations: 0, issued: 0,
  });

  it("tells an empty password from none", () => {
    const draft = new CaImportDraft();
    draft.take([grant], outside(true));
    expect(draft.request(false).passphrase).toBeNull();
    draft.emptyPassword = true;
    expect(draft.request().passphrase).toBe("");
  });

  it("forgets consent, password and names with other files", () => {
    const draft = new CaImportDraft();
    draft.take([grant], outside(false));
    expect(draft.unsealed).toBe(true);
    Object.assign(draft, { acceptMissingMac: true, passphrase: "typed", emptyPassword: true, name: "x", bornWith: "2.20", exportable: false });
    draft.take([grant], outside(true));
    expect(draft.request()).toEqual({ files: ["t"], passphrase: "", name: null, bornWith: null, exportable: true, acceptMissingMac: false });
  });
});

describe("the draft of a new CA", () => {
  it("suggests a subject as RFC 4514 writes it, until another one was typed", () => {
    const draft = new CaDraft();
    draft.name = "Tree, Inc.";
    draft.suggestSubject('Example "Org"');
    expect(draft.subject).toBe('CN=Tree\\, Inc.,O=Example \\"Org\\"');
    draft.subject = "CN=Mine";
    draft.name = "Other";
    draft.suggestSubject("Example Org");
    expect(draft.subject).toBe("CN=Mine");
  });

  it("escapes what would end a value", () => {
    const cases: [string, string][] = [["a+b", "a\\+b"], ["#1", "\\#1"], [" a ", "\\ a\\ "], ["C\\D", "C\\\\D"], ["Müller", "Müller"]];
    for (const [value, wanted] of cases) expect(escaped(value)).toBe(wanted);
  });

  it("makes a key that can never be backed up only when that was understood", () => {
    const draft = new CaDraft();
    draft.exportable = false;
    expect(draft.keyReady).toBe(false);
    draft.understood = true;
    expect(draft.keyReady).toBe(true);
  });
});

describe("the draft of a certificate", () => {
  const plan = { request: { subject: "CN=a", alternativeNames: ["DNS:a.test"], keyAlgorithm: "", keyId: "", signatureHolds: true } } as unknown as IssuePlanView;

  it("understands names as people type them", () => {
    const cases: [string, string[]][] = [["b.test", ["DNS:a.test", "DNS:b.test"]], ["dns:b.test", ["DNS:a.test", "DNS:b.test"]], ["a@b.test", ["DNS:a.test", "email:a@b.test"]], ["192.0.2.7", ["DNS:a.test", "IP:192.0.2.7"]], ["2001:db8::1", ["DNS:a.test", "IP:2001:db8::1"]], ["a.test", ["DNS:a.test"]], [" ", ["DNS:a.test"]]];
    for (const [typed, wanted] of cases) {
      const draft = new IssueDraft("ca-1");
      draft.take("csr", "a.csr", plan);
      draft.name = typed;
      draft.addName();
      expect(draft.names, typed).toEqual(wanted);
    }
  });

  it("says subject and names only where they differ from the request", () => {
    const draft = new IssueDraft("ca-1");
    draft.take("csr", "a.csr", plan);
    expect([draft.request().subject, draft.request().alternativeNames]).toEqual([null, null]);
    draft.subject = "CN=b";
    draft.names = [];
    expect([draft.request().subject, draft.request().alternativeNames]).toEqual(["CN=b", []]);
  });
});

describe("a day that is typed", () => {
  it("is of the calendar and not to come", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    const cases: [string, string | undefined][] = [["", undefined], ["2026-05-01", "2026-05-01T00:00:00Z"], ["2026-02-30", "bad"], ["2028-01-01", "bad"], ["1.5.2026", "bad"], ["2024-02-29", "2024-02-29T00:00:00Z"]];
    for (const [typed, wanted] of cases) expect(instant(typed, now), typed).toBe(wanted);
  });
});

describe("a distinguished name", () => {
  it("is spaced between its parts and nowhere else", () => {
    const cases: [string, string][] = [["CN=Tree CA,O=Example", "CN=Tree CA, O=Example"], ["CN=a\\,b,O=c", "CN=a\\,b, O=c"], ["CN=a, O=b", "CN=a, O=b"], ["CN=a\u202eb", "CN=a\ufffdb"]];
    for (const [name, wanted] of cases) expect(distinguished(name)).toBe(wanted);
  });
});

describe("the CA that is shown", () => {
  it("is the chosen one, else the first that is not retired", () => {
    expect(chosen.of([retiredCa(), caRow()])?.id).toBe("ca-1");
    chosen.use("ca-0");
    expect(chosen.of([retiredCa(), caRow()])?.id).toBe("ca-0");
    expect(chosen.of([caRow()])?.id).toBe("ca-1");
    expect(chosen.of([])).toBeUndefined();
  });
});

describe("the steps of a wizard", () => {
  it("keep a failure at its step, show none for a dismissed dialog, and ask one thing at a time", async () => {
    const flow = new Flow<"a" | "b">(["a", "b"]);
    const say = (code: string) => () => Promise.reject({ code, fact: "", advice: "", subject: null });
    expect(await flow.attempt(say("name-invalid"))).toBe(false);
    expect(flow.failure?.code).toBe("name-invalid");
    expect(await flow.attempt(say("cancelled"))).toBe(false);
    expect(flow.failure).toBeUndefined();
    let finish = () => {};
    const first = flow.attempt(() => new Promise((resolve) => (finish = resolve)));
    expect(await flow.attempt(() => Promise.resolve())).toBe(false);
    finish();
    expect(await first).toBe(true);
    flow.go("b");
    flow.back();
    expect(flow.step).toBe("a");
  });
});

describe("a long list", () => {
  const page = (from: number, next: string | null) => ({ rows: [from, from + 1], total: 1_000_000, next });

  it("is read chunk by chunk until there is no mark", async () => {
    const list = new Paged<number>();
    const fetch = vi.fn(async (after: string | null) => (after === null ? page(1, "m") : page(3, null)));
    await list.from(fetch);
    await list.continue();
    await list.continue();
    expect([list.rows, list.total, list.more]).toEqual([[1, 2, 3, 4], 1_000_000, false]);
    expect(fetch.mock.calls).toEqual([[null], ["m"]]);
  });

  it("drops the answer to a question that was asked before", async () => {
    const list = new Paged<number>();
    let late = (_: ReturnType<typeof page>) => {};
    const first = list.from(() => new Promise((resolve) => (late = resolve)));
    await list.from(async () => page(9, null));
    late(page(1, null));
    await first;
    expect(list.rows).toEqual([9, 10]);
  });

  it("stops asking when an answer failed", async () => {
    const list = new Paged<number>();
    await list.from(async () => page(1, "m"));
    await list.from(() => Promise.reject({ code: "vault-damaged", fact: "", advice: "" }));
    expect([list.failure?.code, list.more]).toEqual(["vault-damaged", false]);
  });

  it("draws the rows in sight and a few beside them", () => {
    const cases: [Parameters<typeof windowOf>[0], [number, number]][] = [
      [{ top: 0, room: 320, height: 32, count: 1_000_000 }, [0, 22]], [{ top: 3_200, room: 320, height: 32, count: 1_000_000 }, [88, 122]],
      [{ top: 31_999_680, room: 320, height: 32, count: 1_000_000 }, [999_978, 1_000_000]], [{ top: 9_000, room: 320, height: 32, count: 3 }, [3, 3]], [{ top: 0, room: 320, height: 32, count: 0 }, [0, 0]],
    ];
    for (const [at, [first, end]] of cases) expect(windowOf(at)).toEqual({ first, end });
  });

  it("has few rows in the document however long it is, and tells how many there are", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ id: String(index) }));
    const cell = createRawSnippet<[{ id: string }, string]>((row) => ({ render: () => `<span>${row().id}</span>` }));
    render(LongTable as unknown as Component<Record<string, unknown>>, { label: "Long", columns: [{ id: "id", title: "Id" }], rows, total: 1_000_000, more: true, cell, onselect: vi.fn() });
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    expect(screen.getByRole("grid", { name: "Long" }).getAttribute("aria-rowcount")).toBe("1000001");
  });
});

describe("the menu", () => {
  it("does not run a verb that is off, and says why", async () => {
    const run = vi.fn();
    render(Menu, { label: "More", items: [{ id: "a", title: "Renew…", off: "Read only", run }, { id: "b", title: "Create…", run }] });
    await fireEvent.click(screen.getByRole("button", { name: "More" }));
    await fireEvent.click(screen.getByRole("menuitem", { name: /Renew/ }));
    expect(run).not.toHaveBeenCalled();
    expect(screen.getByRole("menuitem", { name: /Renew/ }).textContent).toContain("Read only");
    await fireEvent.click(screen.getByRole("menuitem", { name: "Create…" }));
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByRole("menu")).toBeNull();
  });
});

describe("the certificate that is to be revoked", () => {
  it("is found by its number however that was pasted", () => {
    const cases: [string, string | undefined][] = [["7F:3A 01", "7f3a01"], ["0x7f3a", "7f3a"], ["7f", undefined], ["mail", undefined], ["", undefined], ["a".repeat(41), undefined]];
    for (const [typed, wanted] of cases) expect(digitsOf(typed), typed).toBe(wanted);
  });

  it("is the one in its file that the CA has issued, not one above it", () => {
    const issued = issuedCertificate(issuedRow(0));
    expect(issuedBy(caRow(), [publicKey(), certificate(), issued])).toBe(issued);
    expect(issuedBy(caRow(), [])).toBeUndefined();
  });
});

describe("a row of which only the serial number is known", () => {
  const of = { template: null, subject: "", notAfter: "9999-12-31T23:59:59Z" } as const;
  it("is told from one that fits no template, ends never, or has no subject", () => {
    expect(serialOnly(of)).toBe(true);
    for (const known of [{ subject: "CN=code.example.test" }, { notAfter: "2029-03-03T10:00:00Z" }, { template: "server" as const }]) expect(serialOnly({ ...of, ...known })).toBe(false);
  });
});

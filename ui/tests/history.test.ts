import { describe, expect, it } from "vitest";
import { isNarrowed, readFilter, toInput, writeFilter } from "$features/history/filter";
import { byRow, headline, placed, subject, told, valueText } from "$features/history/words";
import { i18n } from "$lib/i18n.svelte";
import type { KnownValue, PastAct, PastChange } from "$lib/ipc/generated";

const NONE: KnownValue = { type: "none" };
const text = (words: string): KnownValue => ({ type: "text", parts: [{ text: words, differs: false }] });

const change = (part: Partial<PastChange>): PastChange => ({
  seq: 1,
  op: "update",
  table: "customer",
  row: "r1",
  label: "Bosch",
  labelZh: "",
  deleted: false,
  customer: null,
  field: "stage",
  before: NONE,
  after: NONE,
  fields: [],
  later: null,
  canRestore: false,
  ...part,
});
const act = (part: Partial<PastAct>): PastAct => ({
  seq: 1,
  act: "a1",
  at: 0,
  actor: "u1",
  actorName: "Lin Yue",
  command: "update_customer",
  kind: "changed",
  count: 1,
  undoes: null,
  undone: null,
  canUndo: true,
  changes: [],
  more: false,
  ...part,
});

describe("headline", () => {
  it("is the field and its two values where only one changed", () => {
    const one = change({ before: { type: "choice", id: "stage-lead" } });
    expect(headline(act({ changes: [one] }))).toEqual({ text: "Stage", change: one });
  });
  it("names the fields of one record", () => {
    const changes = [change({}), change({ seq: 2, field: "region" })];
    expect(headline(act({ changes })).text).toBe("Customer changed: Stage and Region");
    i18n.set("zh-CN");
    expect(headline(act({ changes })).text).toBe("修改客户：阶段和区域");
    i18n.set("en");
  });
  it("counts what a bulk act touched", () => {
    const changes = [change({ op: "delete", field: "" })];
    const bulk = act({ command: "delete_customers", kind: "deleted", count: 3, changes, more: true });
    expect(headline(bulk)).toEqual({ text: "3 customers deleted" });
    expect(subject(bulk)).toBe("");
  });
  it("calls an undo after what it took back", () => {
    const undoes = { act: "a0", command: "delete_customers", count: 3 };
    expect(headline(act({ command: "undo", undoes })).text).toBe("Undone: 3 customers deleted");
    expect(headline(act({ command: "redo", undoes })).text).toBe("Done again: 3 customers deleted");
  });
  it("says something of a command it does not know", () => {
    expect(headline(act({ command: "merge_planets" })).text).toBe("a change");
  });
});

describe("changes", () => {
  it("are grouped by the row they follow each other on", () => {
    const rows = ["a", "a", "b", "a"].map((row, seq) => change({ row, seq }));
    expect(byRow(rows).map((group) => group.map(({ seq }) => seq))).toEqual([[0, 1], [2], [3]]);
  });
  it("of a whole record leave out what its name says and where it stood", () => {
    const fields = [
      { field: "name", value: text("Bosch") },
      { field: "position", value: { type: "number" as const, number: 0 } },
      { field: "region", value: text("Bayern") },
    ];
    expect(told(change({ op: "delete", fields })).map(({ field }) => field)).toEqual(["region"]);
  });
  it("are formatted as everywhere", () => {
    expect(valueText({ type: "money", minor: 500000, currency: "JPY" })).toContain("500,000");
    expect(valueText({ type: "minutes", minutes: 90 })).toBe("1 h 30 m");
    expect(valueText({ type: "choice", id: "stage-lead" })).toBe("Lead");
    expect(valueText(NONE)).toBe("");
  });
});

it("opens each day once", () => {
  const acts = [5, 4, 1].map((at) => act({ at, seq: at }));
  expect(placed(acts, (at) => (at > 3 ? "tue" : "mon")).map(({ day }) => day)).toEqual([
    "tue",
    undefined,
    "mon",
  ]);
});

describe("filter", () => {
  it("comes back from its address", () => {
    const query = new URLSearchParams(
      "kind=deleted&who=u1&customer=c1&period=custom&from=2026-05-01&to=2026-05-14",
    );
    const filter = readFilter(query);
    expect(writeFilter(filter)).toEqual(Object.fromEntries(query));
    expect(toInput(filter)).toEqual({
      kind: "deleted",
      actor: "u1",
      customerId: "c1",
      from: "2026-05-01",
      to: "2026-05-14",
    });
  });
  it("asks for nothing where nothing narrows", () => {
    const filter = readFilter(new URLSearchParams("kind=nonsense&from=2026-05-01"));
    expect(isNarrowed(filter)).toBe(false);
    expect(toInput(filter)).toEqual({});
  });
  it("counts today as one of its days", () => {
    const filter = readFilter(new URLSearchParams("period=7"));
    expect(toInput(filter, "2026-05-14")).toEqual({ from: "2026-05-08" });
  });
});

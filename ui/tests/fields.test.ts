import { beforeEach, describe, expect, it } from "vitest";
import { bySection, nameOf } from "$features/fields/names";
import { customerFields, decimal, shown, textOf, valuesOf } from "$features/fields";
import { valueOf } from "$features/fields/values";
import { allColumns } from "$features/customers/columns.svelte";
import { conditionOf, fieldName, newRow, rowsOf, testsOf } from "$features/customers/views/conditions";
import { readValue, typedValue, waysOf } from "$features/customers/bulk/values";
import { rowsOf as mergeRows, toValues, unitedOf } from "$features/customers/merge/merge";
import { i18n } from "$lib/i18n.svelte";
import { CallError } from "$lib/ipc/call";
import type { CustomField, CustomValue, CustomerRecord, FieldKind, MergePreview } from "$lib/ipc/generated";

const field = (kind: FieldKind, part: Partial<CustomField> = {}): CustomField => ({
  id: kind,
  subject: "customer",
  nameEn: "Service plan",
  nameZh: "服务方案",
  kind,
  section: "",
  required: false,
  inList: false,
  archived: false,
  start: null,
  choices: [
    { id: "g", nameEn: "Gold", nameZh: "金牌", colour: 0 },
    { id: "s", nameEn: "Silver", nameZh: "", colour: 0 },
  ],
  ...part,
});

beforeEach(() => i18n.set("en"));

describe("values of custom fields", () => {
  const values: [FieldKind, CustomValue, string, string][] = [
    ["text", { type: "text", text: "顺丰" }, "顺丰", "顺丰"],
    ["number", { type: "number", number: "-1284.5" }, "-1284.5", "−1,284.5"],
    ["money", { type: "money", minor: -120_050, currency: "CNY" }, "-1200.50", "−¥1,200.50"],
    ["choices", { type: "choices", ids: ["s", "g"] }, "s,g", "Gold, Silver"],
    ["answer", { type: "answer", yes: false }, "no", "No"],
  ];
  it("are typed, read back and shown", () => {
    for (const [kind, value, typed, read] of values) {
      expect(textOf(value)).toBe(typed);
      expect(valueOf(field(kind), typed, "CNY")).toEqual(value);
      expect(shown(field(kind), value)).toBe(read);
    }
    expect(valueOf(field("text"), " ", "CNY")).toBeNull();
    expect(decimal("-0.5")).toBe("−0.5");
  });
  it("name every amount that is none", () => {
    const [one, other] = [field("money", { id: "one" }), field("money", { id: "other" })];
    try {
      valuesOf([one, other, field("text")], { one: "x", other: "1.2.3", text: "ok" }, () => "CNY");
      expect.unreachable("neither is an amount");
    } catch (thrown) {
      expect((thrown as CallError).fields).toEqual({ one: "amount_invalid", other: "amount_invalid" });
    }
  });
  it("are called by the other name where the language has none", () => {
    i18n.set("zh-CN");
    expect([nameOf(field("text")), nameOf(field("text", { nameZh: "" }))]).toEqual([
      "服务方案",
      "Service plan",
    ]);
    expect(shown(field("choices"), { type: "choices", ids: ["s", "g"] })).toBe("金牌、Silver");
  });
});

it("fields stand in the group that came first", () => {
  const of = (id: string, section: string) => ({ id, section });
  const groups = bySection([of("a", "X"), of("b", ""), of("c", "X")]);
  expect(groups.map(({ section, fields }) => [section, fields.map(({ id }) => id)])).toEqual([
    ["X", ["a", "c"]],
    ["", ["b"]],
  ]);
});

describe("custom fields in the list", () => {
  beforeEach(() =>
    customerFields.follow([
      field("choice"),
      field("number", { inList: true }),
      field("date", { archived: true }),
    ]),
  );
  it("are columns where they shall be", () => {
    expect(allColumns().map(({ id }) => id)).toContain("field:number");
    expect(allColumns().map(({ id }) => id)).not.toContain("field:choice");
  });
  it("are compared by their kind, and read back as they were asked for", () => {
    expect(testsOf("held:choice")).toEqual(["any_of", "none_of", "known", "unknown"]);
    expect(fieldName("held:choice")).toBe("Service plan");
    expect(conditionOf(newRow("held:choice"))).toBeUndefined();
    expect(conditionOf({ ...newRow("held:number"), count: "1e5" })).toBeUndefined();
    const row = { ...newRow("held:number"), count: "-2.5" };
    const condition = { type: "held", field: "number", test: { is: "at_least", number: "-2.5" } } as const;
    expect(conditionOf(row)).toEqual(condition);
    const [again] = rowsOf({ join: "all", of: [condition] }).of;
    expect(again).toMatchObject({ field: "held:number", is: "at_least", count: "-2.5" });
  });
});

describe("custom fields where customers are merged", () => {
  const record = (id: string, fields: [string, CustomValue][]) =>
    ({
      customer: {
        id,
        name: id,
        kind: "company",
        stage: "lead",
        createdAt: 0,
        birthday: "",
        rhythmDays: null,
        preferredHours: "",
        note: "",
      },
      fields: fields.map(([fieldId, value]) => ({ fieldId, value })),
      points: [],
      tags: [],
    }) as unknown as CustomerRecord;
  const text = (value: string): CustomValue => ({ type: "text", text: value });
  const known = [field("text"), field("answer"), field("choices"), field("link", { archived: true })];
  const records = [
    record("a", [
      ["text", text("one")],
      ["choices", { type: "choices", ids: ["g"] }],
      ["link", text("x")],
    ]),
    record("b", [
      ["text", text("two")],
      ["answer", { type: "answer", yes: true }],
      ["choices", { type: "choices", ids: ["s"] }],
    ]),
  ];
  it("are chosen in like the others, and several choices are united", () => {
    const preview = { records, keep: "a", differences: [] } as unknown as MergePreview;
    const { differing } = mergeRows(preview, known);
    expect(differing.map((row) => row.field)).toEqual(["name", "held:text", "held:answer"]);
    const { values, fields } = toValues(records, differing, { "held:text": 1 });
    expect(values).toEqual([{ field: "name", from: "a" }]);
    expect(fields, "what is empty takes the first that is there").toEqual([
      { field: "text", from: "b" },
      { field: "answer", from: "b" },
    ]);
    expect(unitedOf(records, known)).toEqual([
      {
        label: "Service plan",
        values: [["Gold"], ["Silver"]],
        united: [
          { text: "Gold", added: false },
          { text: "Silver", added: true },
        ],
      },
    ]);
  });
});

describe("several of something, in many customers at once", () => {
  it("are set, added, taken away or emptied where a field has several", () => {
    customerFields.follow([
      field("choices"),
      field("text"),
      field("choices", { id: "must", required: true }),
    ]);
    expect(waysOf("tags")).toEqual(["set", "add", "take_away", "clear"]);
    expect([waysOf("field:choices").length, waysOf("field:must")]).toEqual([4, ["set", "add"]]);
    expect([waysOf("field:text"), waysOf("stage")]).toEqual([["set", "clear"], ["set"]]);
    expect(typedValue("tags", "take_away", "VIP\nFair", "CNY")).toEqual({
      field: "tags",
      way: "take_away",
      names: ["VIP", "Fair"],
    });
    expect(typedValue("tags", "clear", "VIP", "CNY")).toEqual({ field: "tags", way: "set", names: [] });
    expect(typedValue("field:choices", "add", "g,s", "CNY")).toEqual({
      field: "choices",
      id: "choices",
      way: "add",
      ids: ["g", "s"],
    });
    expect(typedValue("field:choices", "clear", "g", "CNY")).toMatchObject({ field: "custom", value: null });
    expect(readValue({ field: "tags", way: "set", names: ["VIP", "Fair"] }, [])).toBe("VIP, Fair");
  });
});

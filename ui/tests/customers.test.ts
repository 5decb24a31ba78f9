import { describe, expect, it } from "vitest";
import type { CustomerRecord, Facet, PointView, TimelineEntry } from "$lib/ipc/generated";
import {
  NO_CHOICES,
  choosable,
  inStageOrder,
  isNarrowed,
  toFilter,
  toggled,
  without,
} from "$features/customers/filter";
import { shown } from "$features/customers/merge/merge";
import { BLANK, isBlank, readDraft, splitTags, toInput } from "$features/customers/new-customer";
import { withNew, withValue } from "$features/customers/points";
import { blocksOf, kindsOf, placed } from "$features/customers/record/timeline";
import { firstChoice, offers, tidy, withTag } from "$features/customers/tags";
import { moneyText, parseMoney } from "$lib/written";
import { langOf } from "$lib/i18n.svelte";

describe("filter", () => {
  const lead = { value: "lead", label: "" };

  it("takes a value in and out again", () => {
    const once = toggled(NO_CHOICES, "stages", lead);
    expect(once.stages).toEqual([lead]);
    expect(toggled(once, "stages", lead)).toEqual(NO_CHOICES);
  });
  it("offers stages as a customer passes through them, however the core counted", () => {
    const counted = ["lapsed", "customer", "lead"].map((value) => ({ value, label: "", count: 1 }));
    expect(inStageOrder(counted).map((facet) => facet.value)).toEqual(["lead", "customer", "lapsed"]);
  });
  it("leaves out what does not narrow, so that equal filters are equal", () => {
    expect(toFilter("  ", NO_CHOICES)).toEqual({});
    expect(isNarrowed(toFilter(" ", NO_CHOICES))).toBe(false);
    const one = toggled(toggled(NO_CHOICES, "tags", { value: "b", label: "B" }), "tags", {
      value: "a",
      label: "A",
    });
    const other = toggled(toggled(NO_CHOICES, "tags", { value: "a", label: "A" }), "tags", {
      value: "b",
      label: "B",
    });
    expect(toFilter(" 泵 ", one)).toEqual({ text: "泵", tags: ["a", "b"] });
    expect(JSON.stringify(toFilter("", one))).toBe(JSON.stringify(toFilter("", other)));
  });
  it("drops one dimension and keeps the others", () => {
    const both = toggled(toggled(NO_CHOICES, "stages", lead), "owners", { value: "u1", label: "Lin" });
    expect(toFilter("", without(both, "stages"))).toEqual({ owners: ["u1"] });
  });
  it("offers chosen values that count nothing now, so that they can be taken out", () => {
    const facets: Facet[] = [{ value: "a", label: "A", count: 3 }];
    const chosen = [
      { value: "a", label: "A" },
      { value: "z", label: "Z" },
    ];
    expect(choosable(facets, chosen)).toEqual([...facets, { value: "z", label: "Z", count: 0 }]);
  });
});

describe("tags", () => {
  it("takes a tag out whatever its case", () => {
    expect(withTag(["VIP", "DE"], "vip")).toEqual(["DE"]);
    expect(withTag(["DE"], "VIP")).toEqual(["DE", "VIP"]);
  });
  it("offers a new tag only when none is called that", () => {
    expect(offers(["VIP", "DE"], ["DE"], "")).toEqual([
      { name: "DE", on: true, isNew: false },
      { name: "VIP", on: false, isNew: false },
    ]);
    expect(offers(["VIP"], [], "vip")).toEqual([{ name: "VIP", on: false, isNew: false }]);
    expect(offers(["VIP"], [], "VI").map((offer) => offer.name)).toEqual(["VIP", "VI"]);
    expect(offers(["VIP"], [], " #大客户 ").at(-1)).toEqual({ name: "大客户", on: false, isNew: true });
  });
  it("takes what is called exactly so on Enter, else the new tag", () => {
    const list = offers(["VIP plus", "VIP"], [], "vip");
    expect(list[firstChoice(list, "vip")]?.name).toBe("VIP");
    const fresh = offers(["VIP plus"], ["DE"], "VIP");
    expect(fresh[firstChoice(fresh, "VIP")]).toMatchObject({ name: "VIP", isNew: true });
    expect(firstChoice([], "")).toBe(-1);
  });
  it("tidies a typed name", () => expect(tidy("  ＃ key   account ")).toBe("key account"));
});

describe("timeline", () => {
  const change = (at: number, fields = ["stage"]): TimelineEntry =>
    ({ type: "change", at, actor: "Lin", fields }) as TimelineEntry;
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const noon = Date.parse("2026-05-14T12:00:00Z");

  const within = (all: TimelineEntry[], first: number, count: number) =>
    placed((index) => all[index], first, count, dayOf);

  it("heads the first entry of each day only, also where a run begins within a day", () => {
    const all = [change(noon), change(noon - 1000), change(noon - 86_400_000)];
    const days = (first: number, count: number) => within(all, first, count).map((each) => each?.day);
    expect(days(0, 3)).toEqual(["2026-05-14", undefined, "2026-05-13"]);
    expect(days(1, 2)).toEqual([undefined, "2026-05-13"]);
  });
  it("leaves a place for what is not read yet", () => {
    expect(within([change(noon)], 0, 2).map((each) => each !== undefined)).toEqual([true, false]);
  });
  it("gives entries of the same moment different keys", () => {
    const keys = within([change(noon), change(noon), change(noon)], 0, 3).map((each) => each?.key);
    expect(new Set(keys).size).toBe(3);
  });
  it("cuts a list in blocks without losing any", () => {
    expect(blocksOf(60)).toEqual([0, 25, 50]);
    expect(blocksOf(0)).toEqual([]);
  });
  it("asks for everything by naming nothing", () => {
    expect(kindsOf("all")).toBeUndefined();
    expect(kindsOf("visits")).toEqual(["visit", "meeting"]);
  });
});

describe("points", () => {
  const point = (id: string, value: string) => ({ id, kind: "phone", label: "", value }) as PointView;
  const points = [point("a", "1"), point("b", "2")];

  it("changes one value and takes an emptied one out", () => {
    expect(withValue(points, point("b", "2"), " 3 ").map((each) => each.value)).toEqual(["1", "3"]);
    expect(withValue(points, point("a", "1"), "  ").map((each) => each.value)).toEqual(["2"]);
  });
  it("adds nothing for an empty value", () => {
    expect(withNew(points, "email", " ")).toHaveLength(2);
    expect(withNew(points, "email", "a@b.cn").at(-1)).toEqual({ kind: "email", value: "a@b.cn" });
  });
});

describe("written", () => {
  it("names the language of a name only where it is not the page's", () => {
    expect(langOf("苏州启辰", "en")).toBe("zh-CN");
    expect(langOf("苏州启辰", "zh-CN")).toBeUndefined();
    expect(langOf("Kessler GmbH", "zh-CN")).toBe("en");
    expect(langOf("50–199", "zh-CN")).toBeUndefined();
  });
  it("carries money to minor units and back without a float", () => {
    for (const [text, currency, minor] of [
      ["500000", "CNY", 50_000_000],
      ["12.50", "CNY", 1250],
      ["0.29", "USD", 29],
      ["1200", "JPY", 1200],
      ["-0.05", "CNY", -5],
    ] as const) {
      expect(parseMoney(text, currency, "x")).toBe(minor);
      expect(moneyText(minor, currency)).toBe(text);
    }
    expect(parseMoney("￥1,234.5", "CNY", "x")).toBe(123_450);
    expect(parseMoney(" ", "CNY", "x")).toBeNull();
  });
  it("shows an amount as money where customers are merged", () => {
    const customer = { creditLimitMinor: 50_000_000, currency: "CNY" };
    expect(shown("creditLimitMinor", { customer } as CustomerRecord)).toBe("¥500,000.00");
  });
  it("refuses what is not an amount", () => {
    for (const text of ["abc", "1.234", "--5", "1.2.3", "99999999999999999"]) {
      expect(() => parseMoney(text, "CNY", "x"), text).toThrow();
    }
    expect(() => parseMoney("1.5", "JPY", "x")).toThrow();
  });
});

describe("new customer", () => {
  it("counts choices as no loss, but any typing", () => {
    expect(isBlank({ ...BLANK, kind: "person", stage: "customer" })).toBe(true);
    expect(isBlank({ ...BLANK, note: "x" })).toBe(false);
  });
  it("reads what it knows of a kept draft", () => {
    expect(readDraft({ name: "启辰", stage: 3, gone: "x" })).toEqual({ ...BLANK, name: "启辰" });
    expect(readDraft("text")).toBeUndefined();
  });
  it("splits tags at the commas of either script", () => {
    expect(splitTags(" VIP, 改造、重点， ;")).toEqual(["VIP", "改造", "重点"]);
    expect(toInput({ ...BLANK, name: "A", tags: "x" })).toMatchObject({
      kind: "company",
      stage: "lead",
      tags: ["x"],
    });
    expect("ownerId" in toInput({ ...BLANK, name: "A" })).toBe(false);
  });
});

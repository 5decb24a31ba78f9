import { expect, test, vi } from "vitest";
import type { SearchHit } from "$lib/ipc/generated";
import { datesOf, narrowed, readFilter, toSearch, writeFilter } from "$features/search/filter";
import { markText, wordsOf } from "$features/search/marks";
import { fromKept, isSame, toKept } from "$features/search/saved";
import { groupsOf, matchCommands, readPrompt } from "$features/search/palette";
import type { Command } from "$features/search/commands";

const plain = (text: string) => [{ text, hit: false }];
const hit = (kind: SearchHit["kind"], id: string): SearchHit => ({
  kind,
  id,
  customerId: "c1",
  title: plain("Qichen"),
  snippet: plain("…"),
  customerName: "Qichen",
  customerKind: "company",
  people: [],
  channel: null,
  ownerId: null,
  ownerName: "",
  at: null,
  files: 0,
  foundFiles: [],
  similar: false,
  categoryId: null,
});
const command = (id: string, ...names: string[]): Command => ({
  id,
  label: names[0] ?? id,
  names,
  run: vi.fn(),
});

test("a filter comes back from its own address, and an untouched one leaves the address empty", () => {
  const start = readFilter(new URLSearchParams());
  expect(writeFilter(start)).toEqual({});
  const filter = {
    ...start,
    text: "泵 seal",
    channels: ["call", "visit"],
    owners: ["u1"],
    period: "custom" as const,
    from: "2026-03-01",
    sort: "newest" as const,
  };
  expect(readFilter(new URLSearchParams(writeFilter(filter)))).toEqual(filter);
  expect(narrowed(filter)).toBe(3);
});

test("a filter comes back from a saved search", () => {
  const start = readFilter(new URLSearchParams());
  for (const filter of [
    start,
    {
      ...start,
      text: "泵 customer:x",
      channels: ["call"],
      owners: ["u1"],
      customer: "c1",
      period: "30" as const,
    },
    { ...start, period: "custom" as const, to: "2026-03-01", sort: "newest" as const },
  ]) {
    expect(fromKept(toKept(filter))).toEqual(filter);
    expect(isSame(filter, toKept(filter))).toBe(true);
  }
  expect(isSame({ ...start, text: "other" }, toKept(start))).toBe(false);
});

test("a period ends today and counts today; a custom one keeps its open side open", () => {
  const start = readFilter(new URLSearchParams());
  expect(datesOf({ ...start, period: "7" }, "2026-03-03")).toEqual({ from: "2026-02-25" });
  expect(datesOf({ ...start, period: "custom", to: "2026-03-03" })).toEqual({ to: "2026-03-03" });
  expect(datesOf(start)).toEqual({});
});

test("without words the newest come first, whatever order was chosen", () => {
  const start = readFilter(new URLSearchParams());
  expect(toSearch(start)).toEqual({
    query: "",
    kinds: ["communication"],
    sort: "newest",
    facets: true,
  });
  expect(toSearch({ ...start, text: " 泵 " })).toMatchObject({ query: "泵", sort: "best" });
});

test("marked words are found again in the whole text, in any case, the longest first", () => {
  const words = wordsOf({
    title: [{ text: "Pump", hit: true }],
    snippet: [
      { text: "the ", hit: false },
      { text: "pump seal", hit: true },
      { text: "pump", hit: true },
    ],
  });
  expect(words).toEqual(["pump seal", "pump"]);
  expect(markText("A PUMP SEAL for the pump.", words)).toEqual([
    { text: "A ", hit: false },
    { text: "PUMP SEAL", hit: true },
    { text: " for the ", hit: false },
    { text: "pump", hit: true },
    { text: ".", hit: false },
  ]);
});

test("a word with signs of a pattern is only a word", () => {
  expect(markText("price (net) a.b axb", ["(net)", "a.b"]).filter((part) => part.hit)).toEqual([
    { text: "(net)", hit: true },
    { text: "a.b", hit: true },
  ]);
  expect(markText("nothing", [])).toEqual([{ text: "nothing", hit: false }]);
});

test("the palette's prefixes choose what is looked for", () => {
  expect(readPrompt(" > new ")).toEqual({ scope: "commands", query: "new" });
  expect(readPrompt("》导入")).toEqual({ scope: "commands", query: "导入" });
  expect(readPrompt("@孙")).toEqual({ scope: "people", query: "孙" });
  expect(readPrompt("a > b")).toEqual({ scope: "all", query: "a > b" });
});

test("commands answer to their name in either language, and those that start with it come first", () => {
  const commands = [
    command("a", "Show new things"),
    command("b", "New customer", "新建客户"),
    command("c", "Undo"),
  ];
  expect(matchCommands(commands, "new").map(({ id }) => id)).toEqual(["b", "a"]);
  expect(matchCommands(commands, "客户").map(({ id }) => id)).toEqual(["b"]);
  expect(matchCommands(commands, "customer new").map(({ id }) => id)).toEqual(["b"]);
  expect(matchCommands(commands, "")).toHaveLength(3);
});

test("groups keep their order, hide when empty, and leave room for what was found", () => {
  const hits = [hit("communication", "m1"), hit("customer", "c1"), hit("contact", "p1")];
  const many = Array.from({ length: 20 }, (_, index) => command(`x${index}`, "x"));
  const ids = (...input: Parameters<typeof groupsOf>) => groupsOf(...input).map(({ id }) => id);
  expect(ids("all", hits, [], many, true)).toEqual(["customers", "people", "conversations", "commands"]);
  expect(groupsOf("all", hits, [], many, true).at(-1)?.rows).toHaveLength(6);
  expect(groupsOf("commands", [], [], many, true).at(-1)?.rows).toHaveLength(20);
  expect(ids("people", hits, [], many, true)).toEqual(["people"]);
  expect(ids("tags", hits, [{ id: "t", name: "VIP" }], many, true)).toEqual(["tags"]);
  expect(ids("all", [], [], [], true)).toEqual([]);
});

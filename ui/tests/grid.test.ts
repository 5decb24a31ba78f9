import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, it, test, vi } from "vitest";
import { declared, moved, readArrangement, resized, toggledColumn } from "$components/grid/columns";
import { Lines, fittingColumns, scrollTo, visibleRange } from "$components/grid/layout";
import { Selection } from "$components/grid/selection.svelte";
import type { Group } from "$components/grid/types";
import { CallError } from "$lib/ipc/call";
import GridHost from "./GridHost.svelte";
import { settled } from "./shell";

function setup(total = 100_000, groups: Group[] = []) {
  const asked: [number, number][] = [];
  const [onopen, onsort] = [vi.fn(), vi.fn()];
  const commit = vi.fn(async (_row: number, text: string) => {
    if (text.includes("wrong")) {
      throw new CallError({ code: "invalid", fields: { number: "too_long" }, detail: "" });
    }
  });
  render(GridHost, { total, groups, asked, onopen, onsort, commit });
  const grid = screen.getByRole("grid");
  const key = (name: string, init: KeyboardEventInit = {}) => fireEvent.keyDown(grid, { key: name, ...init });
  const cursor = () =>
    document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.getAttribute("aria-rowindex");
  return { asked, onopen, onsort, commit, grid, key, cursor };
}
const bodyRows = () => screen.getAllByRole("row").slice(1);
const selected = () => screen.getByRole("status").textContent;

test("100,000 rows cost no more than a screenful", () => {
  const { grid } = setup();
  expect(grid.getAttribute("aria-rowcount")).toBe("100001");
  expect(bodyRows().length).toBeLessThan(45);
  expect((grid.querySelector(".vgrid-body") as HTMLElement).style.height).toBe("3200000px");
});

test("the scrollbar may jump anywhere and asks for what is there", async () => {
  const { grid, asked } = setup();
  grid.scrollTop = 80_000 * 32;
  await fireEvent.scroll(grid);
  expect(asked.at(-1)).toEqual([79_992, 80_028]);
  expect(bodyRows()[0]?.getAttribute("aria-rowindex")).toBe("79994");
  expect(screen.getByText("row 80000")).toBeTruthy();
});

test("keys move the cursor, bring it on screen and open", async () => {
  const { key, cursor, onopen, grid } = setup();
  await key("ArrowDown");
  await key("ArrowDown");
  await key("ArrowUp");
  expect(cursor()).toBe("3");
  await key("End");
  expect(cursor()).toBe("100001");
  expect(grid.scrollTop).toBe(100_000 * 32 - (670 - 30));
  await key("Enter");
  expect(onopen).toHaveBeenCalledWith(99_999);
  await key("Home");
  expect([cursor(), grid.scrollTop]).toEqual(["2", 0]);
});

test("groups have a heading above their rows, and the keyboard passes over it", async () => {
  const groups = [
    { key: "lead", label: "Leads", count: 3 },
    { key: "customer", label: "Customers", count: 97 },
  ];
  const { grid, key, cursor } = setup(100, groups);
  const headings = () =>
    screen.getAllByRole("rowheader").map((each) => each.textContent.replace(/\s+/g, " "));
  expect(headings()).toEqual(["Leads 3", "Customers 97"]);
  expect(grid.getAttribute("aria-rowcount")).toBe("103");
  expect(cursor()).toBe("3");
  for (let row = 0; row < 3; row += 1) await key("ArrowDown");
  expect(cursor(), "row 3 stands below the second heading").toBe("7");
  await key("End");
  expect(cursor()).toBe("103");
  await key("Home");
  expect(grid.scrollTop, "the first heading is seen with the first row").toBe(0);
});

test("a group is folded by its heading or by keys, and the list is shorter by its rows", async () => {
  const groups = [
    { key: "a", label: "A", count: 3 },
    { key: "b", label: "B", count: 90_000 },
    { key: "c", label: "C", count: 9_997 },
  ];
  const { grid, key, cursor, asked, onopen } = setup(100_000, groups);
  const heading = (name: string) => screen.getByRole("button", { name });
  const lines = () => [grid.getAttribute("aria-rowcount"), cursor()];
  expect(heading("A 3").ariaExpanded).toBe("true");
  await fireEvent.click(heading("B 90,000"));
  expect(lines(), "the cursor stands on the heading").toEqual(["10004", "6"]);
  expect(heading("B 90,000").ariaExpanded).toBe("false");
  expect(document.activeElement, "the keyboard stays with the rows").toBe(grid);
  expect(asked.slice(-2), "nothing is read of what is out of sight").toEqual([
    [0, 2],
    [90_003, expect.any(Number)],
  ]);
  await key("ArrowUp");
  await key("ArrowDown");
  expect(lines(), "a folded heading is not passed over").toEqual(["10004", "6"]);
  await key("ArrowDown");
  expect(lines()[1], "behind it comes the next row, over its heading").toBe("8");
  await key("ArrowUp");
  await key("x");
  expect(selected()).toBe("0");
  await key("ArrowUp");
  await key("ArrowDown", { shiftKey: true });
  await key("ArrowDown", { shiftKey: true });
  await settled();
  expect(selected(), "rows out of sight are not chosen").toBe("2");
  await key("ArrowUp");
  await key("Enter");
  expect(lines(), "Enter unfolds").toEqual(["100004", "7"]);
  expect(onopen).not.toHaveBeenCalled();
  await key("ArrowLeft");
  expect(lines(), "left folds the group of the row").toEqual(["10004", "6"]);
  await key("ArrowRight");
  await key("ArrowLeft");
  await key(" ");
  expect(lines(), "so does Space").toEqual(["100004", "7"]);
});

test("every line is a heading or one row, and every row has its line", () => {
  const counts = [1, 4, 0, 2];
  const lines = new Lines(
    7,
    counts.map((count) => ({ count })),
  );
  const all = Array.from({ length: lines.total }, (_, line) => line);
  expect(all.map((line) => (lines.isHeading(line) ? "#" : lines.rowAt(line))).join(" ")).toBe(
    "# 0 # 1 2 3 4 # # 5 6",
  );
  expect(Array.from({ length: 7 }, (_, row) => lines.lineOf(row))).toEqual([1, 3, 4, 5, 6, 9, 10]);
  const folded = new Lines(7, [{ count: 1, folded: true }, { count: 4 }, { count: 2, folded: true }]);
  expect(Array.from({ length: folded.total }, (_, line) => folded.isHeading(line))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(Array.from({ length: 7 }, (_, row) => folded.lineOf(row))).toEqual([0, 2, 3, 4, 5, 6, 6]);
  expect(folded.inSight(0, 6)).toEqual([[1, 4]]);
  expect([folded.next(0, 1), folded.next(1, -1), folded.next(4, 1), folded.next(5, 1)]).toEqual([1, 0, 5, 5]);
  expect(new Lines(7, []).lineOf(5)).toBe(5);
  expect(new Lines(7, []).rowAt(5)).toBe(5);
});

describe("a cell edited in place", () => {
  const field = () => screen.queryByRole<HTMLInputElement>("textbox");
  const type = (text: string) => fireEvent.input(field() as HTMLInputElement, { target: { value: text } });
  const press = (name: string, init: KeyboardEventInit = {}) =>
    fireEvent.keyDown(field() as HTMLInputElement, { key: name, ...init });

  it("is opened by F2, saved by Enter, and the keyboard is back in the rows", async () => {
    const { key, grid, commit, onopen } = setup();
    await key("ArrowDown");
    await key("F2");
    expect([field()?.value, field()?.ariaLabel]).toEqual(["1", "Number"]);
    expect(document.activeElement).toBe(field());
    await type(" 七 ");
    await press("Enter");
    await settled();
    expect(commit.mock.calls).toEqual([[1, "number 七"]]);
    expect([field(), document.activeElement]).toEqual([null, grid]);
    expect(onopen).not.toHaveBeenCalled();
  });

  it("is left by Esc as it was, and by an input method not at all", async () => {
    const { key, grid, commit } = setup();
    await key("ArrowDown");
    await key("F2");
    await type("qi");
    await press("Enter", { isComposing: true });
    await press("Tab", { code: "Tab", keyCode: 229 });
    await press("Escape", { isComposing: true });
    expect(field()?.value).toBe("qi");
    await press("Escape");
    await settled();
    expect(commit).not.toHaveBeenCalled();
    expect([field(), document.activeElement]).toEqual([null, grid]);
  });

  it("gives way to the next with Tab, over those that only show, and to none behind the last", async () => {
    const { key, grid, commit } = setup();
    await key("ArrowDown");
    await key("ArrowDown");
    await key("F2");
    await type("two");
    await press("Tab", { code: "Tab" });
    await settled();
    expect([field()?.ariaLabel, field()?.value]).toEqual(["Square", "4"]);
    await press("Unidentified", { code: "Tab", shiftKey: true });
    await settled();
    expect(field()?.ariaLabel).toBe("Number");
    await press("Tab", { code: "Tab" });
    await press("Tab", { code: "Tab" });
    await settled();
    expect([field(), document.activeElement]).toEqual([null, grid]);
    expect(commit.mock.calls, "what is as it was is not saved").toEqual([[2, "number two"]]);
  });

  it("stays open and says why when it is refused", async () => {
    const { key, commit } = setup();
    await key("ArrowDown");
    await key("F2");
    await type("wrong");
    await press("Enter");
    await settled();
    expect(commit).toHaveBeenCalledTimes(1);
    expect(field()?.value).toBe("wrong");
    expect(field()?.getAttribute("aria-invalid")).toBe("true");
    const told = document.getElementById(field()?.getAttribute("aria-describedby") ?? "");
    expect(told?.getAttribute("role")).toBe("alert");
    await press("Escape");
    expect(field()).toBe(null);
  });

  it("is opened by a double click where it can be, and the row is where it can't", async () => {
    const { onopen } = setup();
    await fireEvent.dblClick(screen.getByText("27"));
    expect(onopen).toHaveBeenCalledWith(3);
    await fireEvent.dblClick(screen.getByText("9"));
    expect(field()?.ariaLabel).toBe("Square");
    expect(onopen).toHaveBeenCalledTimes(1);
  });
});

test("J, K and X work wherever the focus is on the page", async () => {
  const { cursor } = setup();
  await fireEvent.keyDown(document.body, { key: "j" });
  await fireEvent.keyDown(document.body, { key: "j" });
  await fireEvent.keyDown(document.body, { key: "k" });
  expect(cursor()).toBe("3");
  await fireEvent.keyDown(document.body, { key: "x" });
  expect(selected()).toBe("1");
});

test("ranges reach over rows that were never rendered, and Ctrl A takes all", async () => {
  const { key, grid } = setup(5_000);
  await fireEvent.click(screen.getByRole("checkbox", { name: "Select 2" }));
  grid.scrollTop = 3_000 * 32;
  await fireEvent.scroll(grid);
  const box = screen.getByRole("checkbox", { name: "Select 3000" });
  await fireEvent(box, new MouseEvent("pointerdown", { shiftKey: true, bubbles: true }));
  await fireEvent.click(box, { shiftKey: true });
  await settled();
  expect(selected()).toBe("2999");
  await key("a", { ctrlKey: true });
  await settled();
  expect(selected()).toBe("5000");
  expect(screen.getByRole("checkbox", { name: "Select all" }).getAttribute("aria-checked")).toBe("true");
  await fireEvent.click(screen.getByRole("checkbox", { name: "Select 3000" }));
  expect(selected()).toBe("4999");
  expect(screen.getByRole("checkbox", { name: "Select all" }).getAttribute("aria-checked")).toBe("mixed");
  await key("a", { ctrlKey: true });
  await fireEvent.click(screen.getByRole("checkbox", { name: "Select all" }));
  expect(selected()).toBe("0");
});

test("the head says how it is sorted and turns the order round", async () => {
  const { onsort } = setup();
  const head = screen.getByRole("columnheader", { name: "Number" });
  expect(head.getAttribute("aria-sort")).toBe("ascending");
  await fireEvent.click(head.querySelector("button") as HTMLElement);
  expect(onsort).toHaveBeenCalledWith({ by: "number", descending: true });
});

test("an empty list and one shorter than the screen", () => {
  expect(visibleRange(0, 640, 32, 0)).toEqual({ first: 0, last: -1 });
  expect(visibleRange(0, 640, 32, 3)).toEqual({ first: 0, last: 2 });
  expect(visibleRange(99_999 * 32, 640, 32, 10)).toEqual({ first: 9, last: 9 });
});

test("scrolling moves as little as it can", () => {
  expect(scrollTo(5, 0, 640, 32)).toBe(0);
  expect(scrollTo(25, 0, 640, 32)).toBe(26 * 32 - 640);
  expect(scrollTo(5, 1000, 640, 32)).toBe(160);
});

test("all of a list is chosen without reading it, whatever its length becomes", () => {
  const selection = new Selection<number>(String);
  const list = { total: 84_312, at: (index: number) => index, want: () => undefined, range: vi.fn() };
  selection.selectAll(list);
  selection.toggle(7, 7);
  expect([selection.size, selection.has("7"), selection.has("8")]).toEqual([84_311, false, true]);
  expect([selection.isAll, selection.keys]).toEqual([true, ["7"]]);
  list.total = 10;
  expect(selection.size).toBe(9);
  expect(list.range).not.toHaveBeenCalled();
  selection.clear();
  expect([selection.isAll, selection.size, selection.has("8")]).toEqual([false, 0, false]);
});

describe("arranged columns", () => {
  const columns = [{ id: "name" }, { id: "tags" }, { id: "owner" }, { id: "number", hidden: true }];
  const own = declared(columns);

  it("move, but never before the first", () => {
    expect(moved(own, "owner", 1).order).toEqual(["name", "owner", "tags", "number"]);
    expect(moved(own, "owner", 0).order).toEqual(["name", "owner", "tags", "number"]);
    expect(moved(own, "tags", 99).order).toEqual(["name", "owner", "number", "tags"]);
  });
  it("come back as they were kept", () => {
    const kept = resized(toggledColumn(moved(own, "owner", 1), "tags"), "owner", 120.4);
    expect(readArrangement(JSON.stringify(kept), columns)).toEqual({ ...kept, hidden: ["tags", "number"] });
    expect(toggledColumn(kept, "tags").hidden).toEqual(["number"]);
    expect(resized(kept, "owner", undefined).widths).toEqual({});
  });
  it("of another version keep what still has a meaning", () => {
    const kept = {
      order: ["gone", "owner", "owner", "name"],
      hidden: ["gone", "owner"],
      widths: { tags: -4, owner: "x", name: 9e9 },
    };
    expect(readArrangement(JSON.stringify(kept), columns)).toEqual({
      order: ["owner", "name", "tags", "number"],
      hidden: ["owner", "number"],
      widths: {},
    });
    for (const broken of ["", "null", "[]", "7", '{"order":7}', "{"]) {
      expect(readArrangement(broken, columns), broken).toEqual(own);
    }
  });
});

test("columns leave by priority and the last of equals first", () => {
  const columns = [
    { id: "name", min: 200 },
    { id: "tags", min: 100, priority: 3 },
    { id: "owner", min: 100, priority: 2 },
    { id: "last", min: 100, priority: 2 },
  ];
  const fit = (width: number) => fittingColumns(columns, width).map((column) => column.id);
  expect(fit(500)).toEqual(["name", "tags", "owner", "last"]);
  expect(fit(499)).toEqual(["name", "owner", "last"]);
  expect(fit(399)).toEqual(["name", "owner"]);
  expect(fit(10)).toEqual(["name"]);
});

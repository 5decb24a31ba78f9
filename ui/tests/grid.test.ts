import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { fittingColumns, scrollTo, visibleRange } from "$components/grid/layout";
import GridHost from "./GridHost.svelte";
import { settled } from "./shell";

function setup(total = 100_000) {
  const asked: [number, number][] = [];
  const [onopen, onsort] = [vi.fn(), vi.fn()];
  render(GridHost, { total, asked, onopen, onsort });
  const grid = screen.getByRole("grid");
  const key = (name: string, init: KeyboardEventInit = {}) => fireEvent.keyDown(grid, { key: name, ...init });
  const cursor = () =>
    document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.getAttribute("aria-rowindex");
  return { asked, onopen, onsort, grid, key, cursor };
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

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { ImportEdits, PastImport } from "$lib/ipc/generated";
import { importing } from "$features/imports/state.svelte";
import ImportPage from "../src/routes/import/Page.svelte";
import ImportsPage from "../src/routes/imports/Page.svelte";
import { answer, sent, settled, tell } from "./shell";

const past = (part: Partial<PastImport>): PastImport => ({
  act: "a1",
  kind: "customers",
  at: 0,
  actor: "u1",
  actorName: "Lin Yue",
  fileName: "客户.csv",
  rows: 12,
  created: 7,
  updated: 1,
  skipped: 1,
  rejected: 3,
  kept: 3,
  undone: null,
  canUndo: true,
  ...part,
});

async function show(rows: PastImport[], edits: ImportEdits = { kind: "customers", count: 0, by: [] }) {
  answer({
    list_imports: () => ({ total: rows.length, rows }),
    count_import_edits: () => edits,
    undo: () => ({ done: { act: "a1", command: "import_customers", count: 8 } }),
    choose_save_file: () => ({ ticket: "k2", name: "left.csv", bytes: 0, messages: false }),
    export_rejected_rows: () => "j1",
  });
  render(ImportsPage);
  await settled();
}
const press = async (name: string | RegExp) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settled();
};
const undone = () => sent.filter(({ name }) => name === "undo").map(({ input }) => input);

test("where nothing was imported the first list is offered", async () => {
  await show([]);
  expect(screen.getByText("No list was imported yet")).toBeTruthy();
  await press("Import a list");
  expect(window.location.hash).toBe("#/import");
});

test("the rows that an import left out are saved under the name of its file", async () => {
  await show([past({})]);
  await press("Save 3 rows left out");
  expect(sent.at(-2)?.input).toMatchObject({ purpose: "csv", suggestedName: "客户 left out.csv" });
  expect(sent.at(-1)).toEqual({ name: "export_rejected_rows", input: { act: "a1", ticket: "k2" } });
});

test("an import that nobody touched since is taken back at once", async () => {
  await show([past({ kept: 0 })]);
  expect(screen.queryByRole("button", { name: /Save/ })).toBeNull();
  await press("Undo this import");
  expect(undone()).toEqual([{ act: "a1" }]);
});

test("who changed something since is told before an import is taken back", async () => {
  const by = [
    { name: "Chen Hao", count: 2 },
    { name: "Lin Yue", count: 1 },
  ];
  await show([past({})], { kind: "customers", count: 3, by });
  await press("Undo this import");
  const dialog = screen.getByRole("dialog");
  expect(dialog.textContent).toContain("3 of its customers were changed since");
  expect(dialog.textContent).toContain("Chen Hao: 2 customers");
  expect(undone()).toEqual([]);
  await press("Cancel");
  expect(screen.queryByRole("dialog")).toBeNull();
  await press("Undo this import");
  const [, confirm] = screen.getAllByRole("button", { name: "Undo this import", hidden: true });
  if (confirm) await fireEvent.click(confirm);
  await settled();
  expect(undone()).toEqual([{ act: "a1" }]);
});

test("of conversations it is told in their own words", async () => {
  const by = [{ name: "Chen Hao", count: 1 }];
  await show([past({ kind: "communications" })], { kind: "communications", count: 1, by });
  await press("Undo this import");
  const dialog = screen.getByRole("dialog");
  expect(dialog.textContent).toContain("One of its conversations was changed since");
  expect(dialog.textContent).toContain("Chen Hao: 1 conversation");
  expect(dialog.textContent).toContain("the customers stay");
});

test("what was taken back says so, and by whom", async () => {
  let row = past({});
  await show([]);
  answer({ list_imports: () => ({ total: 1, rows: [row] }) });
  row = past({ canUndo: false, undone: { at: 0, actor: "Chen Hao" } });
  await tell("change", { tags: ["history"], ids: [] });
  await waitFor(() => expect(screen.getByTitle(/Undone by Chen Hao/)).toBeTruthy());
  expect(screen.queryByRole("button", { name: "Undo this import" })).toBeNull();
});

test("a list of conversations is mapped by its columns, and imported as they are told", async () => {
  const columns = ["Firma", "Am", "Was"].map((header, at) => ({
    header,
    sample: ["Acme", "5/8/2026", "hello"][at] ?? "",
    field: at === 1 ? ("date" as const) : null,
  }));
  answer({
    preview_communications: ({ mapping }) => ({
      fileName: "talk.csv",
      messages: null,
      encoding: "UTF-8",
      delimiter: ",",
      sheets: [],
      sheet: "",
      rows: 1,
      columns: columns.map((column, at) => ({ ...column, field: mapping?.[at] ?? column.field })),
      looksLike: null,
      sample: [["Acme", "5/8/2026", "hello"]],
      doubtfulDays: 1,
      dates: null,
      created: mapping ? 1 : 0,
      skipped: 0,
      rejected: mapping ? 0 : 1,
      problems: mapping ? [] : [{ row: 2, column: "", code: "customer_missing", value: "" }],
      problemCount: mapping ? 0 : 1,
    }),
  });
  importing.open({ ticket: "f1", name: "talk.csv", bytes: 30, messages: false });
  importing.kind = "communications";
  render(ImportPage);
  await screen.findByText("The row names no customer, so it is left out");
  screen.getByText("Choose which columns hold the customer and the date");
  await fireEvent.change(screen.getByLabelText("Field for Firma"), { target: { value: "customer" } });
  await waitFor(() => {
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Import 1 row" });
    expect(button.disabled).toBe(false);
  });
  await fireEvent.change(screen.getByLabelText("How 1 dates in Am are read"), {
    target: { value: "month_first" },
  });
  await waitFor(() =>
    expect(sent.findLast(({ name }) => name === "preview_communications")?.input).toMatchObject({
      ticket: "f1",
      mapping: ["customer", "date", null],
      dates: "month_first",
    }),
  );
  importing.open(undefined);
});

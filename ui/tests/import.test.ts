import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import { importing } from "$features/imports/state.svelte";
import type {
  ColumnTarget,
  ImportField,
  ImportPreview,
  ImportRow,
  Role,
  SessionState,
} from "$lib/ipc/generated";
import { session } from "$lib/session.svelte";
import ImportPage from "../src/routes/import/Page.svelte";
import { answer, sent, settled, tell } from "./shell";

const column = (header: string, target: ColumnTarget | null) => ({
  header,
  sample: "x",
  filled: 3,
  target,
  kind: "choice" as const,
  changed: 0,
  check: 0,
  labels: null,
  doubtfulDays: 0,
  dates: null,
});
const targets = (...fields: (ImportField | null)[]) => fields.map((field) => (field ? { field } : null));
const preview = (fields: (ColumnTarget | null)[]): ImportPreview => ({
  fileName: "list.csv",
  encoding: "GB18030",
  delimiter: ",",
  sheets: [],
  sheet: "",
  rows: 10,
  columns: [column("公司", fields[0] ?? null), column("电话", fields[1] ?? null)],
  mapping: { type: "detected" },
  looksLike: null,
  sample: [["无锡恒锐", "0510"]],
  counts: { all: 10, check: 1, changed: 2, duplicates: 2, skipped: 3, rejected: 1 },
});
const rows: ImportRow[] = [
  {
    row: 2,
    name: "无锡",
    action: "skip",
    duplicate: {
      row: 2,
      name: "无锡",
      customerId: "c1",
      customerName: "无锡恒锐",
      earlierRow: null,
      score: 0.92,
      parts: [{ part: "phone", similarity: 1 }],
    },
    joins: null,
    effect: {
      fields: [
        {
          field: "region",
          before: { type: "none" },
          after: { type: "text", parts: [{ text: "华东", differs: true }] },
        },
      ],
      values: [
        {
          fieldId: "f1",
          before: { type: "number", number: "36" },
          after: { type: "number", number: "37" },
        },
      ],
    },
    cells: [{ column: 1, before: "见名片", after: "见名片", reason: null, problem: "phone_invalid" }],
    problems: [],
  },
];
const options = () => sent.filter((each) => each.name === "preview_import").at(-1)?.input;

beforeEach(() => importing.open({ ticket: "k1", name: "list.csv", bytes: 100, messages: false }));

const size = {
  id: "f1",
  subject: "customer" as const,
  nameEn: "Size of shoes",
  nameZh: "",
  kind: "number" as const,
  section: "",
  required: false,
  inList: false,
  archived: false,
  start: null,
  choices: [],
};

const signIn = (role: Role) =>
  session.take({
    state: "open",
    workspace: { id: "w" },
    user: { id: "u1", name: "林悦", role },
  } as SessionState);

async function show(fields: ImportField[] = ["name", "phone"]) {
  answer({
    preview_import: ({ mapping }) => preview(mapping ?? targets(...fields)),
    list_mappings: () => [{ id: "m1", name: "ERP" }],
    create_mapping: ({ name }) => ({ id: "m2", name, act: "a2" }),
    list_import_rows: () => ({ total: 1, rows }),
    list_fields: () => [size, { ...size, id: "f2", nameEn: "Gone", archived: true }],
    import_customers: () => "j1",
    count_import_edits: () => ({ kind: "customers", count: 0, by: [] }),
    undo: () => ({ done: { act: "a1", command: "import_customers", count: 7 } }),
  });
  render(ImportPage);
  await settled();
}
const event = (change: object) =>
  tell("job", {
    id: "j1",
    command: "import_customers",
    state: "running",
    done: 0,
    total: 10,
    result: null,
    error: null,
    ...change,
  });

test("a row is opened, decided about and mended", async () => {
  await show();
  expect(screen.getByRole("button", { name: "Import 7 rows" })).toBeTruthy();
  expect(screen.getByText("Not a phone number; kept as written")).toBeTruthy();
  await fireEvent.click(screen.getByRole("radio", { name: "Fill gaps" }));
  await settled();
  expect(options()).toMatchObject({ rows: [{ row: 2, action: "update" }], onDuplicate: "skip" });
  const lines = screen.getAllByRole("definition").map((line) => line.textContent.replace(/\s+/g, ""));
  expect(lines).toEqual(["Before:—noneAfter:华东", "Before:36After:37"]);
  await fireEvent.click(screen.getByRole("radio", { name: "Update" }));
  await settled();
  expect(options()).toMatchObject({ rows: [{ row: 2, action: "overwrite" }], onDuplicate: "skip" });
  await fireEvent.click(screen.getByRole("button", { name: "Replace 见名片" }));
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "0510 8275 0000" } });
  await fireEvent.click(screen.getByRole("button", { name: "In all rows" }));
  await settled();
  expect(options()).toMatchObject({ fixes: [{ column: 1, from: "见名片", to: "0510 8275 0000" }] });
});

test("the rule for duplicates stands with them", async () => {
  await show();
  await fireEvent.click(screen.getByRole("tab", { name: /Duplicates/ }));
  await fireEvent.click(screen.getByRole("radio", { name: "Import anyway" }));
  await settled();
  expect(options()).toMatchObject({ onDuplicate: "create" });
});

test("a field has one column: choosing it takes it from the other", async () => {
  await show();
  await fireEvent.change(screen.getByLabelText("Field for 电话"), { target: { value: "name" } });
  await settled();
  expect(options()).toEqual({
    ticket: "k1",
    options: { encoding: null, delimiter: null, sheet: null },
    mapping: [null, { field: "name" }],
    mappingFrom: null,
    dates: [null, null],
    fixes: [],
    rows: [],
    onDuplicate: "skip",
    byName: false,
  });
});

test("reading the file differently forgets the mapping", async () => {
  await show();
  await fireEvent.change(screen.getByLabelText("Field for 电话"), { target: { value: "mobile" } });
  await settled();
  await fireEvent.change(screen.getByLabelText("Encoding"), { target: { value: "UTF-8" } });
  await settled();
  expect(options()).toMatchObject({ options: { encoding: "UTF-8" }, mapping: null });
});

test("a mapping that is remembered says so, and gives way to what is detected", async () => {
  const at = Date.UTC(2026, 4, 14, 12);
  answer({
    list_import_rows: () => ({ total: 1, rows }),
    list_mappings: () => [],
    preview_import: ({ mappingFrom }) => ({
      ...preview(targets("name", "phone")),
      mapping: mappingFrom ? { type: "detected" } : { type: "remembered", fileName: "五月.csv", at },
    }),
  });
  render(ImportPage);
  await settled();
  expect(screen.getByRole("status").textContent).toContain("As in 五月.csv");
  await fireEvent.click(screen.getByRole("button", { name: "Detect instead" }));
  await settled();
  expect(options()).toMatchObject({ mapping: null, mappingFrom: "detected" });
  expect(screen.queryByRole("button", { name: "Detect instead" })).toBeNull();
});

test("the mapping is chosen from those with names, and kept under one", async () => {
  await show();
  await fireEvent.change(screen.getByLabelText("Field for 电话"), { target: { value: "mobile" } });
  await settled();
  const menu = () => screen.getByRole("button", { name: /Where the mapping comes from/ });
  const choose = async (name: string) => {
    await fireEvent.keyDown(menu(), { key: "ArrowDown" });
    const item = await screen.findByRole("menuitem", { name });
    await fireEvent.keyDown(item, { key: "Enter" });
    await settled();
  };
  await choose("Mapping “ERP”");
  expect(options()).toMatchObject({ mapping: null, mappingFrom: { named: "m1" } });
  await choose("Save this mapping");
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Phones" } });
  await fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await settled();
  const saved = sent.find(({ name }) => name === "create_mapping");
  expect(saved?.input).toMatchObject({ name: "Phones", import: { mappingFrom: { named: "m1" } } });
  expect(options()).toMatchObject({ mappingFrom: { named: "m2" } });
});

test("what people have several of may have several columns", async () => {
  await show();
  await fireEvent.change(screen.getByLabelText("Field for 公司"), { target: { value: "phone" } });
  await settled();
  expect(options()).toMatchObject({ mapping: targets("phone", "phone") });
});

test("a column fills a field of one's own, or brings a new one of the kind that it holds", async () => {
  signIn("owner");
  await show();
  const phones = screen.getByLabelText("Field for 电话");
  expect(screen.queryAllByRole("option", { name: "Gone" })).toEqual([]);
  await fireEvent.change(phones, { target: { value: "custom:f1" } });
  await settled();
  expect(options()).toMatchObject({ mapping: [{ field: "name" }, { custom: "f1" }] });
  await fireEvent.change(phones, { target: { value: "new:customer" } });
  await settled();
  expect(options()).toMatchObject({
    mapping: [{ field: "name" }, { new: { subject: "customer", kind: "choice" } }],
  });
  await fireEvent.change(screen.getByLabelText("Type of the new field 电话"), { target: { value: "text" } });
  await settled();
  expect(options()).toMatchObject({
    mapping: [{ field: "name" }, { new: { subject: "customer", kind: "text" } }],
  });
});

test("only the owner brings new fields", async () => {
  signIn("sales");
  await show();
  expect(screen.queryAllByRole("option", { name: "New field" })).toEqual([]);
});

test("a list of people needs no company", async () => {
  await show(["contact_name", "contact_phone"]);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Import/ }).disabled).toBe(false);
});

test("only what a file leaves open is asked", async () => {
  answer({
    list_import_rows: () => ({ total: 1, rows }),
    preview_import: ({ options }) => ({
      ...preview(targets("name", "phone")),
      encoding: "",
      delimiter: "",
      sheets: ["名单", "旧"],
      sheet: options?.sheet ?? "名单",
    }),
  });
  render(ImportPage);
  await settled();
  expect(screen.queryByLabelText("Encoding")).toBeNull();
  expect(screen.queryByLabelText("Separator")).toBeNull();
  await fireEvent.change(screen.getByLabelText("Sheet"), { target: { value: "旧" } });
  await settled();
  expect(options()).toMatchObject({ options: { sheet: "旧" }, mapping: null });
  expect(screen.getByLabelText<HTMLSelectElement>("Sheet").value).toBe("旧");
});

test("without a column for the name nothing can be imported", async () => {
  await show(["other_name", "phone"]);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Import/ }).disabled).toBe(true);
  expect(screen.getByText(/which column holds/)).toBeTruthy();
});

test("an import shows how far it is, what it did, and can be taken back", async () => {
  await show();
  await fireEvent.click(screen.getByRole("button", { name: "Import 7 rows" }));
  await settled();
  await event({ done: 4 });
  await settled();
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("4");
  const result = {
    created: 7,
    updated: 0,
    skipped: 2,
    duplicates: [],
    rejected: [{ row: 4, reason: "name_missing" }],
    act: "a1",
  };
  await event({ state: "done", done: 10, result });
  await settled();
  expect(screen.getByText("No name, so the row is left out")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Undo this import" }));
  await settled();
  expect(sent.at(-1)).toEqual({ name: "undo", input: { act: "a1" } });
  expect(screen.getByRole("button", { name: "Choose a file" })).toBeTruthy();
});

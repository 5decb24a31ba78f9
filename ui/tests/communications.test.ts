import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import CaptureLine from "$features/communications/CaptureLine.svelte";
import { newEntry, problemsOf, readEntry, toLog, type Entry } from "$features/communications/entry";
import { ConversationForm } from "$features/communications/form.svelte";
import FormFiles from "$features/communications/FormFiles.svelte";
import { Draft } from "$lib/draft.svelte";
import { drops } from "$lib/drops.svelte";
import { i18n } from "$lib/i18n.svelte";
import type { CustomerRecord, LineReading } from "$lib/ipc/generated";
import { answer, sent, settled, tell } from "./shell";

const qichen = { id: "c1", name: "苏州启辰", kind: "company" as const };
const record = { customer: qichen, contacts: [] } as unknown as CustomerRecord;
const entry = (change: Partial<Entry> = {}): Entry => ({
  ...newEntry("call", "u1"),
  customer: qichen,
  ...change,
});
const named = (name: string) => sent.filter((each) => each.name === name).map((each) => each.input);

beforeEach(() => i18n.set("en"));
afterEach(() => vi.useRealTimers());

test("the form sends what was typed, trimmed, with the next step only when it is wanted", () => {
  const typed = entry({
    date: "2026-05-14",
    time: "11:20",
    minutes: " 12 ",
    title: " Q3 ",
    text: "48 rails\n",
  });
  expect(toLog(typed, "c1")).toMatchObject({
    customerId: "c1",
    at: new Date("2026-05-14T11:20:00").getTime(),
    durationMinutes: 12,
    title: "Q3",
    text: "48 rails",
  });
  expect(toLog(typed, "c1").nextStep).toBeUndefined();
  const next = { on: true, title: "Send the quote", date: "2026-05-15", time: "", ownerId: "" };
  expect(toLog({ ...typed, minutes: "", next }, "c1")).toMatchObject({
    durationMinutes: null,
    nextStep: { title: "Send the quote", due: { date: "2026-05-15", time: null }, ownerId: null },
  });
});

test("what is missing is named before anything is sent", () => {
  expect(problemsOf(entry())).toEqual({});
  const next = { ...entry().next, on: true, date: "" };
  expect(problemsOf(entry({ customer: undefined, time: "", minutes: "ten", next }))).toEqual({
    customerId: "required",
    at: "time_invalid",
    durationMinutes: "out_of_range",
    "nextStep.title": "required",
    "nextStep.due": "date_invalid",
  });
});

test("a draft of another shape is not restored", () => {
  const kept = JSON.parse(JSON.stringify(entry({ title: "Q3" }))) as Record<string, unknown>;
  expect(readEntry(kept)).toMatchObject({ title: "Q3", customer: qichen });
  expect(readEntry({ ...kept, title: 3 })).toBeUndefined();
  expect(readEntry({ ...kept, channel: "fax" })).toBeUndefined();
  expect(readEntry({ ...kept, next: null })).toBeUndefined();
  expect(readEntry("Q3")).toBeUndefined();
});

test("a draft of a program that knew no files is restored", () => {
  const { files, ...older } = JSON.parse(JSON.stringify(entry({ title: "Q3" }))) as Entry;
  expect(files).toEqual([]);
  expect(readEntry(older)).toMatchObject({ title: "Q3", files: [] });
});

test("files that were chosen before the program ended are not in the draft any more", async () => {
  const kept = { ticket: "t1", name: "offer.pdf", bytes: 3, messages: false };
  const value = JSON.stringify(entry({ title: "Q3", files: [kept, { ...kept, ticket: "t2" }] }));
  answer({ get_draft: () => ({ value, savedAt: 1 }), known_files: () => [kept] });
  const form = new ConversationForm({});
  await form.open();
  expect(named("known_files")).toEqual([{ tickets: ["t1", "t2"] }]);
  expect(form.entry.files).toEqual([kept]);
  expect(toLog(form.entry, "c1").files).toEqual(["t1"]);
});

test("what is dropped goes to what opened last, and a file can be left out again", async () => {
  const files = ["a", "b"].map((ticket) => ({ ticket, name: `${ticket}.pdf`, bytes: 1_200_000 }));
  const imported: unknown[] = [];
  drops.otherwise = (dropped) => imported.push(...dropped);
  const form = new ConversationForm({});
  const { unmount } = render(FormFiles, { form });
  await settled();
  await tell("files-over", true);
  await settled();
  expect(screen.getByText("Drop to attach")).toBeTruthy();
  await tell("files-over", false);
  await tell("files-dropped", files);
  await settled();
  expect(form.entry.files).toEqual(files);
  expect(screen.getAllByText("1.2 MB")).toHaveLength(2);
  await fireEvent.click(screen.getByRole("button", { name: /Remove .?a\.pdf/ }));
  expect(form.entry.files).toEqual([files[1]]);
  expect(imported).toEqual([]);
  unmount();
  await tell("files-dropped", files);
  expect(imported).toEqual(files);
});

test("a draft is kept after a pause, the last text only, and a broken one is ignored", async () => {
  vi.useFakeTimers();
  answer({ save_draft: () => null, get_draft: () => ({ value: "{broken", savedAt: 1 }) });
  const draft = new Draft<string>("log");
  draft.keep("a");
  draft.keep("ab");
  expect(named("save_draft")).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(named("save_draft")).toEqual([{ key: "log", value: '"ab"' }]);
  expect(draft.savedAt).not.toBeNull();
  await draft.clear();
  expect(named("save_draft").at(-1)).toEqual({ key: "log", value: "" });
  expect(draft.savedAt).toBeNull();
  expect(await draft.restore((value) => value as string)).toBeUndefined();
});

test("a form takes up its customer's draft and adds what was typed elsewhere", async () => {
  const kept = entry({ title: "Q3", text: "First line" });
  answer({
    get_customer: () => record,
    get_draft: ({ key }) => ({ value: key === "log:c1" ? JSON.stringify(kept) : "", savedAt: 1_000 }),
    save_draft: () => null,
  });
  const form = new ConversationForm({ customerId: "c1", text: "Second line" });
  await form.open();
  expect(form.entry).toMatchObject({ title: "Q3", text: "First line\nSecond line" });
  expect(form.draft.savedAt).toBe(1_000);
});

test("a saved conversation is no draft any more", async () => {
  vi.useFakeTimers();
  answer({
    get_customer: () => record,
    get_draft: () => ({ value: "", savedAt: null }),
    save_draft: () => null,
    log_communication: () => ({ id: "m1", act: "a1" }) as never,
  });
  const form = new ConversationForm({ customerId: "c1" });
  await form.open();
  form.entry.text = "Saved once";
  expect(await form.save()).toBe(true);
  // The form's effect sees the state change and asks to keep the entry, then the form goes.
  form.keep();
  await form.draft.flush();
  expect(named("save_draft").at(-1)).toEqual({ key: "log:c1", value: "" });
  form.another();
  form.entry.text = "The next one";
  form.keep();
  await form.draft.flush();
  expect(JSON.stringify(named("save_draft").at(-1))).toContain("The next one");
});
test("a refused conversation says which field is wrong and keeps the draft", async () => {
  answer({
    get_customer: () => record,
    get_draft: () => ({ value: "", savedAt: null }),
    save_draft: () => null,
    log_communication: () => {
      throw { code: "invalid", fields: { text: "required" }, detail: "" };
    },
  });
  const form = new ConversationForm({ customerId: "c1" });
  await form.open();
  expect(await form.save()).toBe(false);
  expect(form.problem("text")).toBe("Fill this in.");
  expect(form.failure).toBeUndefined();
  expect(named("save_draft")).toEqual([]);
});

const nothing: LineReading = {
  parts: [],
  planned: false,
  when: null,
  channel: null,
  direction: null,
  durationMinutes: null,
  priority: null,
  customer: null,
  people: [],
  nextStep: null,
};
async function captureLine(says: Partial<LineReading> = {}, customerId?: string) {
  answer({
    get_customer: () => record,
    get_draft: () => ({ value: "", savedAt: null }),
    save_draft: () => null,
    read_line: () => ({ ...nothing, ...says }),
    log_communication: () => ({}) as never,
    create_follow_up: () => ({}) as never,
  });
  render(CaptureLine, { look: "dialog", customerId });
  await settled();
  const input = screen.getByRole<HTMLInputElement>("textbox", { name: "What happened?" });
  await fireEvent.input(input, { target: { value: "打电话给孙磊" } });
  return input;
}

test("Enter saves the line for the customer on screen", async () => {
  const input = await captureLine({}, "c1");
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  expect(named("log_communication")).toEqual([
    { customerId: "c1", channel: "note", text: "打电话给孙磊", contactIds: [] },
  ]);
  expect(input.value).toBe("");
});

const haichuan = { id: "c2", name: "宁波海川模具厂", kind: "company" as const };
const mingyuan = { id: "c3", name: "上海明远机械", kind: "company" as const };
const sunlei = { id: "p1", name: "孙磊", customer: haichuan };
const namesake = { id: "p2", name: "孙磊", customer: mingyuan };

test("what the line says is saved, even before the pause in typing", async () => {
  const input = await captureLine({
    channel: "call",
    direction: "in",
    durationMinutes: 12,
    customer: haichuan,
    people: [[sunlei]],
    when: { date: "2026-01-05", time: "10:00", at: 1, assumed: false },
    nextStep: { title: "寄样品", date: "2026-01-09", time: null, channel: null, durationMinutes: null },
  });
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  expect(named("log_communication")).toEqual([
    {
      customerId: "c2",
      channel: "call",
      direction: "in",
      at: 1,
      durationMinutes: 12,
      contactIds: ["p1"],
      text: "打电话给孙磊",
      nextStep: { title: "寄样品", due: { date: "2026-01-09", time: null }, ownerId: null },
    },
  ]);
});

test("how much a plan matters and how long it takes are saved, and can be changed before", async () => {
  const plan = {
    planned: true,
    channel: "visit" as const,
    customer: haichuan,
    when: { date: "2030-01-05", time: null, at: 1, assumed: false },
  };
  const input = await captureLine({ ...plan, priority: "high", durationMinutes: 120 });
  await vi.waitFor(() => screen.getByText("High priority"));
  expect(screen.getByText("2 h")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Leave out the length" }));
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  const due = { date: "2030-01-05", time: null };
  const saved = { customerId: "c2", title: "打电话给孙磊", due, channel: "visit", ownerId: null };
  expect(named("create_follow_up")).toEqual([{ ...saved, priority: "high" }]);
});

test("a plan becomes a follow-up, and somebody else of the same name can be meant", async () => {
  const input = await captureLine({
    planned: true,
    channel: "call",
    customer: haichuan,
    people: [[sunlei, namesake]],
    when: { date: "2030-01-05", time: "15:00", at: 1_893_826_800_000, assumed: false },
  });
  await vi.waitFor(() => screen.getByText("Another 孙磊 works at 上海明远机械"));
  await fireEvent.click(screen.getByRole("button", { name: "Choose that one" }));
  await settled();
  expect(screen.getByText("Another 孙磊 works at 宁波海川模具厂")).toBeTruthy();
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  expect(named("create_follow_up")).toEqual([
    {
      customerId: "c3",
      title: "打电话给孙磊",
      due: { date: "2030-01-05", time: "15:00" },
      channel: "call",
      ownerId: null,
    },
  ]);
});

test("Enter that an input method uses to choose characters does not save the line", async () => {
  const input = await captureLine({}, "c1");
  await fireEvent.keyDown(input, { key: "Enter", isComposing: true });
  await fireEvent.keyDown(input, { key: "Enter", keyCode: 229 });
  await settled();
  expect(named("log_communication")).toEqual([]);
  expect(input.value).toBe("打电话给孙磊");
});

import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import CaptureLine from "$features/communications/CaptureLine.svelte";
import { newEntry, problemsOf, readEntry, toLog, type Entry } from "$features/communications/entry";
import { ConversationForm } from "$features/communications/form.svelte";
import { Draft } from "$lib/draft.svelte";
import { i18n } from "$lib/i18n.svelte";
import type { CustomerRecord } from "$lib/ipc/generated";
import { answer, sent, settled } from "./shell";

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

async function captureLine() {
  answer({
    get_customer: () => record,
    get_draft: () => ({ value: "", savedAt: null }),
    save_draft: () => null,
    log_communication: () => ({}) as never,
  });
  render(CaptureLine, { look: "dialog", customerId: "c1" });
  await settled();
  const input = screen.getByRole<HTMLInputElement>("textbox", { name: "What happened?" });
  await fireEvent.input(input, { target: { value: "打电话给孙磊" } });
  return input;
}

test("Enter saves the line for the customer on screen", async () => {
  const input = await captureLine();
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  expect(named("log_communication")).toEqual([{ customerId: "c1", channel: "note", text: "打电话给孙磊" }]);
  expect(input.value).toBe("");
});

test("Enter that an input method uses to choose characters does not save the line", async () => {
  const input = await captureLine();
  await fireEvent.keyDown(input, { key: "Enter", isComposing: true });
  await fireEvent.keyDown(input, { key: "Enter", keyCode: 229 });
  await settled();
  expect(named("log_communication")).toEqual([]);
  expect(input.value).toBe("打电话给孙磊");
});

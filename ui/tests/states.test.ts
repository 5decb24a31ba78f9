import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import ErrorState from "$components/ErrorState.svelte";
import ToastHost from "$components/ToastHost.svelte";
import RunningWork from "$features/shell/RunningWork.svelte";
import { CallError } from "$lib/ipc/call";
import type { Toast } from "$lib/toast.svelte";
import { answer, sent, settled, tell } from "./shell";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }));
afterEach(() => vi.useRealTimers());

const toast = (id: number, change: Partial<Toast> = {}): Toast => ({
  id,
  text: `message ${id}`,
  kind: "deleted",
  action: { label: "Undo", key: "undo", run: vi.fn() },
  ...change,
});

/** The message that says so. */
const box = (text: string) => screen.getByText(text).closest(".toast") as HTMLElement;

test("a message goes after 8 s, but not under the pointer or the keyboard", async () => {
  const ondismiss = vi.fn();
  render(ToastHost, { list: [toast(1)], ondismiss });
  vi.advanceTimersByTime(7000);
  await fireEvent.mouseEnter(box("message 1"));
  vi.advanceTimersByTime(60_000);
  expect(ondismiss).not.toHaveBeenCalled();
  await fireEvent.mouseLeave(box("message 1"));
  vi.advanceTimersByTime(900);
  expect(ondismiss).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(ondismiss).toHaveBeenCalledWith(1);
});

test("only the newest message shows the key that undoes", () => {
  render(ToastHost, { list: [toast(1), toast(2)], ondismiss: vi.fn() });
  const caps = screen.getAllByText("Ctrl Z");
  expect(caps).toHaveLength(1);
  expect(box("message 2").contains(caps[0] ?? null)).toBe(true);
});

test("the keyboard goes back where it was when a message goes", async () => {
  const before = document.body.appendChild(document.createElement("button"));
  before.focus();
  const { rerender } = render(ToastHost, { list: [toast(1)], ondismiss: vi.fn() });
  screen.getByRole("button", { name: /Undo/ }).focus();
  await rerender({ list: [] });
  expect(document.activeElement).toBe(before);
  before.remove();
});

test("running work tells how far it is, how long it takes, and can be stopped", async () => {
  answer({ cancel_job: () => null });
  render(RunningWork);
  const event = {
    id: "j9",
    command: "import_customers",
    state: "running",
    total: 1200,
    result: null,
    error: null,
  };
  await tell("job", { ...event, done: 0 });
  vi.advanceTimersByTime(3000);
  await tell("job", { ...event, done: 400 });
  vi.useRealTimers();
  await settled();
  expect(screen.getByText("33%")).toBeTruthy();
  expect(screen.getByText("400 done, 6 s left")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Stop: Importing customers" }));
  expect(sent).toContainEqual({ name: "cancel_job", input: { id: "j9" } });
  await tell("job", { ...event, state: "failed", done: 400 });
  await settled();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test("what failed can be tried again, and its details copied", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  const onretry = vi.fn();
  const error = new CallError({ code: "internal", fields: {}, detail: "no such table" });
  render(ErrorState, { error, onretry });
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onretry).toHaveBeenCalledTimes(1);
  await fireEvent.click(screen.getByRole("button", { name: "Copy details" }));
  expect(writeText).toHaveBeenCalledWith("internal: no such table");
  vi.unstubAllGlobals();
});

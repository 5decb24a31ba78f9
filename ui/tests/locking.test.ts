import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import Locking from "$features/settings/Locking.svelte";
import { tellActivity } from "$lib/activity";
import { Draft, keepDrafts } from "$lib/draft.svelte";
import type { Preferences, SessionState } from "$lib/ipc/generated";
import { session } from "$lib/session.svelte";
import { answer, sent, settled } from "./shell";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }));
afterEach(() => void vi.useRealTimers());
const kept = () => sent.filter(({ name }) => name === "save_draft").map(({ input }) => input);

test("a person is told of at once, then every ten seconds while they go on", () => {
  answer({ note_activity: () => null });
  const end = tellActivity();
  window.dispatchEvent(new Event("wheel"));
  for (let second = 0; second < 25; second += 1) {
    vi.advanceTimersByTime(1000);
    window.dispatchEvent(new Event("pointermove"));
  }
  expect(sent.map(({ name }) => name)).toEqual(["note_activity", "note_activity", "note_activity"]);
  end();
  vi.advanceTimersByTime(60_000);
  window.dispatchEvent(new Event("pointerdown"));
  expect(sent).toHaveLength(3);
});

test("typing without a pause is kept all the same", async () => {
  answer({ save_draft: () => null });
  const draft = new Draft<string>("log");
  for (let typed = 1; typed <= 40; typed += 1) {
    draft.keep("x".repeat(typed));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(kept().length).toBeGreaterThanOrEqual(2);
  expect(kept().length).toBeLessThanOrEqual(3);
  await draft.flush();
});

test("what still waits is kept before the workspace is locked", async () => {
  answer({ save_draft: () => null });
  new Draft<string>("log").keep("half a");
  await keepDrafts();
  expect(kept()).toEqual([{ key: "log", value: '"half a"' }]);
  await keepDrafts();
  expect(kept()).toHaveLength(1);
});

const open = (canLock: boolean, sample = false) =>
  ({ state: "open", workspace: { id: "w" }, user: { id: "u" }, sample, canLock }) as SessionState;

test("the times of the lock are a person's choice", async () => {
  vi.useRealTimers();
  answer({ update_preferences: (input) => ({ ...session.preferences, ...input }) as Preferences });
  session.take(open(true));
  render(Locking, { seesScreenLock: true });
  const idle = screen.getByLabelText<HTMLSelectElement>("Lock when idle for");
  expect(idle.value).toBe("10");
  await fireEvent.change(idle, { target: { value: "never" } });
  await settled();
  await fireEvent.click(screen.getByRole("switch"));
  await settled();
  await fireEvent.click(screen.getByRole("radio", { name: "Off" }));
  await settled();
  expect(sent.map(({ input }) => input)).toEqual([
    { lockAfterMinutes: null },
    { lockOnSleep: false },
    { reminders: "off" },
  ]);
});

test("without a passphrase there is nothing to choose about locking", () => {
  answer({});
  session.take(open(false));
  render(Locking, { seesScreenLock: false });
  expect(screen.queryByRole("switch")).toBeNull();
  expect(screen.getByText("Locking needs a passphrase")).toBeTruthy();
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { completeFollowUp } from "$features/followups";
import { dueText, isLate, snoozes } from "$features/followups/due";
import { i18n } from "$lib/i18n.svelte";
import type { FollowUp } from "$lib/ipc/generated";
import { overlays } from "$lib/overlays.svelte";
import { toasts } from "$lib/toast.svelte";
import { answer } from "./shell";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-05-14T11:30:00") });
  i18n.set("en");
});
afterEach(() => vi.useRealTimers());

const due = (dueDate: string, dueTime: string | null = null) => ({ dueDate, dueTime });

test("what is due says so the way people do", () => {
  expect(dueText(due("2026-05-10", "09:00"))).toBe("4 days late");
  expect(dueText(due("2026-05-13", "09:00"))).toBe("Yesterday");
  expect(dueText(due("2026-05-14", "13:30"))).toBe("13:30");
  expect(dueText(due("2026-05-14"))).toBe("Any time");
  expect(dueText(due("2026-05-14", "13:30"), true)).toBe("Today, 13:30");
  expect(dueText(due("2026-05-15", "09:30"))).toBe("Tomorrow, 09:30");
  expect(dueText(due("2026-05-19"))).toBe("Tue 19 May");
  i18n.set("zh-CN");
  expect(dueText(due("2026-05-10"))).toBe("逾期 4 天");
  expect(dueText(due("2026-05-14"))).toBe("不限时间");
});

test("a day without a time is late only when it is over", () => {
  expect(isLate(due("2026-05-14"))).toBe(false);
  expect(isLate(due("2026-05-14", "11:29"))).toBe(true);
  expect(isLate(due("2026-05-14", "11:31"))).toBe(false);
  expect(isLate(due("2026-05-13"))).toBe(true);
});

test("snoozing keeps the time of day, and later today is offered only before the evening", () => {
  expect(snoozes(due("2026-05-10", "09:00"))).toEqual([
    { id: "later", due: { date: "2026-05-14", time: "14:00" } },
    { id: "tomorrow", due: { date: "2026-05-15", time: "09:00" } },
    { id: "week", due: { date: "2026-05-21", time: "09:00" } },
  ]);
  vi.setSystemTime(new Date("2026-05-14T18:10:00"));
  expect(snoozes(due("2026-05-10")).map(({ id }) => id)).toEqual(["tomorrow", "week"]);
});

const step = (doneAt: number | null): FollowUp => ({
  id: "f1",
  customerId: "c1",
  communicationId: null,
  title: "Send the quote",
  channel: "email",
  dueDate: "2026-05-14",
  dueTime: null,
  zone: "Asia/Shanghai",
  dueAt: 0,
  ownerId: null,
  doneAt,
  repeats: "",
  repeatsFrom: "",
  priority: "normal",
  durationMinutes: null,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
});

test("what is ticked off is offered to be logged, with its customer, channel and words", async () => {
  answer({ complete_follow_up: () => ({ act: "act1", followUp: step(1), next: null }) });
  await completeFollowUp(step(null));
  expect(toasts.list.at(-1)?.next?.label).toBe("Log it");
  toasts.list.at(-1)?.next?.run();
  expect(overlays.shown).toEqual({
    name: "log",
    customerId: "c1",
    channel: "email",
    title: "Send the quote",
  });
  overlays.close();
  await completeFollowUp(step(1));
  expect(toasts.list.at(-1)?.next, "what is open again has no result").toBeUndefined();
  toasts.clear();
});

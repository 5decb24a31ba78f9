import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dueText, isLate, snoozes } from "$features/followups/due";
import { i18n } from "$lib/i18n.svelte";

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

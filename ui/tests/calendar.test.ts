import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import Calendar from "$features/followups/calendar/Calendar.svelte";
import {
  daysOf,
  lanesOf,
  moved,
  overlapping,
  snapped,
  span,
  turned,
} from "$features/followups/calendar/days";
import { relocated } from "$features/followups/calendar/relocate";
import { formatter } from "$lib/format";
import { i18n } from "$lib/i18n.svelte";
import type { FollowUpDays, FollowUpView } from "$lib/ipc/generated";
import { overlays } from "$lib/overlays.svelte";
import { answer, sent, settled } from "./shell";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-05-14T11:42:00"), toFake: ["Date"] });
  i18n.set("en");
});
afterEach(() => vi.useRealTimers());

describe("days", () => {
  test("a week begins as the locale has it", () => {
    expect(daysOf("week", "2026-05-14", "en-GB")[0]).toBe("2026-05-11");
    expect(daysOf("week", "2026-05-17", "en-GB")[0]).toBe("2026-05-11");
    expect(daysOf("week", "2026-05-17", "en-US")[0]).toBe("2026-05-17");
    expect(daysOf("week", "2026-05-14", "ar-EG")[0]).toBe("2026-05-09");
  });
  test("a month is whole weeks, as many as it touches", () => {
    expect(daysOf("month", "2026-05-14", "en-GB")).toHaveLength(35);
    expect(daysOf("month", "2027-02-10", "en-GB")).toHaveLength(28);
    expect(daysOf("month", "2026-08-31", "en-GB")).toHaveLength(42);
    expect(daysOf("month", "2026-05-14", "en-GB").at(-1)).toBe("2026-05-31");
  });
  test("a month on from the 31st is the end of a short one", () => {
    expect(turned("month", "2026-01-31", 1)).toBe("2026-02-28");
    expect(turned("month", "2028-01-31", 1)).toBe("2028-02-29");
    expect(turned("week", "2026-12-31", 1)).toBe("2027-01-07");
    expect(turned("day", "2026-03-01", -1)).toBe("2026-02-28");
  });
  test("keys move by a quarter of an hour and by days, and not out of the day", () => {
    const at = (time: string | null) => ({ date: "2026-05-14", time });
    expect(moved(at("10:00"), "down", true)).toEqual(at("10:15"));
    expect(moved(at("10:07"), "down", true)).toEqual(at("10:15"));
    expect(moved(at("10:07"), "up", true)).toEqual(at("10:00"));
    expect(moved(at("00:00"), "up", true)).toEqual(at("00:00"));
    expect(moved(at("23:45"), "down", true)).toEqual(at("23:45"));
    expect(moved(at("23:50"), "down", true)).toEqual(at("23:45"));
    expect(moved(at(null), "down", true)).toEqual(at("09:00"));
    expect(moved(at("10:00"), "any", true)).toEqual(at(null));
    expect(moved(at("10:00"), "right", true)).toEqual({ date: "2026-05-15", time: "10:00" });
    expect(moved(at("10:00"), "up", false)).toEqual({ date: "2026-05-07", time: "10:00" });
  });
  test("a length grows by quarters, and not out of the day", () => {
    const at = (time: string | null, minutes: number | null) => ({ date: "2026-05-14", time, minutes });
    expect(moved(at("10:00", null), "longer", true)).toEqual(at("10:00", 45));
    expect(moved(at("10:00", 50), "longer", true)).toEqual(at("10:00", 60));
    expect(moved(at("10:00", 50), "shorter", true)).toEqual(at("10:00", 45));
    expect(moved(at("10:00", 15), "shorter", true)).toEqual(at("10:00", 15));
    expect(moved(at("23:30", 30), "longer", true)).toEqual(at("23:30", 30));
    expect(moved(at(null, 60), "longer", true)).toEqual(at(null, 60));
    expect(moved(at("10:00", 60), "right", true).minutes).toBe(60);
    expect(span("23:30", 90)).toBe("23:30–24:00");
  });
  test("what is long overlaps what begins while it lasts", () => {
    const all = [{ id: "a", dueDate: "2026-05-14", dueTime: "10:00", durationMinutes: 90 }];
    expect(overlapping(all, { date: "2026-05-14", time: "11:15" }, "b")?.id).toBe("a");
    expect(overlapping(all, { date: "2026-05-14", time: "11:30" }, "b")).toBeUndefined();
    expect(overlapping(all, { date: "2026-05-14", time: "09:00", minutes: 60 }, "b")).toBeUndefined();
    expect(overlapping(all, { date: "2026-05-14", time: "09:00", minutes: 61 }, "b")?.id).toBe("a");
  });
  test("what the pointer holds comes down on a quarter", () => {
    expect(snapped(607)).toBe("10:00");
    expect(snapped(608)).toBe("10:15");
    expect(snapped(-20)).toBe("00:00");
    expect(snapped(1500)).toBe("23:45");
  });
  test("what overlaps stands side by side, and what does not has the whole width", () => {
    const half = (...starts: number[]) => starts.map((at) => ({ at, long: 30 }));
    expect(lanesOf(half(540, 555, 570, 585, 660))).toEqual([
      { lane: 0, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 0, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 0, lanes: 1 },
    ]);
    expect(lanesOf(half(540, 540, 540)).map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(lanesOf([])).toEqual([]);
  });
  test("ranges of days are told without repeating themselves", () => {
    const en = formatter("en");
    const zh = formatter("zh-CN");
    expect(en.range("2026-05-11", "2026-05-17")).toBe("11–17 May 2026");
    expect(en.range("2026-04-27", "2026-05-03")).toBe("27 Apr – 3 May 2026");
    expect(en.range("2026-12-28", "2027-01-03")).toBe("28 Dec 2026 – 3 Jan 2027");
    expect(en.range("2026-05-14", "2026-05-14")).toBe("Thu 14 May 2026");
    expect(zh.range("2026-05-11", "2026-05-17")).toBe("2026年5月11–17日");
    expect(zh.range("2026-04-27", "2026-05-03")).toBe("2026年4月27日–5月3日");
    expect(zh.range("2026-12-28", "2027-01-03")).toBe("2026年12月28日–2027年1月3日");
    expect(en.monthYear("2026-05-14")).toBe("May 2026");
    expect(zh.monthYear("2026-05-14")).toBe("2026年5月");
  });
});

function followUp(
  id: string,
  dueDate: string,
  dueTime: string | null,
  more: Partial<FollowUpView> = {},
): FollowUpView {
  return {
    id,
    customerId: `c-${id}`,
    communicationId: null,
    title: `to do ${id}`,
    channel: "call",
    dueDate,
    dueTime,
    zone: "Asia/Shanghai",
    dueAt: 0,
    ownerId: null,
    doneAt: null,
    repeats: "",
    repeatsFrom: "",
    priority: "normal",
    durationMinutes: null,
    createdAt: 0,
    updatedAt: 0,
    deletedAt: null,
    customerName: `Customer ${id}`,
    customerKind: "company",
    ownerName: "",
    ...more,
  };
}

const rows = [
  followUp("a", "2026-05-14", "10:30"),
  followUp("b", "2026-05-14", null),
  followUp("d", "2026-05-14", "09:00", { doneAt: 1 }),
  followUp("e", "2026-05-15", "10:30"),
];
const late = followUp("late", "2026-05-10", "08:00");
function held(from: string, to: string): FollowUpDays {
  const dates = [...new Set(rows.map(({ dueDate }) => dueDate))].filter((date) => date >= from && date <= to);
  const day = (date: string) => {
    const followUps = rows.filter(({ dueDate }) => dueDate === date);
    const done = followUps.filter(({ doneAt }) => doneAt !== null).length;
    return { date, open: followUps.length - done, done, followUps };
  };
  return { today: "2026-05-14", overdue: [late], overdueTotal: 1, days: dates.map(day) };
}

test("what is dropped stands where it was put before the core has answered", () => {
  const { days } = held("2026-05-11", "2026-05-17");
  const item = rows[0];
  if (!item) throw new Error("there is one");
  const now = relocated(days, { item, place: { date: "2026-05-16", time: null } });
  expect(now.get("2026-05-14")?.followUps.map(({ id }) => id)).toEqual(["b", "d"]);
  expect(now.get("2026-05-14")?.open).toBe(1);
  expect(now.get("2026-05-16")?.followUps.map(({ id, dueTime }) => [id, dueTime])).toEqual([["a", null]]);
  expect(overlapping(rows, { date: "2026-05-15", time: "10:45" }, "a")?.id).toBe("e");
  expect(overlapping(rows, { date: "2026-05-15", time: "11:00" }, "a")).toBeUndefined();
  expect(overlapping(rows, { date: "2026-05-14", time: "10:30" }, "a")).toBeUndefined();
});

async function opened(view: "week" | "month" = "week") {
  answer({
    list_follow_ups: ({ from, to }) => held(from, to),
    snooze_follow_up: ({ id, due }) => ({
      act: "act1",
      followUp: { ...followUp(id, due.date, due.time ?? null) },
    }),
    update_follow_up: ({ id, due }) => ({
      ...followUp(id, due?.date ?? "", due?.time ?? null),
      act: "act1",
    }),
  });
  const onshow = vi.fn();
  const props = { view, on: "2026-05-14", mine: false, chosen: "2026-05-14", onchoose: vi.fn(), onshow };
  render(Calendar, props);
  await settled();
  await tick();
  return { onshow };
}
const item = (id: string) =>
  document.querySelector<HTMLElement>(`.ev[data-follow-up="${id}"]`) as HTMLElement;
const spoken = () => screen.getByRole("status").textContent;
const snoozed = () => sent.filter(({ name }) => name === "snooze_follow_up").map(({ input }) => input);
async function keys(...pressed: string[]) {
  for (const key of pressed) await fireEvent.keyDown(document.activeElement ?? document.body, { key });
}

test("by keyboard it is lifted, moved, told and dropped", async () => {
  await opened();
  item("a").focus();
  await keys(" ");
  expect(spoken()).toContain("Lifted: Customer a, to do a, Thu 14 May, 10:30");
  expect(screen.getByText("put back")).toBeTruthy();
  await keys("ArrowDown", "ArrowRight");
  expect(spoken()).toBe("Fri 15 May, 10:45, at the same time as Customer e");
  await keys("ArrowDown");
  expect(spoken()).toBe("Fri 15 May, 11:00");
  await keys(" ");
  await settled();
  expect(snoozed()).toEqual([{ id: "a", due: { date: "2026-05-15", time: "11:00" } }]);
  expect(spoken()).toBe("Dropped: to do a, Tomorrow, 11:00");
  expect(screen.queryByText("put back")).toBeNull();
});

test("Shift and an arrow make it longer, and one act saves length and time", async () => {
  await opened();
  item("a").focus();
  await keys(" ");
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "ArrowDown", shiftKey: true });
  expect(spoken()).toBe("Thu 14 May, 10:30–11:15");
  await keys("ArrowRight", " ");
  await settled();
  expect(snoozed()).toEqual([]);
  expect(sent.filter(({ name }) => name === "update_follow_up").map(({ input }) => input)).toEqual([
    { id: "a", due: { date: "2026-05-15", time: "10:30" }, durationMinutes: 45 },
  ]);
});

test("Escape puts it back, and dropped where it was nothing is saved", async () => {
  await opened();
  item("a").focus();
  await keys(" ", "ArrowRight", "Escape");
  expect(spoken()).toBe("Put back: to do a");
  await keys(" ", "ArrowRight", "ArrowLeft", " ");
  await settled();
  expect(snoozed()).toEqual([]);
  await keys(" ", "a", "Enter");
  await settled();
  expect(snoozed()).toEqual([{ id: "a", due: { date: "2026-05-14", time: null } }]);
});

test("what is done stays where it was, and is told as done", async () => {
  await opened();
  expect(item("d").textContent).toContain("09:00, done");
  item("d").focus();
  await keys(" ");
  expect(spoken()).toBe("");
});

test("keys carry it beyond the week that is shown, and what is late comes into it", async () => {
  const { onshow } = await opened();
  item("e").focus();
  await keys(" ", "ArrowRight", "ArrowRight", "ArrowRight");
  expect(onshow).toHaveBeenCalledWith("2026-05-18");
  await keys("Escape");
  document.querySelector<HTMLElement>('.chip [data-follow-up="late"]')?.focus();
  await keys(" ", "ArrowRight", "Enter");
  await settled();
  expect(snoozed()).toEqual([{ id: "late", due: { date: "2026-05-15", time: "08:00" } }]);
});

test("in a month up and down are weeks, and the hour stays", async () => {
  await opened("month");
  item("a").focus();
  await keys(" ", "ArrowDown", "ArrowLeft", " ");
  await settled();
  expect(snoozed()).toEqual([{ id: "a", due: { date: "2026-05-20", time: "10:30" } }]);
});

test("the pointer drags it onto another day and hour, and the click at the end opens nothing", async () => {
  await opened();
  const column = document.querySelector('[data-day="2026-05-15"][data-hour]') as HTMLElement;
  document.elementFromPoint = () => column;
  // What jsdom has of pointers knows no place.
  const point = (type: string, target: EventTarget, clientX: number, clientY: number) =>
    fireEvent(target as Element, new MouseEvent(type, { clientX, clientY, button: 0, bubbles: true }));
  await point("pointerdown", item("a"), 100, 10);
  await point("pointermove", window, 102, 11);
  expect(spoken(), "a press is not yet a drag").toBe("");
  await point("pointermove", window, 300, 590);
  expect(spoken()).toBe("Fri 15 May, 10:00");
  await point("pointerup", window, 300, 590);
  await fireEvent.click(item("a"));
  await settled();
  expect(snoozed()).toEqual([{ id: "a", due: { date: "2026-05-15", time: "10:00" } }]);
  expect(overlays.shown).toBeUndefined();
});

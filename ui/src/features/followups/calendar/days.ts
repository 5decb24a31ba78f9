/** Days, hours and places of a calendar, as plain dates and wall times. */
import { endOfMonth, isWeekend, parseDate, startOfMonth, startOfWeek } from "@internationalized/date";
import { addDays, daysBetween } from "$lib/format";

export type View = "day" | "week" | "month" | "list";
export const VIEWS: readonly View[] = ["day", "week", "month", "list"];

/** When a follow-up is due; without a time, any time that day. `minutes` is how long it takes, where that is known. */
export type Place = { date: string; time: string | null; minutes?: number | null };
/** What a key does to what is lifted. */
export type Step = "up" | "down" | "left" | "right" | "any" | "longer" | "shorter";

/** What has no length is drawn as half an hour. */
export const SHOWN_MINUTES = 30;
/** What takes less is drawn so high that it can be read and pressed. */
const LEAST_DRAWN = 25;
const QUARTER = 15;
const LAST = 24 * 60 - QUARTER;
/** Where the day begins for what had no time yet. */
const MORNING = 9 * 60;
/** The list looks four weeks ahead. */
const LIST_DAYS = 28;

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const two = (number: number) => String(number).padStart(2, "0");
export const timeOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
/** The nearest quarter of an hour of the same day. */
export const snapped = (minutes: number): string =>
  timeOf(Math.min(LAST, Math.max(0, Math.round(minutes / QUARTER) * QUARTER)));

export const samePlace = (a: Place, b: Place): boolean =>
  a.date === b.date && a.time === b.time && (a.minutes ?? null) === (b.minutes ?? null);

/** How long it is drawn. */
export const shownMinutes = (minutes?: number | null): number =>
  Math.max(LEAST_DRAWN, minutes ?? SHOWN_MINUTES);
/** "10:00" or "10:00–10:45"; at midnight the day ends. */
export const span = (time: string, minutes?: number | null): string =>
  minutes ? `${time}–${timeOf(Math.min(24 * 60, minutesOf(time) + minutes))}` : time;

/** Where a key moves something: up and down by a quarter of an hour, where only days are shown by a week. */
export function moved(place: Place, step: Step, hours: boolean): Place {
  const { date, time } = place;
  if (step === "longer" || step === "shorter") return { ...place, minutes: stretched(place, step) };
  if (step === "any") return { ...place, time: null };
  if (step === "left" || step === "right") return { ...place, date: addDays(date, step === "left" ? -1 : 1) };
  const down = step === "down" ? 1 : -1;
  if (!hours) return { ...place, date: addDays(date, 7 * down) };
  if (time === null) return { ...place, time: timeOf(MORNING) };
  // From between two quarters to the next one in that direction.
  const quarters = minutesOf(time) / QUARTER;
  const next = down > 0 ? Math.floor(quarters) + 1 : Math.ceil(quarters) - 1;
  return { ...place, time: snapped(next * QUARTER) };
}

/** A quarter of an hour more or less, at least one and not beyond the day. What has no hour keeps its length. */
function stretched({ time, minutes }: Place, step: "longer" | "shorter"): number | null {
  if (time === null) return minutes ?? null;
  const quarters = (minutes ?? SHOWN_MINUTES) / QUARTER;
  const next = step === "longer" ? Math.floor(quarters) + 1 : Math.ceil(quarters) - 1;
  return Math.max(QUARTER, Math.min(next * QUARTER, 24 * 60 - minutesOf(time)));
}

const listed = (from: string, count: number) => Array.from({ length: count }, (_, day) => addDays(from, day));

/** The days that a view shows around one of them, whole weeks by the locale's first day. */
export function daysOf(view: View, on: string, locale: string): string[] {
  const day = parseDate(on);
  if (view === "day") return [on];
  if (view === "list") return listed(on, LIST_DAYS);
  if (view === "week") return listed(startOfWeek(day, locale).toString(), 7);
  const from = startOfWeek(startOfMonth(day), locale).toString();
  const weeks = Math.floor(daysBetween(from, endOfMonth(day).toString()) / 7) + 1;
  return listed(from, weeks * 7);
}

/** The same view earlier or later. */
export function turned(view: View, on: string, by: 1 | -1): string {
  if (view === "month") return parseDate(on).add({ months: by }).toString();
  return addDays(on, by * { day: 1, week: 7, list: LIST_DAYS }[view]);
}

export const isFree = (date: string, locale: string): boolean => isWeekend(parseDate(date), locale);

/** Where something stands side by side with what overlaps it. */
export type Lane = { lane: number; lanes: number };

/** Lanes for what begins at these minutes and is so long; in the order given, which is by the hour. */
export function lanesOf(all: readonly { at: number; long: number }[]): Lane[] {
  const placed: { start: number; lane: number; group: number }[] = [];
  const widths: number[] = [];
  let ends: number[] = [];
  for (const { at: start, long } of all) {
    if (ends.every((end) => end <= start)) {
      ends = [];
      widths.push(0);
    }
    const free = ends.findIndex((end) => end <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = start + long;
    const group = widths.length - 1;
    widths[group] = Math.max(widths[group] ?? 0, lane + 1);
    placed.push({ start, lane, group });
  }
  return placed.map(({ lane, group }) => ({ lane, lanes: widths[group] ?? 1 }));
}

/** What has an hour, by the hour, with how long it is drawn and its lane. */
export function timedOf<T extends { dueTime: string | null; durationMinutes: number | null }>(
  rows: readonly T[],
): (Lane & { row: T; at: number; long: number })[] {
  const all = rows.flatMap((row) =>
    row.dueTime === null
      ? []
      : [{ row, at: minutesOf(row.dueTime), long: shownMinutes(row.durationMinutes) }],
  );
  all.sort((a, b) => a.at - b.at);
  const lanes = lanesOf(all);
  return all.map((each, index) => ({ ...each, ...(lanes[index] ?? { lane: 0, lanes: 1 }) }));
}

/** What lies at the same time, were something put there. */
export function overlapping<
  T extends { id: string; dueDate: string; dueTime: string | null; durationMinutes: number | null },
>(all: readonly T[], { date, time, minutes }: Place, id: string): T | undefined {
  if (time === null) return undefined;
  const at = minutesOf(time);
  const end = at + (minutes ?? SHOWN_MINUTES);
  return all.find(
    (each) =>
      each.id !== id &&
      each.dueDate === date &&
      each.dueTime !== null &&
      minutesOf(each.dueTime) < end &&
      at < minutesOf(each.dueTime) + (each.durationMinutes ?? SHOWN_MINUTES),
  );
}

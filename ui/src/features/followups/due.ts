/** When a follow-up is due, in words and as the dates that snoozing moves it to. */
import type { Due, FollowUp } from "$lib/ipc/generated";
import { addDays, daysBetween, format, timeNow, today } from "$lib/format";
import { t } from "$lib/i18n.svelte";

type When = Pick<FollowUp, "dueDate" | "dueTime">;

/** Whether the moment has passed; a day without a time is late only once it is over. */
export function isLate({ dueDate, dueTime }: When, date = today(), time = timeNow()): boolean {
  return dueDate < date || (dueDate === date && dueTime !== null && dueTime < time);
}

/**
 * "4 days late", "Yesterday", "Tomorrow, 09:30", "Fri 15 May, 09:30". Today's are "11:00" or "Any time" where a heading
 * names the day, and `alone` "Today, 11:00".
 */
export function dueText({ dueDate, dueTime }: When, alone = false, date = today()): string {
  const days = daysBetween(date, dueDate);
  if (days < -1) return format.late(dueDate);
  if (days === 0) return alone ? format.dayTime(dueDate, dueTime) : (dueTime ?? t("due-any-time"));
  if (days === 1 || days === -1) return days === 1 ? format.dayTime(dueDate, dueTime) : format.day(dueDate);
  const day = format.weekdayDate(dueDate);
  return dueTime ? t("day-and-time", { day, time: dueTime }) : day;
}

export type Snooze = { id: "later" | "tomorrow" | "week"; due: Due };

const LATER_HOURS = 3;
const LAST_HOUR = 20;

/** Where snoozing can move a follow-up. Later today is offered only while the evening is still ahead. */
export function snoozes({ dueTime }: When, date = today(), time = timeNow()): Snooze[] {
  const hour = Number(time.slice(0, 2)) + LATER_HOURS;
  const later: Snooze = { id: "later", due: { date, time: `${String(hour).padStart(2, "0")}:00` } };
  return [
    ...(hour <= LAST_HOUR ? [later] : []),
    { id: "tomorrow", due: { date: addDays(date, 1), time: dueTime } },
    { id: "week", due: { date: addDays(date, 7), time: dueTime } },
  ];
}

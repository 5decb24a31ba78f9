/** Days as they will be once a drop has been saved. */
import type { FollowUpDay, FollowUpView } from "$lib/ipc/generated";
import type { Place } from "./days";

/** What each day holds, with one follow-up taken from where it was to where it was put. */
export function relocated(
  days: readonly FollowUpDay[],
  dropped?: { item: FollowUpView; place: Place },
): Map<string, FollowUpDay> {
  const held = new Map(days.map((day) => [day.date, day]));
  if (!dropped) return held;
  const { item, place } = dropped;
  const from = held.get(item.dueDate);
  if (from?.followUps.some(({ id }) => id === item.id)) {
    const followUps = from.followUps.filter(({ id }) => id !== item.id);
    held.set(item.dueDate, { ...from, open: from.open - 1, followUps });
  }
  const to = held.get(place.date) ?? { date: place.date, open: 0, done: 0, followUps: [] };
  if (!to.followUps.some(({ id }) => id === item.id)) {
    const put = {
      ...item,
      dueDate: place.date,
      dueTime: place.time,
      durationMinutes: place.minutes ?? item.durationMinutes,
    };
    held.set(place.date, { ...to, open: to.open + 1, followUps: [...to.followUps, put] });
  }
  return held;
}

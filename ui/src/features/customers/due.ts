/** How a due moment stands to now. */
import { format, localTime } from "$lib/format";
import type { FollowUp, Timestamp } from "$lib/ipc/generated";

export type DueText = { text: string; late: boolean };

/** When something is due, in words, and whether that has passed. A day without a time is due until its end. */
export function dueOf(at: Timestamp, hasTime: boolean): DueText {
  const { date, time } = localTime(at);
  return { text: format.dayTime(date, hasTime ? time : null), late: at < Date.now() };
}

/** The same for a follow-up, whose day and time were chosen as such. */
export const dueOfFollowUp = ({ dueDate, dueTime, dueAt }: FollowUp): DueText => ({
  text: format.dayTime(dueDate, dueTime),
  late: dueAt < Date.now(),
});

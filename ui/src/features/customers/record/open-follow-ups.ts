/** Which follow-ups of a customer are known to be open. */
import type { CustomerId, FollowUp, FollowUpView, TodayView } from "$lib/ipc/generated";

/** The customer's part of the week ahead, with its next follow-up wherever that lies, soonest first. */
export function openOf(
  customerId: CustomerId,
  next: FollowUp | null,
  week: TodayView | undefined,
): (FollowUp & Partial<FollowUpView>)[] {
  const near = week ? [...week.overdue, ...week.dueToday, ...week.upcoming] : [];
  const own = near.filter((followUp) => followUp.customerId === customerId);
  const missing = next && !own.some((followUp) => followUp.id === next.id) ? [next] : [];
  return [...own, ...missing].toSorted((a, b) => a.dueAt - b.dueAt);
}

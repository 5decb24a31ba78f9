/** What can be done to a follow-up, each with a way back. */
import { call } from "$lib/ipc/call";
import type { Due, FollowUp, GiveFollowUps, Placement, UpdateFollowUp, User } from "$lib/ipc/generated";
import { runJob } from "$lib/ipc/jobs.svelte";
import { addDays, format, today } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { overlays } from "$lib/overlays.svelte";
import { toasts } from "$lib/toast.svelte";
import { dueText } from "./due";

/** Ticks a follow-up off, or opens it again. What was done is a conversation as a rule, which is then offered to be logged. */
export async function completeFollowUp(followUp: FollowUp): Promise<void> {
  const { id, title, customerId, channel, doneAt } = followUp;
  const done = doneAt === null;
  const log = {
    label: t("follow-up-log"),
    run: () => overlays.show({ name: "log", customerId, title, ...(channel && { channel }) }),
  };
  try {
    const { act, next } = await call("complete_follow_up", { id, done });
    const said = next
      ? t("follow-up-done-again", { title, when: dueText(next) })
      : t(done ? "follow-up-done" : "follow-up-reopened", { title });
    toasts.undoable(said, act, "done", done ? log : undefined);
  } catch (error) {
    toasts.failed(error);
  }
}

/** Moves a follow-up to another day or time. */
export async function snoozeFollowUp({ id, title }: FollowUp, due: Due): Promise<void> {
  try {
    const { act } = await call("snooze_follow_up", { id, due });
    const when = dueText({ dueDate: due.date, dueTime: due.time ?? null });
    toasts.undoable(t("follow-up-moved", { title, when }), act);
  } catch (error) {
    toasts.failed(error);
  }
}

/** Changes how much it matters, or how long it takes and perhaps when. */
export async function changeFollowUp(
  { id }: FollowUp,
  change: Pick<UpdateFollowUp, "priority" | "due" | "durationMinutes">,
): Promise<void> {
  try {
    const { act } = await call("update_follow_up", { id, ...change });
    toasts.undoable(t("follow-up-saved"), act);
  } catch (error) {
    toasts.failed(error);
  }
}

/** Makes it somebody else's. */
export async function giveFollowUp(
  { id, title }: FollowUp,
  { id: ownerId, name }: Pick<User, "id" | "name">,
): Promise<void> {
  try {
    const { act } = await call("update_follow_up", { id, ownerId });
    toasts.undoable(t("follow-up-given", { title, name }), act);
  } catch (error) {
    toasts.failed(error);
  }
}

/** Makes many somebody else's in one act; without a name they are nobody's. Answers whether they are. */
export async function giveFollowUps(input: GiveFollowUps, name: string | undefined): Promise<boolean> {
  try {
    const { act, count } = await runJob("give_follow_ups", input).result;
    const counts = { count, number: format.number(count) };
    const said = name === undefined ? t("given-to-nobody", counts) : t("given-to", { ...counts, name });
    if (act) toasts.undoable(said, act);
    return true;
  } catch (error) {
    toasts.failed(error);
    return false;
  }
}

/** Gives follow-ups the times that were shown, all in one act. Answers whether they have them. */
export async function fitFollowUps(shown: readonly Placement[]): Promise<boolean> {
  const placements = shown.map(({ followUp, date, time }) => ({ id: followUp.id, date, time }));
  try {
    const { act, count } = await call("fit_follow_ups", { placements });
    toasts.undoable(t("fit-done", { count }), act);
    return true;
  } catch (error) {
    toasts.failed(error);
    return false;
  }
}

/** Moves everything overdue to tomorrow. */
export async function moveOverdue(): Promise<void> {
  try {
    const { act, count } = await call("move_overdue", { date: addDays(today(), 1) });
    toasts.undoable(t("overdue-moved", { count }), act);
  } catch (error) {
    toasts.failed(error);
  }
}

/** Deletes a follow-up. Answers whether it is gone. */
export async function deleteFollowUp({ id, title }: FollowUp): Promise<boolean> {
  try {
    const { act } = await call("delete_follow_up", { id });
    toasts.undoable(t("follow-up-deleted", { title }), act, "deleted");
    return true;
  } catch (error) {
    toasts.failed(error);
    return false;
  }
}

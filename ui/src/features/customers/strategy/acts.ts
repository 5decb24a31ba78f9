/** What can be done about a suggestion, each with a way back. */
import { call } from "$lib/ipc/call";
import type { DueContact } from "$lib/ipc/generated";
import { format, today } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { toasts } from "$lib/toast.svelte";

/** Makes it a follow-up of today. */
export async function planContact({ customerId, name, channel }: DueContact): Promise<void> {
  const step = { customerId, title: t("contact-step"), channel, due: { date: today() } };
  try {
    const { act } = await call("create_follow_up", step);
    toasts.undoable(t("contact-planned", { name }), act);
  } catch (error) {
    toasts.failed(error);
  }
}

/** Leaves it away until its rhythm has passed once more. */
export async function dismissContact({ customerId, name }: DueContact): Promise<void> {
  try {
    const { act, until } = await call("dismiss_contact", { customerId });
    toasts.undoable(t("contact-dismissed", { name, day: format.date(until) }), act);
  } catch (error) {
    toasts.failed(error);
  }
}

/** The ways back. */
import { t } from "$lib/i18n.svelte";
import { asCallError, call } from "$lib/ipc/call";
import type { ActId, CustomerId, PastAct, PastChange } from "$lib/ipc/generated";
import { overlays } from "$lib/overlays.svelte";
import { toasts, undo } from "$lib/toast.svelte";

/** Whether an act is taken back in part in the history of one customer: what it did to others stays. */
export const isPartly = (act: PastAct, customerId: CustomerId | undefined): customerId is CustomerId =>
  customerId !== undefined && act.command === "merge_duplicates";

/** Takes an act back; in the history of one customer a merge of many only for that one. */
export async function takeBack(act: PastAct, customerId: CustomerId | undefined): Promise<void> {
  if (isPartly(act, customerId)) await unmerge(act.act, customerId);
  else await undo(act.act);
}

/** Takes back what a merge of many did to one customer; `rest` leaves alone what has changed since. False where it could not. */
export async function unmerge(act: ActId, customer: CustomerId, rest = false): Promise<boolean> {
  try {
    const done = await call("unmerge_customer", { act, customer, rest });
    toasts.undoable(t("customers-unmerged", { count: done.count }), done.act);
    return true;
  } catch (thrown) {
    if (asCallError(thrown).code !== "conflict") toasts.failed(thrown);
    else overlays.show({ name: "undo-conflicts", act, customerId: customer });
    return false;
  }
}

/** Restores a single value or record, and says so. */
export async function restore({ seq }: PastChange, what: string): Promise<void> {
  try {
    const { act } = await call("restore_change", { change: seq });
    if (act) toasts.undoable(t("history-restored", { what }), act);
    else toasts.show(t("history-as-it-was"));
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

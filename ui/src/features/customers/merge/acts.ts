/** What is done with customers that seem to be one. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { CustomerId, MergeValue } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

/** Makes one customer of several and offers to undo it; false if that failed. */
export async function mergeCustomers(
  keep: CustomerId,
  others: CustomerId[],
  values: MergeValue[] = [],
): Promise<boolean> {
  try {
    const { act, customer } = await call("merge_customers", { keep, others, values });
    toasts.undoable(t("customers-merged", { count: others.length + 1, name: customer.name }), act);
    return true;
  } catch (thrown) {
    toasts.failed(thrown);
    return false;
  }
}

/** Remembers that two customers are two; false if that failed. */
export async function keepApart(one: CustomerId, other: CustomerId): Promise<boolean> {
  try {
    const { act } = await call("keep_apart", { one, other });
    toasts.undoable(t("duplicates-apart"), act);
    return true;
  } catch (thrown) {
    toasts.failed(thrown);
    return false;
  }
}

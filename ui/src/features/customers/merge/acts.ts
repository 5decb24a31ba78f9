/** What is done with customers that seem to be one. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { CustomerId, MergeHeld, MergeValue } from "$lib/ipc/generated";
import { runJob, type Job } from "$lib/ipc/jobs.svelte";
import { toasts } from "$lib/toast.svelte";

/** Makes one customer of several and offers to undo it; false if that failed. */
export async function mergeCustomers(
  keep: CustomerId,
  others: CustomerId[],
  chosen: { values?: MergeValue[]; fields?: MergeHeld[] } = {},
): Promise<boolean> {
  try {
    const { act, customer } = await call("merge_customers", { keep, others, ...chosen });
    toasts.undoable(t("customers-merged", { count: others.length + 1, name: customer.name }), act);
    return true;
  } catch (thrown) {
    toasts.failed(thrown);
    return false;
  }
}

/** Makes one customer of all that are certainly one, as one act, and offers to undo it. `onstart` gets the job, to stop it. */
export async function mergeDuplicates(
  onstart: (job: Job<"merge_duplicates">) => void,
  onprogress: (done: number, total: number) => void,
): Promise<void> {
  try {
    const job = runJob("merge_duplicates", {}, onprogress);
    onstart(job);
    const { act, customers, became } = await job.result;
    if (act) toasts.undoable(t("duplicates-merged", { customers, became }), act);
    else toasts.show(t("duplicates-none-certain"), undefined, { kind: "note" });
  } catch (thrown) {
    toasts.failed(thrown);
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

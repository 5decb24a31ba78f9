/** What can be done to customers from the list and from a record alike. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { CustomerId } from "$lib/ipc/generated";
import { runJob } from "$lib/ipc/jobs.svelte";
import { toasts } from "$lib/toast.svelte";

/** Deletes customers with all that belongs to them and offers to undo it; false if that failed. */
export async function deleteCustomers(ids: CustomerId[]): Promise<boolean> {
  try {
    const { act, count } = await call("delete_customers", { ids });
    toasts.undoable(t("customers-deleted", { count }), act);
    return true;
  } catch (thrown) {
    toasts.failed(thrown);
    return false;
  }
}

/** Writes all customers to a file that the person names. */
export async function exportCustomers(): Promise<void> {
  try {
    const file = await call("choose_save_file", { purpose: "csv", suggestedName: t("customers-file") });
    if (!file) return;
    const { rows, name } = await runJob("export_list", { kind: "customers", ticket: file.ticket }).result;
    toasts.show(t("customers-exported", { count: rows, name }));
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** The ways back. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { PastChange } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

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

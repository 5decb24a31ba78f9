/** What can be done to an entry of the timeline. */
import { openLog } from "$features/communications";
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { CommunicationId, CommunicationView } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

export function editCommunication({ id, customerId }: Pick<CommunicationView, "id" | "customerId">): void {
  openLog({ customerId, communicationId: id });
}

export async function deleteCommunication(id: CommunicationId): Promise<void> {
  try {
    const { act } = await call("delete_communication", { id });
    toasts.undoable(t("conversation-deleted"), act, "deleted");
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

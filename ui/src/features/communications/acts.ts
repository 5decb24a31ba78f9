/** What can be done to a conversation, with a way back. */
import { call } from "$lib/ipc/call";
import type { CommunicationId } from "$lib/ipc/generated";
import { t } from "$lib/i18n.svelte";
import { toasts } from "$lib/toast.svelte";

/** Deletes a conversation. Answers whether it is gone. */
export async function deleteConversation(id: CommunicationId): Promise<boolean> {
  try {
    const { act } = await call("delete_communication", { id });
    toasts.undoable(t("conversation-deleted"), act, "deleted");
    return true;
  } catch (error) {
    toasts.failed(error);
    return false;
  }
}

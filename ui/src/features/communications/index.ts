/** What other areas may use of communications. */
import type { Channel, CommunicationId, CustomerId, PersonRef } from "$lib/ipc/generated";
import { overlays } from "$lib/overlays.svelte";

export { deleteConversation } from "./acts";
export { default as AttachmentList } from "./AttachmentList.svelte";
export { default as Attachments } from "./Attachments.svelte";
export { channelChoices } from "./channels";
export { default as CaptureLine } from "./CaptureLine.svelte";
export { default as ChannelIcon } from "./ChannelIcon.svelte";
export { default as TemplateDialog } from "./TemplateDialog.svelte";

/** Opens the full form: to log a conversation, or with `communicationId` to change one. */
export function openLog(
  options: {
    customerId?: CustomerId;
    communicationId?: CommunicationId;
    channel?: Channel;
    people?: PersonRef[];
  } = {},
): void {
  overlays.show({ name: "log", ...options });
}

/** Opens the one-line note over whatever page is shown. */
export function openCapture(options: { customerId?: CustomerId } = {}): void {
  overlays.show({ name: "capture", ...options });
}

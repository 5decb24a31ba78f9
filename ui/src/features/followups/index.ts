/** What other areas may use of follow-ups. */
import type { CustomerId, FollowUp } from "$lib/ipc/generated";
import { overlays } from "$lib/overlays.svelte";

export { default as FollowUpRow } from "./FollowUpRow.svelte";
export { ruleName } from "./repeat";
export { completeFollowUp, snoozeFollowUp, deleteFollowUp } from "./acts";

/** Opens the form: to add a follow-up, or with `followUp` to change that one. */
export function openFollowUp(
  options: { customerId?: CustomerId; followUp?: FollowUp; date?: string } = {},
): void {
  overlays.show({ name: "follow-up", ...options });
}

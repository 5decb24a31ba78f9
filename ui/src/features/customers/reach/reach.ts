/** Calling and writing through the system's programs, and logging what came of it. */
import { openLog } from "$features/communications";
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { CustomerRef, PersonRef, PointView } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

/** Hands a number or an address over; the offer to log stays until it is taken or sent away. */
export async function reachOut(
  point: PointView,
  customer: Pick<CustomerRef, "id" | "name">,
  person?: PersonRef,
): Promise<void> {
  const isCall = point.kind === "phone";
  try {
    const { opened, value } = await call("open_point", { id: point.id });
    if (!opened) {
      const copy = { label: t("reach-copy"), run: () => void navigator.clipboard.writeText(value) };
      toasts.show(t(isCall ? "reach-no-phone" : "reach-no-mail", { value }), copy, {
        kind: "failed",
        stays: true,
      });
      return;
    }
    const name = person?.name ?? customer.name;
    const log = {
      label: t("reach-log"),
      run: () =>
        openLog({
          customerId: customer.id,
          channel: isCall ? "call" : "email",
          people: person ? [person] : [],
        }),
    };
    const asked = t(isCall ? "reach-log-call" : "reach-log-email", { name });
    toasts.show(asked, log, { kind: "note", stays: true });
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Why a follow-up was put where it is shown. */
import type { Placement } from "$lib/ipc/generated";
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";

/** "4 days late · In their hours, 09:00–11:30". */
export function reason({ followUp, daysLate, theirHours, inTheirHours }: Placement): string {
  const hours = theirHours.replace("-", "–");
  const late =
    daysLate > 0
      ? t("days-late", { days: daysLate })
      : followUp.dueTime === null
        ? t("fit-until", { day: format.weekdayDate(followUp.dueDate) })
        : t("fit-was-at", { time: followUp.dueTime });
  const theirs = theirHours && t(inTheirHours ? "fit-in-hours" : "fit-out-of-hours", { hours });
  return [late, theirs].filter(Boolean).join(" · ");
}

/** How to stay in touch with a customer, in words: the rhythm, who is due, what its conversations suggest. */
import { daysBetween, format, today } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import type { Input } from "$lib/ipc/call";
import type { DueContact, StrategySuggestion, Tries } from "$lib/ipc/generated";

/** The rhythms to choose from, in days. */
const RHYTHMS = [7, 14, 28, 42, 56, 91, 182, 365];

/** "Every 4 weeks", "Every quarter", "Every 10 days". */
export function rhythmName(days: number): string {
  if (days === 91 || days === 182 || days === 365) return t(`rhythm-${days}`);
  return days % 7 === 0 ? t("rhythm-weeks", { count: days / 7 }) : t("rhythm-days", { count: days });
}

/** What can be chosen; a rhythm that is none of ours stays. */
export function rhythms(chosen: number | null): { value: string; label: string }[] {
  const own = chosen !== null && !RHYTHMS.includes(chosen) ? [chosen] : [];
  const all = [...RHYTHMS, ...own].sort((a, b) => a - b);
  return [
    { value: "", label: t("rhythm-none") },
    ...all.map((days) => ({ value: String(days), label: rhythmName(days) })),
  ];
}

/** "09:00–11:30". */
export const hoursName = (stored: string): string => stored.replace("-", "–");

/** "Due Thu 11 Jun", "Due today", "9 days late". */
export function contactDueText(due: string, now = today()): string {
  const days = daysBetween(now, due);
  if (days < 0) return format.late(due);
  return t("contact-due", { day: format.day(due) });
}

/** "Usually every 3 weeks · last contact 41 days ago", or what was agreed. */
export function contactReason({ agreed, rhythmDays, hours, lastContactAt, daysSince }: DueContact): string {
  const last = lastContactAt === null ? t("contact-never") : t("contact-ago", { days: daysSince });
  const usual =
    rhythmDays % 7 === 0
      ? t("contact-usually-weeks", { count: rhythmDays / 7 })
      : t("contact-usually", { rhythm: rhythmDays });
  return [agreed ? rhythmName(rhythmDays) : usual, hoursName(hours), last].filter(Boolean).join(" · ");
}

type Change = Omit<Input<"update_customer">, "id">;
const times = ({ reached, of }: Tries) => ({ reached, of });

/** What a suggestion says, why, and what it changes. */
export function suggestion(it: StrategySuggestion): { text: string; why: string; change: Change } {
  switch (it.type) {
    case "channel": {
      const [name, other] = [t(`channel-${it.channel}`), t(`channel-${it.insteadOf}`)];
      const why = [
        t("suggest-reached", { name, ...times(it.reached) }),
        t("suggest-reached", { name: other, ...times(it.before) }),
      ];
      return {
        text: t("suggest-channel", { name }),
        why: why.join(t("suggest-join")),
        change: { preferredChannel: it.channel },
      };
    }
    case "hours": {
      const hours = hoursName(it.hours);
      const why = [
        t("suggest-reached", { name: hours, ...times(it.reached) }),
        t("suggest-reached", { name: t("suggest-otherwise"), ...times(it.before) }),
      ];
      return {
        text: t("suggest-hours", { hours }),
        why: why.join(t("suggest-join")),
        change: { preferredHours: it.hours },
      };
    }
    case "habit":
      return {
        text: t("suggest-agree", { rhythm: rhythmName(it.days) }),
        why: t("suggest-habit", { median: it.median, gaps: it.gaps }),
        change: { rhythmDays: it.days },
      };
    case "rarer":
    case "sooner":
      return {
        text: t("suggest-rhythm", { rhythm: rhythmName(it.days) }),
        why: t(`suggest-${it.type}`),
        change: { rhythmDays: it.days },
      };
  }
}

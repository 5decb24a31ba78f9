/** The rules by which a follow-up comes again, as people choose them; any other rule is kept as it is. */
import { addDays, format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import type { FollowUp } from "$lib/ipc/generated";

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** The ways in which something comes again that begins on this day: each with its rule and what it is called. */
export function waysFrom(date: string): { way: string; rule: string; label: string }[] {
  const weekday = DAYS[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? "MO";
  const [name, day] = [format.weekdayName(date), Number(date.slice(8))];
  const isLast = addDays(date, 1).endsWith("-01");
  // Few months have a fifth one, and every month a last one.
  const nth = day > 28 ? -1 : Math.ceil(day / 7);
  return [
    { way: "daily", rule: "FREQ=DAILY", label: t("repeat-daily") },
    { way: "workdays", rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", label: t("repeat-workdays") },
    { way: "weekly", rule: `FREQ=WEEKLY;BYDAY=${weekday}`, label: t("repeat-weekly", { day: name }) },
    ...[2, 4].map((count) => ({
      way: `weeks-${count}`,
      rule: `FREQ=WEEKLY;INTERVAL=${count};BYDAY=${weekday}`,
      label: t("repeat-weeks", { count, day: name }),
    })),
    {
      way: "monthly",
      rule: `FREQ=MONTHLY;BYMONTHDAY=${isLast ? -1 : day}`,
      label: isLast ? t("repeat-month-end") : t("repeat-monthly", { day }),
    },
    { way: "nth", rule: `FREQ=MONTHLY;BYDAY=${nth}${weekday}`, label: t("repeat-nth", { nth, day: name }) },
    { way: "yearly", rule: "FREQ=YEARLY", label: t("repeat-yearly") },
  ];
}

/** What can be chosen for this day. Another rule came from another program, and stays what it is. */
export function choices(date: string, chosen: string): { value: string; label: string }[] {
  const ways = waysFrom(date).map(({ way, label }) => ({ value: way, label }));
  const other =
    chosen === "" || ways.some(({ value }) => value === chosen)
      ? []
      : [{ value: chosen, label: t("repeat-other") }];
  return [{ value: "", label: t("repeat-never") }, ...ways, ...other];
}

/** The way of a rule that counts from this day; the rule itself where it is another one, "" for none. */
export const wayOf = (rule: string, from: string): string =>
  waysFrom(from).find((each) => each.rule === rule)?.way ?? rule;

/** The rule of a way from this day on. */
export const ruleOf = (way: string, from: string): string =>
  waysFrom(from).find((each) => each.way === way)?.rule ?? way;

/** What the rule of a follow-up is called. */
export const repeatName = ({ repeats, repeatsFrom }: Pick<FollowUp, "repeats" | "repeatsFrom">): string =>
  waysFrom(repeatsFrom).find(({ rule }) => rule === repeats)?.label ?? t("repeat-other");

/** The rules by which a follow-up comes again, as people choose them; any other rule is kept as it is. */
import { addDays, format } from "$lib/format";
import { t } from "$lib/i18n.svelte";

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const A_SUNDAY = "2026-05-17";
const WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";

/** The rules of ours: how often, every how many, on which day of a week or month. */
const OURS =
  /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(\d+))?(?:;BYDAY=(-?\d)?([A-Z]{2}))?(?:;BYMONTHDAY=(-?\d+))?$/;

/** The ways in which something comes again that begins on this day, each with its rule. */
function waysFrom(date: string): { way: string; rule: string }[] {
  const weekday = DAYS[new Date(`${date}T12:00:00Z`).getUTCDay()];
  const day = Number(date.slice(8));
  const isLast = addDays(date, 1).endsWith("-01");
  // Few months have a fifth one, and every month a last one.
  const nth = day > 28 ? -1 : Math.ceil(day / 7);
  return [
    { way: "daily", rule: "FREQ=DAILY" },
    { way: "workdays", rule: WORKDAYS },
    { way: "weekly", rule: `FREQ=WEEKLY;BYDAY=${weekday}` },
    { way: "weeks-2", rule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}` },
    { way: "weeks-4", rule: `FREQ=WEEKLY;INTERVAL=4;BYDAY=${weekday}` },
    { way: "monthly", rule: `FREQ=MONTHLY;BYMONTHDAY=${isLast ? -1 : day}` },
    { way: "nth", rule: `FREQ=MONTHLY;BYDAY=${nth}${weekday}` },
    { way: "yearly", rule: "FREQ=YEARLY" },
  ];
}

/** What a rule is called; one that came from another program may have no name. */
export function ruleName(rule: string): string {
  if (rule === WORKDAYS) return t("repeat-workdays");
  const [known, often, every, nth, weekday = "", day] = OURS.exec(rule) ?? [];
  const name = () => format.weekdayName(addDays(A_SUNDAY, DAYS.indexOf(weekday)));
  if (rule === "FREQ=DAILY") return t("repeat-daily");
  if (rule === "FREQ=YEARLY") return t("repeat-yearly");
  if (!known || often === "DAILY" || often === "YEARLY") return t("repeat-other");
  if (often === "WEEKLY" && weekday && !nth && !day)
    return every
      ? t("repeat-weeks", { count: Number(every), day: name() })
      : t("repeat-weekly", { day: name() });
  if (often !== "MONTHLY" || every) return t("repeat-other");
  if (nth && !day) return t("repeat-nth", { nth: Number(nth), day: name() });
  if (!day || weekday) return t("repeat-other");
  return day === "-1" ? t("repeat-month-end") : t("repeat-monthly", { day });
}

/** What can be chosen for this day. Another rule came from another program, and stays what it is. */
export function choices(date: string, chosen: string): { value: string; label: string }[] {
  const ways = waysFrom(date).map(({ way, rule }) => ({ value: way, label: ruleName(rule) }));
  const other =
    chosen === "" || ways.some(({ value }) => value === chosen)
      ? []
      : [{ value: chosen, label: ruleName(chosen) }];
  return [{ value: "", label: t("repeat-never") }, ...ways, ...other];
}

/** The way of a rule that counts from this day; the rule itself where it is another one, "" for none. */
export const wayOf = (rule: string, from: string): string =>
  waysFrom(from).find((each) => each.rule === rule)?.way ?? rule;

/** The rule of a way from this day on. */
export const ruleOf = (way: string, from: string): string =>
  waysFrom(from).find((each) => each.way === way)?.rule ?? way;

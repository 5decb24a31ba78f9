/**
 * Dates, times, numbers and money as people read them (design guide, section 6).
 *
 * The functions of `formatter(language, zone)` are pure, so that `tests/fixtures/format.json` can hold them and their
 * Rust counterparts to the same answers. Instants are milliseconds UTC, plain dates `YYYY-MM-DD`, times `HH:MM`.
 */
import type { Language, Timestamp } from "./ipc/generated";
import { i18n, translate } from "./i18n.svelte";
import { session } from "./session.svelte";

export const NONE = "—";
const DAY_MS = 86_400_000;
const MINUS = "\u2212";
/** The sign that means this currency alone, wherever it is read. Others are named by their code. */
const OWN_SIGN: Record<string, string> = {
  AUD: "A$",
  BRL: "R$",
  CAD: "CA$",
  CNY: "CN¥",
  EUR: "€",
  GBP: "£",
  HKD: "HK$",
  ILS: "₪",
  INR: "₹",
  JPY: "JP¥",
  KRW: "₩",
  MXN: "MX$",
  NZD: "NZ$",
  PHP: "₱",
  SGD: "S$",
  THB: "฿",
  TWD: "NT$",
  UAH: "₴",
  USD: "US$",
  VND: "₫",
};
/** The short sign that several currencies share. */
const SHARED_SIGN: Record<string, string> = {
  CNY: "¥",
  JPY: "¥",
  ...Object.fromEntries(["AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD", "USD"].map((code) => [code, "$"])),
};

const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

/** Whole days from one plain date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((noonOf(to) - noonOf(from)) / DAY_MS);
/** The plain date a number of days after another. */
export const addDays = (date: string, days: number): string =>
  new Date(noonOf(date) + days * DAY_MS).toISOString().slice(0, 10);

/** The plain date and wall time of an instant in a zone (IANA name; undefined is this computer's). */
export function localTime(at: Timestamp, zone?: string): { date: string; time: string } {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** Fraction digits of a currency: 2 for CNY, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  try {
    const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** The home currency has a shared sign to itself; another with the same sign is told apart, as `JP¥`. */
function signOf(currency: string, home: string): string {
  const shared = SHARED_SIGN[currency];
  const usual = currency === "CNY" || currency === "USD";
  if (shared && (currency === home || (SHARED_SIGN[home] !== shared && usual))) return shared;
  return OWN_SIGN[currency] ?? `${currency}\u00a0`;
}

/** `zone` is an IANA name, undefined for this computer's. */
export function formatter(language: Language, zone?: string) {
  const chinese = language === "zh-CN";
  const words = (id: string, args?: Record<string, string | number>) => translate(language, id, args);
  const weekday = new Intl.DateTimeFormat(chinese ? "zh-CN" : "en-US", { weekday: "short", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });

  /** "14 May", "14 May 2025" in another year than `today`; "5月14日". */
  function date(plain: string, today: string): string {
    const [year, monthNumber, day] = plain.split("-").map(Number);
    const sameYear = plain.slice(0, 4) === today.slice(0, 4);
    if (chinese) return `${sameYear ? "" : `${year}年`}${monthNumber}月${day}日`;
    return `${day} ${month.format(noonOf(plain))}${sameYear ? "" : ` ${year}`}`;
  }
  /** "14 Mar 1985", "1985年3月14日"; "14 Mar", "3月14日" where the year isn't known, and "" for none. */
  function birthday(stored: string): string {
    // A leap year as both: its days are all there are, and then the year isn't told.
    return stored && date(stored.replace(/^--/, "2000-"), stored.startsWith("--") ? "2000" : "");
  }
  const wholeMonth = new Intl.DateTimeFormat(chinese ? "zh-CN" : "en-US", { month: "long", timeZone: "UTC" });
  /** "March", "3月", from 1. */
  const monthName = (number: number): string => wholeMonth.format(Date.UTC(2000, number - 1, 1));
  /** "Fri", "周五". */
  const weekdayName = (plain: string): string => weekday.format(noonOf(plain));
  /** "May 2026", "2026年5月". */
  function monthYear(plain: string): string {
    const [year, monthNumber] = plain.split("-").map(Number);
    return chinese ? `${year}年${monthNumber}月` : `${wholeMonth.format(noonOf(plain))} ${year}`;
  }
  /** "11–17 May 2026", "28 Dec 2026 – 3 Jan 2027"; "2026年5月11–17日". One day is told with its weekday. */
  function range(from: string, to: string): string {
    if (from === to) return weekdayDate(from, "");
    if (from.slice(0, 7) === to.slice(0, 7)) {
      const [first, last] = [from, to].map((day) => String(Number(day.slice(8))));
      return chinese ? `${monthYear(from)}${first}–${last}日` : `${first}–${date(to, "")}`;
    }
    const sameYear = from.slice(0, 4) === to.slice(0, 4);
    if (chinese) return `${date(from, "")}–${date(to, sameYear ? from : "")}`;
    return `${date(from, sameYear ? to : "")} – ${date(to, "")}`;
  }
  /** "Fri 15 May", "5月15日 周五". */
  function weekdayDate(plain: string, today: string): string {
    const name = weekday.format(noonOf(plain));
    return chinese ? `${date(plain, today)} ${name}` : `${name} ${date(plain, today)}`;
  }
  /** Today, Yesterday, Tomorrow, otherwise the date. */
  function day(plain: string, today: string): string {
    const names: Record<number, string> = { 0: "day-today", 1: "day-tomorrow", [-1]: "day-yesterday" };
    const name = names[daysBetween(today, plain)];
    return name ? words(name) : date(plain, today);
  }
  /** "4 days late", or "" when the day has not passed. */
  function late(due: string, today: string): string {
    const days = daysBetween(due, today);
    return days > 0 ? words("days-late", { days }) : "";
  }
  /** "Today, 11:00"; without a time only the day. */
  function dayTime(plain: string, time: string | null, today: string): string {
    return time ? words("day-and-time", { day: day(plain, today), time }) : day(plain, today);
  }
  /** An instant as day and time. */
  function moment(at: Timestamp, now: Timestamp): string {
    const local = localTime(at, zone);
    return dayTime(local.date, local.time, localTime(now, zone).date);
  }
  /** An instant as day only. */
  function momentDay(at: Timestamp, now: Timestamp): string {
    return day(localTime(at, zone).date, localTime(now, zone).date);
  }
  /** "3 h 20 m", "3 小时 20 分". */
  function duration(minutes: number): string {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return words("duration-minutes", { minutes });
    return rest === 0 ? words("duration-hours", { hours }) : words("duration-both", { hours, minutes: rest });
  }
  /** "1,284"; minus is U+2212. */
  function number(value: number): string {
    return grouped(value, 0);
  }
  /** A number where room is short: from a million on "1.2M", "120 万". */
  function short(value: number): string {
    if (value < 1_000_000) return number(value);
    return chinese ? `${number(Math.round(value / 10_000))} 万` : `${Math.round(value / 100_000) / 10}M`;
  }
  /** "¥486,200" from minor units, beside the home currency; `exact` keeps the fraction: "¥486,200.00". */
  function money(minor: number, currency: string, home: string, exact = false): string {
    const digits = minorDigits(currency);
    const amount = grouped(Math.abs(minor) / 10 ** digits, exact ? digits : 0);
    const minus = minor < 0 && /[1-9]/.test(amount) ? MINUS : "";
    return `${minus}${signOf(currency, home)}${amount}`;
  }
  /** "1.2 MB"; sizes of files, in steps of 1,000. */
  function bytes(size: number): string {
    const steps = ["B", "kB", "MB", "GB"];
    const step = size < 1 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), steps.length - 1);
    const value = size / 1000 ** step;
    return `${grouped(value, step > 0 && value < 10 ? 1 : 0)} ${steps[step]}`;
  }
  return {
    date,
    birthday,
    monthName,
    weekdayName,
    monthYear,
    range,
    weekdayDate,
    day,
    late,
    dayTime,
    moment,
    momentDay,
    duration,
    number,
    short,
    money,
    bytes,
  };
}

function grouped(value: number, digits: number): string {
  const text = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return text.format(value).replace("-", MINUS);
}

/** The plain date it is now on this computer. */
export const today = (): string => localTime(Date.now()).date;
/** The wall time it is now, `HH:MM`. */
export const timeNow = (): string => localTime(Date.now()).time;
/** The instant of a wall time on this computer. */
export const instantOf = (date: string, time: string): Timestamp => new Date(`${date}T${time}:00`).getTime();

const formatters = { en: formatter("en"), "zh-CN": formatter("zh-CN") };
const current = () => formatters[i18n.language];

/** The same in the current language, this computer's zone, and now. Reactive to the language. */
export const format = {
  date: (plain: string) => current().date(plain, today()),
  birthday: (stored: string) => current().birthday(stored),
  monthName: (number: number) => current().monthName(number),
  weekdayName: (plain: string) => current().weekdayName(plain),
  monthYear: (plain: string) => current().monthYear(plain),
  range: (from: string, to: string) => current().range(from, to),
  weekdayDate: (plain: string) => current().weekdayDate(plain, today()),
  day: (plain: string) => current().day(plain, today()),
  late: (due: string) => current().late(due, today()),
  dayTime: (plain: string, time: string | null) => current().dayTime(plain, time, today()),
  moment: (at: Timestamp) => current().moment(at, Date.now()),
  momentDay: (at: Timestamp) => current().momentDay(at, Date.now()),
  time: (at: Timestamp) => localTime(at).time,
  duration: (minutes: number) => current().duration(minutes),
  number: (value: number) => current().number(value),
  short: (value: number) => current().short(value),
  money: (minor: number, currency: string, exact = false) =>
    current().money(minor, currency, session.workspace?.currency ?? currency, exact),
  bytes: (size: number) => current().bytes(size),
};

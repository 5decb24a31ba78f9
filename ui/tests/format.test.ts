import { expect, test } from "vitest";
import { addDays, daysBetween, formatter, localTime, minorDigits } from "$lib/format";
import type { Language } from "$lib/ipc/generated";
import cases from "../../tests/fixtures/format.json";

const noon = Date.parse(`${cases.today}T12:00:00+08:00`);
const languages: Language[] = ["en", "zh-CN"];

for (const language of languages) {
  const format = formatter(language, cases.zone);

  test(`dates in ${language}`, () => {
    for (const each of cases.date) expect(format.date(each.in, cases.today)).toBe(each[language]);
    for (const each of cases.birthday) expect(format.birthday(each.in)).toBe(each[language]);
    for (const each of cases.weekdayDate)
      expect(format.weekdayDate(each.in, cases.today)).toBe(each[language]);
    for (const each of cases.day) expect(format.day(each.in, cases.today)).toBe(each[language]);
    for (const each of cases.late) expect(format.late(each.in, cases.today)).toBe(each[language]);
  });
  test(`moments and durations in ${language}`, () => {
    for (const each of cases.moment) expect(format.moment(each.in, noon)).toBe(each[language]);
    for (const each of cases.duration) expect(format.duration(each.in)).toBe(each[language]);
  });
  test(`numbers and money in ${language}`, () => {
    for (const each of cases.number) expect(format.number(each.in)).toBe(each.out);
    for (const { minor, currency, exact, out } of cases.money) {
      expect(format.money(minor, currency, cases.home, exact)).toBe(out);
    }
  });
}

test("a moment belongs to the day of its zone", () => {
  const at = Date.parse("2026-05-13T20:00:00Z");
  expect(localTime(at, "Asia/Shanghai")).toEqual({ date: "2026-05-14", time: "04:00" });
  expect(localTime(at, "America/New_York")).toEqual({ date: "2026-05-13", time: "16:00" });
  expect(localTime(Date.parse("2026-05-13T16:00:00Z"), "Asia/Shanghai").time).toBe("00:00");
});

test("days are counted over months, leap days and clock changes", () => {
  expect(daysBetween("2026-05-14", "2026-05-10")).toBe(-4);
  expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});

test("currencies keep their own number of digits", () => {
  expect([minorDigits("CNY"), minorDigits("JPY"), minorDigits("KWD"), minorDigits("no")]).toEqual([
    2, 0, 3, 2,
  ]);
});

test("file sizes", () => {
  const { bytes } = formatter("en");
  expect([bytes(0), bytes(999), bytes(1200), bytes(184_320), bytes(12_400_000)]).toEqual([
    "0 B",
    "999 B",
    "1.2 kB",
    "184 kB",
    "12 MB",
  ]);
});

test("a number is short from a million on, where it would not fit", () => {
  const short = (language: "en" | "zh-CN") => [999_999, 1_000_000, 1_234_567].map(formatter(language).short);
  expect(short("en")).toEqual(["999,999", "1M", "1.2M"]);
  expect(short("zh-CN")).toEqual(["999,999", "100 万", "123 万"]);
});

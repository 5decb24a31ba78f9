import { expect, test } from "vitest";
import { choices, ruleName, ruleOf, wayOf } from "$features/followups/repeat";
import { i18n } from "$lib/i18n.svelte";

test("ways follow the day that they begin on", () => {
  // The third Thursday of May, the last day of a month that is a fifth Sunday, and a 29th.
  expect(ruleOf("weekly", "2026-05-21")).toBe("FREQ=WEEKLY;BYDAY=TH");
  expect(ruleOf("nth", "2026-05-21")).toBe("FREQ=MONTHLY;BYDAY=3TH");
  expect(ruleOf("monthly", "2026-05-31")).toBe("FREQ=MONTHLY;BYMONTHDAY=-1");
  expect(ruleOf("nth", "2026-05-31")).toBe("FREQ=MONTHLY;BYDAY=-1SU");
  expect(ruleOf("monthly", "2026-05-29")).toBe("FREQ=MONTHLY;BYMONTHDAY=29");
  expect(ruleOf("", "2026-05-29")).toBe("");
});

test("every rule of ours is known again and has a name, and another one is kept", () => {
  for (const date of ["2026-05-14", "2026-02-28", "2028-02-29", "2026-12-31"])
    for (const { value, label } of choices(date, "").slice(1)) {
      expect(wayOf(ruleOf(value, date), date)).toBe(value);
      expect(label).not.toBe(ruleName("FREQ=HOURLY"));
    }
  for (const rule of [
    "FREQ=DAILY;COUNT=3",
    "FREQ=WEEKLY;BYDAY=2TH",
    "FREQ=MONTHLY",
    "FREQ=YEARLY;INTERVAL=2",
  ]) {
    expect(wayOf(rule, "2026-05-14")).toBe(rule);
    expect(ruleOf(rule, "2026-05-14")).toBe(rule);
    expect(ruleName(rule)).toBe(ruleName("FREQ=HOURLY"));
  }
});

test("a rule is called what it does, in both languages", async () => {
  const names = () =>
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SA", "FREQ=MONTHLY;BYMONTHDAY=-1"].map(
      ruleName,
    );
  await i18n.set("en");
  expect(names()).toEqual([
    "Every 2 weeks, Sun",
    "Every month on the last Sat",
    "On the last day of every month",
  ]);
  await i18n.set("zh-CN");
  expect(names()[0]).toBe("每 2 周的周日");
});

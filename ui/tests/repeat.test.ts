import { expect, test } from "vitest";
import { ruleOf, wayOf, waysFrom } from "$features/followups/repeat";

test("ways follow the day that they begin on", () => {
  // The third Thursday of May, the last day of a month that is a fifth Sunday, and a 29th.
  expect(ruleOf("weekly", "2026-05-21")).toBe("FREQ=WEEKLY;BYDAY=TH");
  expect(ruleOf("nth", "2026-05-21")).toBe("FREQ=MONTHLY;BYDAY=3TH");
  expect(ruleOf("monthly", "2026-05-31")).toBe("FREQ=MONTHLY;BYMONTHDAY=-1");
  expect(ruleOf("nth", "2026-05-31")).toBe("FREQ=MONTHLY;BYDAY=-1SU");
  expect(ruleOf("monthly", "2026-05-29")).toBe("FREQ=MONTHLY;BYMONTHDAY=29");
  expect(ruleOf("", "2026-05-29")).toBe("");
});

test("every rule of ours is known again, and another one is kept", () => {
  for (const date of ["2026-05-14", "2026-02-28", "2028-02-29", "2026-12-31"])
    for (const { way, rule, label } of waysFrom(date)) {
      expect(wayOf(rule, date)).toBe(way);
      expect(label).not.toContain("{");
    }
  expect(wayOf("FREQ=DAILY;COUNT=3", "2026-05-14")).toBe("FREQ=DAILY;COUNT=3");
  expect(ruleOf("FREQ=DAILY;COUNT=3", "2026-05-14")).toBe("FREQ=DAILY;COUNT=3");
});

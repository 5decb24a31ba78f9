import { beforeEach, expect, test } from "vitest";
import { BLANKS, holds, inserted, written } from "$features/communications/templates";
import { i18n } from "$lib/i18n.svelte";

beforeEach(() => i18n.set("en"));

test("a blank is seen in a text in whatever language and width it is written", () => {
  expect(written("person")).toBe("{person}");
  expect(written("person", "zh-CN")).toBe("{联系人}");
  for (const text of ["Dear {person}", "Dear {Person}", "｛联系人｝您好"])
    expect(holds(text, "person")).toBe(true);
  expect(holds("Dear person", "person")).toBe(false);
  expect(new Set(BLANKS.map((blank) => written(blank, "zh-CN"))).size).toBe(BLANKS.length);
});

test("a blank takes the place of what is chosen", () => {
  expect(inserted("Dear X,", [5, 6], "{person}")).toEqual(["Dear {person},", 13]);
  expect(inserted("", [0, 0], "{me}")).toEqual(["{me}", 4]);
});

import { expect, test } from "vitest";
import { strengthOf } from "$lib/strength";

test("length and variety make a passphrase strong", () => {
  const level = (text: string) => strengthOf(text).level;
  expect(level("qwerty")).toBe("short");
  expect(level("aaaaaaaaaaaaaaaa")).toBe("weak");
  expect(level("12345678")).toBe("weak");
  expect(level("passwort")).toBe("weak");
  expect(level("correct horse battery staple")).toBe("strong");
  expect(level("泵房密封回访记录簿")).toBe("strong");
});

test("the bar never passes its end", () => {
  expect(strengthOf("correct horse battery staple and much more besides").share).toBe(1);
  expect(strengthOf("").share).toBe(0);
});

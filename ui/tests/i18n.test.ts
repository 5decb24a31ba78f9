import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import { i18n, t, translate } from "$lib/i18n.svelte";

const read = (files: Record<string, string>) => Object.entries(files);
const english = read(
  import.meta.glob<string>("../locales/en/*.ftl", { query: "?raw", import: "default", eager: true }),
);
const chinese = read(
  import.meta.glob<string>("../locales/zh-CN/*.ftl", { query: "?raw", import: "default", eager: true }),
);
const sources = read(
  import.meta.glob<string>(["../src/**/*.svelte", "../src/**/*.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** Message ids of all files, with the variables each uses. */
function messages(files: [string, string][]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, text] of files) {
    for (const { id, value } of new FluentResource(text).body) {
      expect(found.has(id), `${id} is in two files, the second is ${path}`).toBe(false);
      const names = [...JSON.stringify(value).matchAll(/"type":"var","name":"(\w+)"/g)].map(
        (match) => match[1],
      );
      found.set(id, [...new Set(names)].sort().join(" "));
    }
  }
  return found;
}

test("both catalogues hold the same messages with the same variables", () => {
  expect(Object.fromEntries(messages(chinese))).toEqual(Object.fromEntries(messages(english)));
});

test("every line of a catalogue is understood", () => {
  for (const [path, text] of [...english, ...chinese]) {
    const written = [...text.matchAll(/^[a-z][\w-]* =/gm)].length;
    expect(new FluentResource(text).body.length, path).toBe(written);
  }
});

test("every text that the code asks for by name exists", () => {
  const known = messages(english);
  const missing = sources.flatMap(([path, text]) =>
    [...text.matchAll(/\bt\(\s*"([\w-]+)"/g)]
      .map((match) => match[1] ?? "")
      .filter((id) => !known.has(id))
      .map((id) => `${path}: ${id}`),
  );
  expect(missing).toEqual([]);
});

test("every code of the contract has a sentence", () => {
  const contract = readFileSync("src/lib/ipc/generated.ts", "utf8");
  const codes = /export type ErrorCode =([^;]+);/.exec(contract)?.[1]?.match(/"(\w+)"/g) ?? [];
  expect(codes.length).toBeGreaterThan(10);
  const known = messages(english);
  expect(codes.map((code) => code.slice(1, -1)).filter((code) => !known.has(`error-${code}`))).toEqual([]);
});

test("no catalogue was left in the other's language", () => {
  const count = (text: string, letters: RegExp) => text.match(letters)?.length ?? 0;
  const texts = (file: string) =>
    file.split("\n").map((line) => line.replace(/\{[^}]*\}|^[\w-]+ =|#.*/g, ""));
  // An example or a product's name may be in the other language, a whole sentence may not.
  for (const [path, file] of english) {
    const foreign = texts(file).filter((line) => count(line, /\p{Script=Han}/gu) > count(line, /[a-z]/gi));
    expect(foreign, path).toEqual([]);
  }
  for (const [path, file] of chinese) {
    const foreign = texts(file).filter((line) => /[a-z]+ [a-z]+ [a-z]+/.test(line));
    expect(foreign, path).toEqual([]);
  }
});

test("the language switches live, numbers are grouped, plurals chosen, and no marks are added", () => {
  i18n.set("en");
  expect(t("days-late", { days: 1 })).toBe("1 day late");
  expect(t("days-late", { days: 1284 })).toBe("1,284 days late");
  i18n.set("zh-CN");
  expect(t("days-late", { days: 4 })).toBe("逾期 4 天");
  expect(document.documentElement.lang).toBe("zh-CN");
  expect(translate("en", "no-such-message")).toBe("no-such-message");
  i18n.set("en");
});

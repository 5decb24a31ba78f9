/** The blanks of templates, in words and as they are written. */
import { i18n, t, translate } from "$lib/i18n.svelte";
import type { Language } from "$lib/ipc/generated";

/** What can be filled in, by its name in English. */
export const BLANKS = ["customer", "number", "person", "me", "business", "today"] as const;

/** "Name of the person". */
export const blankName = (blank: string): string => t(`blank-${blank}`);

/** As it stands in a text: `{person}`, `{联系人}`. */
export const written = (blank: string, language: Language = i18n.language): string =>
  `{${translate(language, `blank-word-${blank}`)}}`;

/** Whether a text has that blank, in either language. */
export const holds = (text: string, blank: string): boolean =>
  (["en", "zh-CN"] as const).some((language) =>
    text.normalize("NFKC").toLowerCase().includes(written(blank, language)),
  );

/** The text with more put in the place of what is chosen there, and where that ends. */
export const inserted = (
  text: string,
  [from, to]: readonly [number, number],
  more: string,
): [string, number] => [text.slice(0, from) + more + text.slice(to), from + more.length];

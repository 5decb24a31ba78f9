/** Text from the Fluent catalogues in `ui/locales`, in the language the person chose, switched live. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { Language } from "./ipc/generated";

export type Args = Record<string, FluentVariable>;

const sources = import.meta.glob<string>("../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

function buildBundle(language: Language): FluentBundle {
  // Isolation marks would show up in copied text and in tests.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const [path, source] of Object.entries(sources)) {
    if (path.includes(`/${language}/`)) bundle.addResource(new FluentResource(source));
  }
  return bundle;
}

const bundles: Record<Language, FluentBundle> = { en: buildBundle("en"), "zh-CN": buildBundle("zh-CN") };

/** A message in a named language; its id if no catalogue has it, so that a gap is seen. */
export function translate(language: Language, id: string, args?: Args): string {
  const bundle = bundles[language];
  const pattern = bundle.getMessage(id)?.value;
  return pattern ? bundle.formatPattern(pattern, args) : id;
}

/** Whether the catalogues know the message, for codes that arrive from the core. */
export function hasMessage(id: string): boolean {
  return bundles.en.hasMessage(id);
}

export const systemLanguage = (): Language => (navigator.language.startsWith("zh") ? "zh-CN" : "en");

class I18n {
  #language = $state<Language>(systemLanguage());

  get language(): Language {
    return this.#language;
  }
  /** Switches every text on screen; `null` follows the system. */
  set(language: Language | null): void {
    this.#language = language ?? systemLanguage();
    document.documentElement.lang = this.#language;
  }
}
export const i18n = new I18n();

/** A message in the current language. Reactive: text that calls it changes with the language. */
export const t = (id: string, args?: Args): string => translate(i18n.language, id, args);

/** The language of a text where it is not the page's: another voice reads it, and another face may set it. */
export function langOf(text: string, page = i18n.language): Language | undefined {
  if (!/\p{L}/u.test(text)) return undefined;
  const written = /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
  return written === page ? undefined : written;
}

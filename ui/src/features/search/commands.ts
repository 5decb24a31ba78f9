/** Everything that can be done by name: what has a key, and what is too rare for one. */
import type { Language, Theme } from "$lib/ipc/generated";
import { format } from "$lib/format";
import { i18n, t, translate } from "$lib/i18n.svelte";
import { asCallError } from "$lib/ipc/call";
import { runJob } from "$lib/ipc/jobs.svelte";
import { entryOf, type Act } from "$lib/keymap";
import { keys } from "$lib/keys.svelte";
import { router } from "$lib/router.svelte";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toast.svelte";

export type Command = {
  id: string;
  label: string;
  /** What it may be asked for by: its name in every language. */
  names: string[];
  keys?: string;
  run: () => void;
};

/** Groups of the keyboard list whose keys are worth a name; moving a cursor is not. */
const NAMED_GROUPS = ["keys-new", "keys-go", "keys-anywhere"];
const UNNAMED: readonly Act[] = ["search", "find", "back", "nextPane", "previousPane"];
const LANGUAGES: readonly Language[] = ["en", "zh-CN"];
const THEMES: readonly Theme[] = ["light", "dark", "system"];

const named = (id: string, run: () => void, shortcut?: string): Command => ({
  id,
  label: t(id),
  names: LANGUAGES.map((language) => translate(language, id)),
  run,
  ...(shortcut && { keys: shortcut }),
});

async function rebuildIndex(): Promise<void> {
  try {
    const { documents } = await runJob("rebuild_index", {}).result;
    toasts.show(t("index-rebuilt", { count: documents, number: format.number(documents) }));
  } catch (thrown) {
    toasts.failed(asCallError(thrown));
  }
}
const prefer = (change: Parameters<typeof session.prefer>[0]) => () =>
  void session.prefer(change).catch((thrown: unknown) => toasts.failed(thrown));

/** The commands of this moment: a page may have added its own keys. Reactive. */
export function listCommands(): Command[] {
  const acts = keys.active.filter(
    ({ act }) => NAMED_GROUPS.includes(entryOf(act).group) && !UNNAMED.includes(act),
  );
  const byGroup = NAMED_GROUPS.flatMap((group) => acts.filter(({ act }) => entryOf(act).group === group));
  const bound = byGroup.map(({ act, run }) => {
    const { label, keys: written, group } = entryOf(act);
    const goes = group === "keys-go" ? { label: t("go-to", { page: t(label) }) } : {};
    return { ...named(label, run, written[0]), ...goes };
  });
  return [
    ...bound,
    named("command-duplicates", () => router.go({ name: "duplicates" })),
    named("command-import", () => router.go({ name: "import" })),
    named("imports", () => router.go({ name: "imports" })),
    ...THEMES.filter((theme) => theme !== session.preferences.theme).map((theme) =>
      named(`command-theme-${theme}`, prefer({ theme })),
    ),
    ...LANGUAGES.filter((language) => language !== i18n.language).map((language) =>
      named(`command-language-${language}`, prefer({ language })),
    ),
    named("command-rebuild", () => void rebuildIndex()),
  ];
}

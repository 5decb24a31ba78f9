/** How somebody can be reached, to choose from. */
import { t } from "$lib/i18n.svelte";
import type { Channel } from "$lib/ipc/generated";

const REACHING = ["call", "email", "chat", "visit", "meeting"] as const satisfies readonly Channel[];

/** Every channel but a note to ourselves, behind "any". */
export const channelChoices = (): { value: Channel | ""; label: string }[] => [
  { value: "", label: t("follow-up-any-channel") },
  ...REACHING.map((value) => ({ value, label: t(`channel-${value}`) })),
];

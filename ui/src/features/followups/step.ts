/** What the form of a follow-up holds. */
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { lengthsWith, PRIORITIES } from "$lib/planning";
import type { Channel, Priority, UserId } from "$lib/ipc/generated";

export type Step = {
  title: string;
  channel: Channel | "";
  date: string;
  /** HH:MM; "" for any time that day. */
  time: string;
  ownerId: UserId | "";
  /** The rule by which it comes again; "" for none. */
  repeats: string;
  priority: Priority;
  /** How long it takes; "" for unknown. */
  minutes: string;
};

const FIELDS = ["title", "channel", "date", "time", "ownerId", "repeats", "priority", "minutes"] as const;
/** What drafts of an earlier program lack. */
const LATER = { priority: "normal", minutes: "" } as const;

/** The lengths to choose from; one that was set another way is among them. */
export function lengths(chosen: string): { value: string; label: string }[] {
  const all = lengthsWith(Number(chosen));
  const length = (minutes: number) => ({ value: String(minutes), label: format.duration(minutes) });
  return [{ value: "", label: t("follow-up-any-length") }, ...all.map(length)];
}

export const priorities = (): { value: Priority; label: string }[] =>
  PRIORITIES.map((value) => ({ value, label: t(`priority-${value}`) }));

/** A draft as it was kept, or undefined if it is of another shape. */
export function readStep(kept: unknown): Step | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const step: Step = { ...LATER, ...(kept as Step) };
  return FIELDS.every((field) => typeof step[field] === "string") ? step : undefined;
}

export const sameStep = (a: Step, b: Step): boolean => FIELDS.every((field) => a[field] === b[field]);

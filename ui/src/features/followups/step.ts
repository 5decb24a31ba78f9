/** What the form of a follow-up holds. */
import type { Channel, UserId } from "$lib/ipc/generated";

export type Step = {
  title: string;
  channel: Channel | "";
  date: string;
  /** HH:MM; "" for any time that day. */
  time: string;
  ownerId: UserId | "";
  /** The rule by which it comes again; "" for none. */
  repeats: string;
};

const FIELDS = ["title", "channel", "date", "time", "ownerId", "repeats"] as const;

/** A draft as it was kept, or undefined if it is of another shape. */
export function readStep(kept: unknown): Step | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const step = kept as Step;
  return FIELDS.every((field) => typeof step[field] === "string") ? step : undefined;
}

export const sameStep = (a: Step, b: Step): boolean => FIELDS.every((field) => a[field] === b[field]);

/** The order on screen of what happened with a customer. */
import type { TimelineEntry, TimelineKind } from "$lib/ipc/generated";

export const FILTERS = [
  "all",
  "calls",
  "visits",
  "emails",
  "chats",
  "notes",
  "follow-ups",
  "changes",
] as const;
export type Filter = (typeof FILTERS)[number];

/** What each filter lets through; `all` leaves changes of fields out, as the core does when nothing is named. */
const KINDS: Record<Exclude<Filter, "all">, TimelineKind[]> = {
  calls: ["call"],
  visits: ["visit", "meeting"],
  emails: ["email"],
  chats: ["chat"],
  notes: ["note"],
  "follow-ups": ["follow_up"],
  changes: ["change"],
};
export const kindsOf = (filter: Filter): TimelineKind[] | undefined =>
  filter === "all" ? undefined : KINDS[filter];

/** An entry with the day it opens, where it is the first of that day. */
export type Placed = { entry: TimelineEntry; key: string; day: string | undefined };

/** A name for an entry that stays when others come before it. */
function keyOf(entry: TimelineEntry): string {
  switch (entry.type) {
    case "communication":
      return entry.communication.id;
    case "follow_up":
      return entry.followUp.id;
    case "change":
      return `${entry.at}-${entry.actor}-${entry.fields.join()}`;
  }
}

/** The height of an entry with two lines of text, in px; the scrollbar's guess for what was not on screen yet. */
export const USUAL_HEIGHT = 84;

/** Entries of one block: few enough to be drawn within a frame or two, and a divisor of what is read at once. */
export const BLOCK = 25;

/** Where the blocks of a list begin. */
export const blocksOf = (total: number): number[] =>
  Array.from({ length: Math.ceil(total / BLOCK) }, (_, block) => block * BLOCK);

/**
 * A run of entries, newest first, with the head of each day. `at` gives what is read so far; the entry before the run decides
 * whether its day is open already. Keys are made unique: two changes may fall in one millisecond.
 */
export function placed(
  at: (index: number) => TimelineEntry | undefined,
  first: number,
  count: number,
  dayOf: (at: number) => string,
): (Placed | undefined)[] {
  const seen = new Map<string, number>();
  const before = first > 0 ? at(first - 1) : undefined;
  let open = before && dayOf(before.at);
  return Array.from({ length: count }, (_, index) => {
    const entry = at(first + index);
    if (!entry) return undefined;
    const day = dayOf(entry.at);
    const opens = day !== open;
    open = day;
    const key = keyOf(entry);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return { entry, key: times === 0 ? key : `${key}-${times}`, day: opens ? day : undefined };
  });
}

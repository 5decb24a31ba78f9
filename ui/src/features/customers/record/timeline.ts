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

/** Entries, newest first, with the head of each day. Keys are made unique: two changes may fall in one millisecond. */
export function placed(entries: readonly TimelineEntry[], dayOf: (at: number) => string): Placed[] {
  const seen = new Map<string, number>();
  let open: string | undefined;
  return entries.map((entry) => {
    const day = dayOf(entry.at);
    const opens = day !== open;
    open = day;
    const key = keyOf(entry);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return { entry, key: times === 0 ? key : `${key}-${times}`, day: opens ? day : undefined };
  });
}

/** A list in pieces of one size, the last one shorter. */
export function inBlocks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}

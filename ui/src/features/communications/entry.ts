/** What the conversation form holds: its start, its draft, and what it sends. */
import type {
  Channel,
  CommunicationView,
  CustomerRef,
  Direction,
  FileTicket,
  LogCommunication,
  Outcome,
  PersonRef,
  UpdateCommunication,
  UserId,
} from "$lib/ipc/generated";
import { addDays, instantOf, localTime, timeNow, today } from "$lib/format";

export const CHANNELS: readonly Channel[] = ["call", "visit", "email", "chat", "meeting", "note"];
export const OUTCOMES: readonly Outcome[] = [
  "none",
  "reached",
  "no_answer",
  "call_back",
  "interested",
  "wants_quote",
  "agreed",
  "declined",
  "complaint",
  "wrong_number",
];

export type Entry = {
  channel: Channel;
  customer: CustomerRef | undefined;
  people: PersonRef[];
  date: string;
  time: string;
  /** As typed; "" when the length is not known. */
  minutes: string;
  direction: Direction;
  outcome: Outcome;
  title: string;
  text: string;
  /** Files to be attached. */
  files: FileTicket[];
  next: { on: boolean; title: string; date: string; time: string; ownerId: UserId | "" };
};

/** A note is for ourselves; everything else starts as what we did. */
export const directionOf = (channel: Channel): Direction => (channel === "note" ? "none" : "out");

export function newEntry(channel: Channel, ownerId: UserId | ""): Entry {
  return {
    channel,
    customer: undefined,
    people: [],
    date: today(),
    time: timeNow(),
    minutes: "",
    direction: directionOf(channel),
    outcome: "none",
    title: "",
    text: "",
    files: [],
    next: { on: false, title: "", date: addDays(today(), 1), time: "", ownerId },
  };
}

export function entryOf(view: CommunicationView): Entry {
  const { date, time } = localTime(view.at);
  return {
    ...newEntry(view.channel, ""),
    customer: { id: view.customerId, name: view.customerName, kind: view.customerKind },
    people: view.people,
    date,
    time,
    minutes: view.durationMinutes === null ? "" : String(view.durationMinutes),
    direction: view.direction,
    outcome: view.outcome,
    title: view.title,
    text: view.text,
  };
}

/** Whether there is anything that would be a loss. */
export const isWorthKeeping = (entry: Entry): boolean =>
  [entry.title, entry.text, entry.next.title].some((text) => text.trim() !== "") ||
  entry.people.length > 0 ||
  entry.files.length > 0;

/** A draft as it was kept, or undefined if it is of another shape. */
export function readEntry(kept: unknown): Entry | undefined {
  const start = newEntry("note", "");
  // Drafts of older programs name no files.
  const entry = (typeof kept === "object" ? { files: [], ...kept } : kept) as Entry;
  if (!sameShape(entry, start) || !sameShape(entry.next, start.next)) return undefined;
  return CHANNELS.includes(entry.channel) && OUTCOMES.includes(entry.outcome) ? entry : undefined;
}
function sameShape(kept: unknown, model: object): boolean {
  if (typeof kept !== "object" || kept === null) return false;
  // The customer is the one part that may be missing.
  return Object.entries(model).every(
    ([key, value]) => value === undefined || typeof (kept as Record<string, unknown>)[key] === typeof value,
  );
}

/** Problems the form itself can see, by the core's field names and codes. */
export function problemsOf(entry: Entry): Record<string, string> {
  return {
    ...(entry.customer ? {} : { customerId: "required" }),
    ...(entry.date ? {} : { at: "date_invalid" }),
    ...(entry.date && !entry.time ? { at: "time_invalid" } : {}),
    ...(/^\d{0,4}$/.test(entry.minutes.trim()) ? {} : { durationMinutes: "out_of_range" }),
    ...(entry.next.on && !entry.next.title.trim() ? { "nextStep.title": "required" } : {}),
    ...(entry.next.on && !entry.next.date ? { "nextStep.due": "date_invalid" } : {}),
  };
}

function shared(entry: Entry) {
  const minutes = entry.minutes.trim();
  return {
    channel: entry.channel,
    direction: entry.direction,
    at: instantOf(entry.date, entry.time),
    durationMinutes: minutes ? Number(minutes) : null,
    contactIds: entry.people.map(({ id }) => id),
    title: entry.title.trim(),
    text: entry.text.trim(),
    outcome: entry.outcome,
  };
}
export function toLog(entry: Entry, customerId: string): LogCommunication {
  const { on, title, date, time, ownerId } = entry.next;
  const due = { date, time: time || null };
  return {
    customerId,
    ...shared(entry),
    files: entry.files.map(({ ticket }) => ticket),
    ...(on && { nextStep: { title: title.trim(), due, ownerId: ownerId || null } }),
  };
}
export const toUpdate = (entry: Entry, id: string): UpdateCommunication => ({ id, ...shared(entry) });

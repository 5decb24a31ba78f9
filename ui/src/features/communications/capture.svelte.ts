/** The one-line note: what is typed, what it says, what a person chose instead, its draft, and saving. */
import { asCallError, call, type CallError } from "$lib/ipc/call";
import type { ActId, Channel, ContactId, CustomerId, CustomerRef, Priority } from "$lib/ipc/generated";
import type { LinePerson, LineReading } from "$lib/ipc/generated";
import { Draft } from "$lib/draft.svelte";
import { addDays, instantOf, today } from "$lib/format";
import { i18n, t } from "$lib/i18n.svelte";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toast.svelte";
import { CHANNELS } from "./entry";

/** A day, and a time of it or "". */
export type Moment = { date: string; time: string };
export type Step = Moment & { title: string };

/** What a person chose over what the line says; what is left out follows the line, null is none. */
type Chosen = {
  channel?: Channel;
  customer?: CustomerRef;
  planned?: boolean;
  when?: Moment | null;
  step?: Step | null;
  /** How long it took or will take. */
  minutes?: number | null;
  /** How long the next step takes. */
  stepMinutes?: number | null;
  /** How much what is to do matters. */
  priority?: Priority;
};
type Kept = { text: string; chosen: Chosen; about: CustomerRef | undefined };

/** A kept line as it was written, or undefined if it is of another shape. */
export function readKept(kept: unknown): Kept | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const { text, chosen, about } = kept as Kept;
  const whole = typeof text === "string" && typeof chosen === "object" && (chosen as unknown) !== null;
  return whole && (!chosen.channel || CHANNELS.includes(chosen.channel))
    ? { text, chosen, about }
    : undefined;
}

const moment = (at: { date: string; time: string | null }): Moment => ({
  date: at.date,
  time: at.time ?? "",
});

/** What is said of a follow-up only where it is something else than of most. */
const weightOf = (priority: Priority, minutes: number | undefined) => ({
  ...(priority !== "normal" && { priority }),
  ...(minutes !== undefined && { durationMinutes: minutes }),
});

export class Capture {
  text = $state("");
  chosen = $state<Chosen>({});
  /** Whom it is about where neither the line nor a person says so: the customer on screen, or of the last line. */
  about = $state.raw<CustomerRef>();
  saving = $state(false);
  /** Whether the customer was asked for and is still missing. */
  lacksCustomer = $state(false);
  #reading = $state.raw<{ text: string; says: LineReading }>();
  /** People who were taken out, and who is meant instead of the likeliest. */
  #out = $state.raw<readonly ContactId[]>([]);
  #instead = $state.raw<Readonly<Record<ContactId, LinePerson>>>({});
  #error = $state.raw<CallError>();
  readonly draft = new Draft<Kept>("capture");

  get error(): CallError | undefined {
    return this.#error;
  }
  /** What the line says, as of the last pause in typing. */
  get says(): LineReading | undefined {
    return this.text.trim() ? this.#reading?.says : undefined;
  }
  /** What was recognised in the line as it stands; nothing while it is being written on. */
  get parts(): LineReading["parts"] {
    return this.#reading?.text === this.text ? this.#reading.says.parts : [];
  }
  get channel(): Channel {
    return this.chosen.channel ?? this.says?.channel ?? (this.planned ? "call" : "note");
  }
  /** Everybody who is named and was not taken out, each with those of the same name. */
  get people(): { meant: LinePerson; others: LinePerson[] }[] {
    const named = (this.says?.people ?? []).map((bearers) => {
      const first = bearers[0];
      const meant = first && (this.#instead[first.id] ?? first);
      return meant && { meant, others: bearers.filter(({ id }) => id !== meant.id), first };
    });
    return named.filter((each) => each !== undefined).filter(({ first }) => !this.#out.includes(first.id));
  }
  get customer(): CustomerRef | undefined {
    const swapped = Object.values(this.#instead)[0];
    return this.chosen.customer ?? swapped?.customer ?? this.says?.customer ?? this.about;
  }
  get when(): Moment | undefined {
    if (this.chosen.when === null) return undefined;
    return this.chosen.when ?? (this.says?.when ? moment(this.says.when) : undefined);
  }
  /** Whether it is a follow-up and not something that has been. */
  get planned(): boolean {
    return (this.chosen.planned ?? this.says?.planned ?? false) && this.when !== undefined;
  }
  get minutes(): number | undefined {
    const { minutes } = this.chosen;
    return (minutes === undefined ? this.says?.durationMinutes : minutes) ?? undefined;
  }
  get stepMinutes(): number | undefined {
    const { stepMinutes } = this.chosen;
    if (!this.step) return undefined;
    return (stepMinutes === undefined ? this.says?.nextStep?.durationMinutes : stepMinutes) ?? undefined;
  }
  /** How much what is to do matters; as most do where nothing says otherwise. */
  get priority(): Priority {
    return this.chosen.priority ?? this.says?.priority ?? "normal";
  }
  get step(): Step | undefined {
    if (this.planned || this.chosen.step === null) return undefined;
    const said = this.says?.nextStep;
    return this.chosen.step ?? (said ? { title: said.title, ...moment(said) } : undefined);
  }

  /** Takes up the line that was left, unless it was about someone else than `customerId`. */
  async open(customerId: CustomerId | undefined): Promise<void> {
    const kept = await this.draft.restore(readKept);
    const whose = kept?.chosen.customer ?? kept?.about;
    if (kept?.text && (!customerId || !whose || whose.id === customerId)) {
      this.text = kept.text;
      this.chosen = kept.chosen;
      this.about = kept.about;
    }
    if (!customerId || this.about) return;
    const { customer } = await call("get_customer", { id: customerId });
    this.about = { id: customer.id, name: customer.name, kind: customer.kind };
  }
  keep(): void {
    if (this.saving || !this.text.trim()) return;
    this.draft.keep({ text: this.text, chosen: $state.snapshot(this.chosen), about: this.about });
  }
  /** Asks what the line says. An answer that comes late, to another line, is dropped. */
  async read(text: string): Promise<void> {
    if (!text.trim()) return;
    const customerId = (this.chosen.customer ?? this.about)?.id ?? null;
    const says = await call("read_line", { text, language: i18n.language, customerId });
    if (this.text === text) this.#reading = { text, says };
  }
  takeOut(person: LinePerson): void {
    const named = this.says?.people.map((bearers) => bearers[0]?.id) ?? [];
    const meant = (id: ContactId) => (this.#instead[id]?.id ?? id) === person.id;
    this.#out = [...this.#out, ...named.filter((id) => id !== undefined).filter(meant)];
  }
  /** Means somebody else of the same name, and their customer. */
  mean(person: LinePerson): void {
    const first = this.says?.people.find((bearers) => bearers.some(({ id }) => id === person.id))?.[0];
    if (!first) return;
    this.#instead = { ...this.#instead, [first.id]: person };
    this.chosen.customer = person.customer;
  }
  toggleStep(): void {
    this.chosen.step = this.step ? null : { title: this.text.trim(), date: addDays(today(), 1), time: "" };
  }

  /** Answers whether it was saved. */
  async save(): Promise<boolean> {
    const text = this.text.trim();
    if (!text || this.saving) return false;
    this.saving = true;
    this.#error = undefined;
    try {
      // Whoever saves before the pause is taken at their word, too.
      if (this.#reading?.text !== this.text) await this.read(this.text);
      const { customer } = this;
      this.lacksCustomer = customer === undefined;
      if (!customer) return false;
      const planned = this.planned;
      const act = planned ? await this.#plan(customer.id, text) : await this.#log(customer.id, text);
      await this.clear();
      toasts.undoable(t(planned ? "follow-up-added" : "conversation-logged"), act);
      return true;
    } catch (thrown) {
      this.#error = asCallError(thrown);
      return false;
    } finally {
      this.saving = false;
    }
  }
  async #plan(customerId: CustomerId, title: string): Promise<ActId> {
    const { channel, when, priority, minutes } = this;
    const due = { date: when?.date ?? today(), time: when?.time || null };
    const ownerId = session.user?.id ?? null;
    const weight = weightOf(priority, minutes);
    return (await call("create_follow_up", { customerId, title, due, channel, ownerId, ...weight })).act;
  }
  async #log(customerId: CustomerId, text: string): Promise<ActId> {
    const { channel, step, minutes } = this;
    const ownerId = session.user?.id ?? null;
    const at = this.#began();
    const contactIds = this.people
      .filter(({ meant }) => meant.customer.id === customerId)
      .map(({ meant }) => meant.id);
    const { act } = await call("log_communication", {
      customerId,
      channel,
      text,
      contactIds,
      ...(this.says?.direction && { direction: this.says.direction }),
      ...(at !== undefined && { at }),
      ...(minutes !== undefined && { durationMinutes: minutes }),
      ...(step && {
        nextStep: {
          title: step.title,
          due: { date: step.date, time: step.time || null },
          ownerId,
          ...weightOf(this.priority, this.stepMinutes),
        },
      }),
    });
    return act;
  }
  /** When it began; undefined for now, and for what is still to come. */
  #began(): number | undefined {
    const { when } = this;
    if (!when) return undefined;
    const said = this.says?.when;
    const asSaid = said && said.date === when.date && (said.time ?? "") === when.time;
    const at = asSaid ? said.at : instantOf(when.date, when.time || "12:00");
    return at <= Date.now() ? at : undefined;
  }
  /** Empties the line and its draft; the customer stays for the next note. */
  async clear(): Promise<void> {
    const { customer } = this;
    this.text = "";
    this.chosen = {};
    this.about = customer;
    this.#reading = undefined;
    this.#out = [];
    this.#instead = {};
    await this.draft.clear();
  }
}

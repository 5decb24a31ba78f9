/** The conversation form while it is open: what is typed, the draft behind it, and saving. */
import { asCallError, call, CallError } from "$lib/ipc/call";
import type { Channel, CommunicationId, CustomerId, FilledTemplate, PersonRef } from "$lib/ipc/generated";
import { errorText, fieldText } from "$lib/errors";
import { Draft } from "$lib/draft.svelte";
import { t } from "$lib/i18n.svelte";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toast.svelte";
import {
  directionOf,
  entryOf,
  isWorthKeeping,
  newEntry,
  problemsOf,
  readEntry,
  toLog,
  toUpdate,
  type Entry,
} from "./entry";

export type Start = {
  customerId?: CustomerId | undefined;
  communicationId?: CommunicationId | undefined;
  channel?: Channel | undefined;
  people?: readonly PersonRef[] | undefined;
  title?: string | undefined;
  text?: string | undefined;
};

/** Each conversation being changed and each customer written about has a draft of its own, so none hides another. */
const draftKey = ({ customerId, communicationId }: Start) =>
  communicationId ? `log:${communicationId}` : customerId ? `log:${customerId}` : "log";

export class ConversationForm {
  entry = $state<Entry>(newEntry("call", ""));
  state = $state<"loading" | "ready" | "saving" | "saved">("loading");
  #error = $state.raw<CallError>();
  readonly draft: Draft<Entry>;
  readonly #start: Start;
  /** What the form began with; the same text is not worth a draft. */
  #before = "";

  constructor(start: Start) {
    this.#start = start;
    this.draft = new Draft(draftKey(start));
  }

  get editing(): boolean {
    return this.#start.communicationId !== undefined;
  }
  /** Why saving failed, when it is about no single field. */
  get failure(): string | undefined {
    return this.#error && Object.keys(this.#error.fields).length === 0 ? errorText(this.#error) : undefined;
  }
  problem(field: string): string | undefined {
    return fieldText(this.#error, field);
  }

  /** Fills the form: from the conversation or the customer, then with what was typed before. */
  async open(): Promise<void> {
    const { text } = this.#start;
    try {
      this.entry = await this.#fresh();
      this.#before = JSON.stringify(this.entry);
      const kept = await this.#restore();
      if (kept)
        this.entry =
          text && !kept.text.includes(text) ? { ...kept, text: `${kept.text}\n${text}`.trim() } : kept;
      else if (text) this.entry.text = text;
    } catch (thrown) {
      this.#error = asCallError(thrown);
    }
    this.state = "ready";
  }
  /** Keeps what is typed. Called whenever the entry changes. */
  keep(): void {
    if (this.state !== "ready") return;
    const now = JSON.stringify(this.entry);
    const worth = this.editing ? now !== this.#before : isWorthKeeping(this.entry);
    if (worth) this.draft.keep($state.snapshot(this.entry));
  }
  /** A note turns the direction to internal, and leaving notes turns it back. */
  setChannel(channel: Channel): void {
    const { entry } = this;
    if (entry.direction === directionOf(entry.channel)) entry.direction = directionOf(channel);
    entry.channel = channel;
  }
  /** Puts in what a template says. What was typed stays; what has been keeps its channel. */
  insert({ channel, title, text }: FilledTemplate): void {
    if (channel && !this.editing) this.setChannel(channel);
    this.entry.title ||= title;
    this.entry.text = [this.entry.text.trimEnd(), text].filter(Boolean).join("\n");
  }
  /** Throws the draft away and starts anew. */
  async discard(): Promise<void> {
    this.#error = undefined;
    await this.draft.clear();
    this.entry = await this.#fresh();
  }
  /** Answers whether it was saved. */
  async save(): Promise<boolean> {
    if (this.state !== "ready") return false;
    const fields = problemsOf(this.entry);
    const customerId = this.entry.customer?.id;
    if (Object.keys(fields).length > 0 || customerId === undefined) {
      this.#error = new CallError({ code: "invalid", fields, detail: "" });
      return false;
    }
    this.state = "saving";
    try {
      const { communicationId } = this.#start;
      const { act } = communicationId
        ? await call("update_communication", toUpdate(this.entry, communicationId))
        : await call("log_communication", toLog(this.entry, customerId));
      this.#error = undefined;
      await this.draft.clear();
      const said = this.editing ? "conversation-changed" : "conversation-logged";
      toasts.undoable(t(said), act);
      // What is saved is no draft any more: nothing of it is kept again while the form closes.
      this.state = "saved";
      return true;
    } catch (thrown) {
      this.#error = asCallError(thrown);
      this.state = "ready";
      return false;
    }
  }
  /** Clears the form for the next one with the same customer. */
  another(): void {
    const { channel, customer } = this.entry;
    this.entry = { ...newEntry(channel, session.user?.id ?? ""), customer };
    this.state = "ready";
  }

  /** What was typed before. A file that was chosen before the program ended has to be chosen again. */
  async #restore(): Promise<Entry | undefined> {
    const kept = await this.draft.restore(readEntry);
    if (!kept || kept.files.length === 0) return kept;
    return { ...kept, files: await call("known_files", { tickets: kept.files.map(({ ticket }) => ticket) }) };
  }
  async #fresh(): Promise<Entry> {
    const { communicationId, customerId, channel, people = [], title = "" } = this.#start;
    if (communicationId) return entryOf(await call("get_communication", { id: communicationId }));
    const entry = { ...newEntry(channel ?? "call", session.user?.id ?? ""), title };
    if (!customerId) return entry;
    const { customer } = await call("get_customer", { id: customerId });
    return {
      ...entry,
      people: [...people],
      customer: { id: customer.id, name: customer.name, kind: customer.kind },
    };
  }
}

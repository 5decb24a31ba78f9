/** The one-line note: what is typed, its chips, its draft, and saving. */
import { asCallError, call, type CallError } from "$lib/ipc/call";
import type { Channel, CustomerId, CustomerRef } from "$lib/ipc/generated";
import { Draft } from "$lib/draft.svelte";
import { addDays, today } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toast.svelte";
import { CHANNELS } from "./entry";

type Kept = { text: string; channel: Channel; customer: CustomerRef | undefined; due: string };

/** A kept line as it was written, or undefined if it is of another shape. */
export function readLine(kept: unknown): Kept | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const line = kept as Kept;
  const whole =
    typeof line.text === "string" && typeof line.due === "string" && CHANNELS.includes(line.channel);
  return whole ? line : undefined;
}

export class Capture {
  text = $state("");
  channel = $state<Channel>("note");
  customer = $state.raw<CustomerRef>();
  /** The day of a follow-up; "" for none. */
  due = $state("");
  saving = $state(false);
  /** Whether the customer was asked for and is still missing. */
  lacksCustomer = $state(false);
  #error = $state.raw<CallError>();
  readonly draft = new Draft<Kept>("capture");

  get error(): CallError | undefined {
    return this.#error;
  }
  /** Takes up the line that was left, unless it was about someone else than `customerId`. */
  async open(customerId: CustomerId | undefined): Promise<void> {
    const kept = await this.draft.restore(readLine);
    if (kept?.text && (!customerId || !kept.customer || kept.customer.id === customerId)) {
      this.text = kept.text;
      this.channel = kept.channel;
      this.customer = kept.customer;
      this.due = kept.due;
    }
    if (!customerId || this.customer) return;
    const { customer } = await call("get_customer", { id: customerId });
    this.customer = { id: customer.id, name: customer.name, kind: customer.kind };
  }
  keep(): void {
    if (this.saving || !this.text.trim()) return;
    this.draft.keep({ text: this.text, channel: this.channel, customer: this.customer, due: this.due });
  }
  toggleFollowUp(): void {
    this.due = this.due ? "" : addDays(today(), 1);
  }
  /** Answers whether it was saved. */
  async save(): Promise<boolean> {
    const text = this.text.trim();
    this.lacksCustomer = this.customer === undefined;
    if (!text || !this.customer || this.saving) return false;
    this.saving = true;
    this.#error = undefined;
    const { due, channel } = this;
    const nextStep = { title: text, due: { date: due }, ownerId: session.user?.id ?? null };
    try {
      const { act } = await call("log_communication", {
        customerId: this.customer.id,
        channel,
        text,
        ...(due && { nextStep }),
      });
      await this.clear();
      toasts.undoable(t("conversation-logged"), act);
      return true;
    } catch (thrown) {
      this.#error = asCallError(thrown);
      return false;
    } finally {
      this.saving = false;
    }
  }
  /** Empties the line and its draft; the customer stays for the next note. */
  async clear(): Promise<void> {
    this.text = "";
    this.due = "";
    await this.draft.clear();
  }
}

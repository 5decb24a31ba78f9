/** A customer's timeline, read further as it is scrolled, that keeps itself current. */
import { untrack } from "svelte";
import { asCallError, call, type CallError } from "$lib/ipc/call";
import { onChange } from "$lib/ipc/events";
import type { CustomerId, TimelineEntry, TimelineKind } from "$lib/ipc/generated";

/** Entries of one step further. */
export const PAGE = 50;
/** Entries read at once when what is on screen is read again; the core gives no more. */
const AGAIN = 200;
const COALESCE_MS = 30;

export type Asked = {
  customerId: CustomerId;
  kinds?: TimelineKind[] | undefined;
  /** Only what holds this. */
  text?: string | undefined;
};

/** Made while a component is set up; ends with it. `asked` is reactive. */
export class TimelinePages {
  #entries = $state.raw<TimelineEntry[]>();
  #total = $state(0);
  #error = $state.raw<CallError>();
  #fetching = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #asked: () => Asked;

  constructor(asked: () => Asked) {
    this.#asked = asked;
    const address = $derived(JSON.stringify(asked()));

    // Reads what is asked for, so that another filter begins anew.
    $effect(() => {
      void address;
      untrack(() => void this.#read(0, PAGE));
    });
    // Listens outside Svelte, so it must be undone when the component goes.
    $effect(() => {
      const stop = onChange(({ tags }) => {
        if (!tags.some((tag) => ["customers", "communications", "follow_ups", "contacts"].includes(tag)))
          return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.reload(), COALESCE_MS);
      });
      return () => {
        stop();
        clearTimeout(this.#timer);
        this.#turn += 1;
      };
    });
  }

  /** What is read so far, newest first; undefined before the first answer. */
  get entries(): TimelineEntry[] | undefined {
    return this.#entries;
  }
  get total(): number {
    return this.#total;
  }
  get error(): CallError | undefined {
    return this.#error;
  }
  get fetching(): boolean {
    return this.#fetching;
  }
  get complete(): boolean {
    return this.#entries !== undefined && this.#entries.length >= this.#total;
  }

  /** Reads the next step, unless one is on its way or there is no more. */
  async more(): Promise<void> {
    if (this.#fetching || this.complete) return;
    await this.#read(this.#entries?.length ?? 0, PAGE);
  }
  /** Reads again as much as is shown; the old entries stay until then. */
  async reload(): Promise<void> {
    await this.#read(0, Math.max(PAGE, this.#entries?.length ?? 0));
  }

  async #read(from: number, count: number): Promise<void> {
    const turn = ++this.#turn;
    const kept = from === 0 ? [] : (this.#entries ?? []);
    this.#fetching = true;
    try {
      const read: TimelineEntry[] = [];
      let total = 0;
      do {
        const limit = Math.min(AGAIN, count - read.length);
        const { customerId, kinds, text } = this.#asked();
        const part = await call("list_timeline", {
          customerId,
          ...(kinds ? { kinds } : {}),
          ...(text ? { text } : {}),
          offset: from + read.length,
          limit,
        });
        if (turn !== this.#turn) return;
        total = part.total;
        read.push(...part.entries);
        if (part.entries.length < limit) break;
      } while (read.length < count);
      this.#entries = [...kept, ...read];
      // A part that came short is the end, whatever the count said a moment ago.
      this.#total = read.length < count ? this.#entries.length : total;
      this.#error = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#error = asCallError(thrown);
    }
    this.#fetching = false;
  }
}

/** The history, read further as it is scrolled, that keeps itself current. */
import { untrack } from "svelte";
import { asCallError, call, type CallError } from "$lib/ipc/call";
import { onChange } from "$lib/ipc/events";
import type { ListHistory, PastAct } from "$lib/ipc/generated";

/** Acts of one step further. */
export const PAGE = 50;
/** Acts read at once when what is on screen is read again; the core gives no more. */
const AGAIN = 200;
const COALESCE_MS = 30;

/** Made while a component is set up; ends with it. `asked` is reactive. */
export class HistoryPages {
  #acts = $state.raw<PastAct[]>();
  #next = $state<number | null>(null);
  #error = $state.raw<CallError>();
  #fetching = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #asked: () => ListHistory;

  constructor(asked: () => ListHistory) {
    this.#asked = asked;
    const address = $derived(JSON.stringify(asked()));

    // Reads what is asked for, so that another filter begins anew.
    $effect(() => {
      void address;
      untrack(() => void this.#read([], PAGE));
    });
    // Listens outside Svelte, so it must be undone when the component goes.
    $effect(() => {
      const stop = onChange(({ tags }) => {
        if (!tags.includes("history")) return;
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
  get acts(): PastAct[] | undefined {
    return this.#acts;
  }
  get error(): CallError | undefined {
    return this.#error;
  }
  get fetching(): boolean {
    return this.#fetching;
  }
  get complete(): boolean {
    return this.#acts !== undefined && this.#next === null;
  }

  /** Reads the next step, unless one is on its way or there is no more. */
  async more(): Promise<void> {
    if (this.#fetching || this.complete) return;
    await this.#read(this.#acts ?? [], PAGE);
  }
  /** Reads again as much as is shown; the old acts stay until then. */
  async reload(): Promise<void> {
    await this.#read([], Math.max(PAGE, this.#acts?.length ?? 0));
  }

  async #read(kept: PastAct[], count: number): Promise<void> {
    const turn = ++this.#turn;
    this.#fetching = true;
    try {
      const acts = [...kept];
      let next = kept.length > 0 ? this.#next : null;
      do {
        const limit = Math.min(AGAIN, kept.length + count - acts.length);
        const page = await call("list_history", { ...this.#asked(), before: next, limit });
        if (turn !== this.#turn) return;
        acts.push(...page.acts);
        next = page.next;
      } while (next !== null && acts.length < kept.length + count);
      this.#acts = acts;
      this.#next = next;
      this.#error = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#error = asCallError(thrown);
    }
    this.#fetching = false;
  }
}

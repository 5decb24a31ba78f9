/** A query that keeps itself current: it refetches when its input or what it reads changes. */
import { untrack } from "svelte";
import { asCallError, call, type CallError, type CommandName, type Input, type Output } from "./call";
import { onChange } from "./events";
import type { ChangeTag } from "./generated";

const COALESCE_MS = 30;

/**
 * Made while a component is set up; ends with it. `input` is reactive; `null` means "not now".
 * While a newer answer is on its way the old data stays, and answers that arrive late are dropped.
 */
export class LiveQuery<K extends CommandName> {
  #data = $state.raw<Output<K>>();
  #error = $state.raw<CallError>();
  #fetching = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #name: K;
  readonly #input: () => Input<K> | null;

  constructor(name: K, input: () => Input<K> | null, tags: readonly ChangeTag[]) {
    this.#name = name;
    this.#input = input;
    const address = $derived(JSON.stringify(input()));

    // Reads the input, so that a change of it fetches again; equal inputs do not.
    $effect(() => {
      void address;
      untrack(() => void this.refetch());
    });
    // Listens outside Svelte, so it must be undone when the component goes.
    $effect(() => {
      const stop = onChange((change) => {
        if (change.tags.some((tag) => tags.includes(tag))) this.#refetchSoon();
      });
      return () => {
        stop();
        clearTimeout(this.#timer);
        this.#turn += 1;
      };
    });
  }

  /** The last good answer. */
  get data(): Output<K> | undefined {
    return this.#data;
  }
  /** Why the last fetch failed; gone once one succeeds. */
  get error(): CallError | undefined {
    return this.#error;
  }
  /** `loading` only before the first answer; an error shows even while old data is kept. */
  get state(): "loading" | "error" | "ready" {
    if (this.#error) return "error";
    return this.#data === undefined ? "loading" : "ready";
  }
  get fetching(): boolean {
    return this.#fetching;
  }

  async refetch(): Promise<void> {
    const turn = ++this.#turn;
    const input = this.#input();
    if (input === null) {
      this.#fetching = false;
      return;
    }
    this.#fetching = true;
    try {
      const data = await call(this.#name, input);
      if (turn !== this.#turn) return;
      this.#data = data;
      this.#error = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#error = asCallError(thrown);
    }
    this.#fetching = false;
  }

  #refetchSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refetch(), COALESCE_MS);
  }
}

/** The hits of a search, read page by page as the list is scrolled, kept current while the words change. */
import { untrack } from "svelte";
import { asCallError, call, type CallError } from "$lib/ipc/call";
import { onChange } from "$lib/ipc/events";
import type { SearchHit, SearchInput, SearchResults } from "$lib/ipc/generated";

/** What a screen shows at first; what is below it is read once it comes into sight. */
const FIRST = 20;
const PAGE = 50;
/** The most that one search answers with. */
const LONGEST = 200;
const COALESCE_MS = 50;

/** Made while a component is set up; ends with it. Old results stay until the new ones are here. */
export class Results {
  #hits = $state.raw<readonly SearchHit[]>([]);
  #answer = $state.raw<SearchResults>();
  #error = $state.raw<CallError>();
  #fetching = $state(false);
  readonly #input: () => SearchInput;
  #turn = 0;

  constructor(input: () => SearchInput) {
    this.#input = input;
    const address = $derived(JSON.stringify(input()));

    // Reads the input, so that another word or filter searches again.
    $effect(() => {
      void address;
      untrack(() => void this.#read(FIRST));
    });
    // Listens outside Svelte, so it must be undone when the component goes.
    $effect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = onChange(({ tags }) => {
        if (!tags.some((tag) => ["communications", "customers", "contacts", "search"].includes(tag))) return;
        clearTimeout(timer);
        timer = setTimeout(() => void this.refetch(), COALESCE_MS);
      });
      return () => {
        stop();
        clearTimeout(timer);
        this.#turn += 1;
      };
    });
  }

  get hits(): readonly SearchHit[] {
    return this.#hits;
  }
  /** Totals and facets of the last answer. */
  get answer(): SearchResults | undefined {
    return this.#answer;
  }
  get error(): CallError | undefined {
    return this.#error;
  }
  get fetching(): boolean {
    return this.#fetching;
  }
  /** Reads again as much as is shown. */
  async refetch(): Promise<void> {
    await this.#read(Math.max(FIRST, this.#hits.length));
  }
  /** Adds the next page, once the last rows come into sight. */
  async more(): Promise<void> {
    if (this.#fetching || this.#hits.length >= (this.#answer?.total ?? 0)) return;
    const turn = this.#turn;
    this.#fetching = true;
    try {
      const { hits } = await this.#search(this.#hits.length, PAGE);
      if (turn !== this.#turn) return;
      this.#hits = [...this.#hits, ...hits];
    } catch (thrown) {
      if (turn === this.#turn) this.#error = asCallError(thrown);
    }
    if (turn === this.#turn) this.#fetching = false;
  }

  async #read(length: number): Promise<void> {
    const turn = ++this.#turn;
    this.#fetching = true;
    try {
      const first = await this.#search(0, Math.min(length, LONGEST));
      const hits = [...first.hits];
      while (turn === this.#turn && hits.length < Math.min(length, first.total)) {
        const slice = await this.#search(hits.length, Math.min(length - hits.length, LONGEST));
        if (slice.hits.length === 0) break;
        hits.push(...slice.hits);
      }
      if (turn !== this.#turn) return;
      this.#answer = first;
      this.#hits = hits;
      this.#error = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#error = asCallError(thrown);
    }
    this.#fetching = false;
  }
  #search(offset: number, limit: number): Promise<SearchResults> {
    // Counts stand in the first page.
    const input = this.#input();
    return call("search", { ...input, ...(offset > 0 && { facets: false }), offset, limit });
  }
}

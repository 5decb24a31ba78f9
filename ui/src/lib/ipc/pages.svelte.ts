/** A long list, read in slices as it is scrolled, that keeps itself current. */
import { untrack } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import { asCallError, call, type CallError, type CommandName, type Input, type Output } from "./call";
import { onChange } from "./events";
import type { ChangeTag } from "./generated";

const PAGE = 100;
/** Pages kept for scrolling back; the rest is fetched again. */
const KEPT = 30;
const COALESCE_MS = 30;

/** Commands that answer with one slice and the length of the whole. */
type PagedName = {
  [K in CommandName]: Output<K> extends { total: number; rows: unknown[] } ? K : never;
}[CommandName];
export type RowOf<K extends PagedName> = Output<K> extends { rows: (infer R)[] } ? R : never;

/** Made while a component is set up; ends with it. `input` is reactive and leaves out `offset` and `limit`. */
export class LivePages<K extends PagedName> {
  #total = $state<number>();
  #error = $state.raw<CallError>();
  readonly #pages = new SvelteMap<number, { rows: RowOf<K>[]; turn: number }>();
  readonly #name: K;
  readonly #input: () => Input<K>;
  #wanted: readonly [first: number, last: number][] = [[0, PAGE - 1]];
  #turn = 0;
  /** The turn that is being read. */
  #reading = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(name: K, input: () => Input<K>, tags: readonly ChangeTag[]) {
    this.#name = name;
    this.#input = input;
    const address = $derived(JSON.stringify(input()));

    // Reads the input, so that another filter or order reads the list anew.
    $effect(() => {
      void address;
      untrack(() => this.reload());
    });
    // Listens outside Svelte, so it must be undone when the component goes.
    $effect(() => {
      const stop = onChange((change) => {
        if (!change.tags.some((tag) => tags.includes(tag))) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.reload(), COALESCE_MS);
      });
      return () => {
        stop();
        clearTimeout(this.#timer);
        this.#turn = Number.NaN;
      };
    });
  }

  /** Length of the whole list; undefined before the first answer. */
  get total(): number | undefined {
    return this.#total;
  }
  get error(): CallError | undefined {
    return this.#error;
  }
  get state(): "loading" | "error" | "ready" {
    if (this.#error) return "error";
    return this.#total === undefined ? "loading" : "ready";
  }

  /** The row at a position; undefined while it is on its way. */
  at(index: number): RowOf<K> | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }
  /** Says which rows are on screen, in ranges; missing ones are fetched, the newest wish first. */
  want(...ranges: [first: number, last: number][]): void {
    this.#wanted = ranges;
    void this.#fill();
  }
  /** Rows of a range, wherever they are, for a selection that reaches beyond the screen. */
  async range(from: number, to: number): Promise<RowOf<K>[]> {
    const rows: RowOf<K>[] = [];
    while (from + rows.length <= to) {
      const slice = await this.#fetch(from + rows.length, Math.min(1000, to - from - rows.length + 1));
      if (slice.rows.length === 0) break;
      rows.push(...slice.rows);
    }
    return rows;
  }
  /** Reads again what is on screen; old rows stay until the new ones are here. */
  reload(): void {
    this.#turn += 1;
    void this.#fill();
  }

  async #fill(): Promise<void> {
    const turn = this.#turn;
    if (this.#reading === turn) return;
    // What was asked for before is left to itself: another filter must not wait for its answer.
    this.#reading = turn;
    for (let page = this.#nextMissing(); page !== undefined; page = this.#nextMissing()) {
      try {
        const { total, rows } = await this.#fetch(page * PAGE, PAGE);
        if (turn !== this.#turn) return;
        this.#total = total;
        this.#error = undefined;
        this.#pages.set(page, { rows, turn });
        this.#forgetFar(page);
      } catch (thrown) {
        if (turn !== this.#turn) return;
        this.#error = asCallError(thrown);
        break;
      }
    }
    this.#reading = -1;
  }
  #nextMissing(): number | undefined {
    if (Number.isNaN(this.#turn)) return undefined;
    for (const [first, last] of this.#wanted) {
      const end = Math.min(last, Math.max(0, (this.#total ?? PAGE) - 1));
      for (let page = Math.floor(first / PAGE); page <= Math.floor(end / PAGE); page += 1) {
        if (this.#pages.get(page)?.turn !== this.#turn) return page;
      }
    }
    // A list that shrank may leave nothing to show where we look, but its new length must still be learnt.
    const known = [...this.#pages.values()].some((page) => page.turn === this.#turn);
    return known ? undefined : 0;
  }
  #isWanted(page: number): boolean {
    const within = (row: number) => Math.floor(row / PAGE);
    return this.#wanted.some(([first, last]) => page >= within(first) && page <= within(last));
  }
  #forgetFar(near: number): void {
    for (const [page, { turn }] of this.#pages) {
      const isFar = Math.abs(page - near) > 1 && !this.#isWanted(page);
      if (turn !== this.#turn && isFar) this.#pages.delete(page);
    }
    if (this.#pages.size <= KEPT) return;
    const others = [...this.#pages.keys()].filter((page) => !this.#isWanted(page));
    const farthest = others.sort((a, b) => Math.abs(b - near) - Math.abs(a - near))[0];
    if (farthest !== undefined) this.#pages.delete(farthest);
  }
  async #fetch(offset: number, limit: number): Promise<{ total: number; rows: RowOf<K>[] }> {
    const answer = await call(this.#name, { ...this.#input(), offset, limit } as Input<K>);
    return answer as { total: number; rows: RowOf<K>[] };
  }
}

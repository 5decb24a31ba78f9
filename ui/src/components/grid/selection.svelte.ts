/** Which rows of a grid are chosen: those with these keys, or all of the list but those. Where a range started. */
import { SvelteSet } from "svelte/reactivity";
import type { Rows } from "./types";

export class Selection<R> {
  /** The chosen keys; while all are chosen, the keys left out. */
  readonly #keys = new SvelteSet<string>();
  readonly #keyOf: (row: R) => string;
  /** The list that is chosen whole, however long it becomes. */
  #all = $state.raw<Rows<R>>();
  #anchor = 0;

  constructor(keyOf: (row: R) => string) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#all ? Math.max(0, (this.#all.total ?? 0) - this.#keys.size) : this.#keys.size;
  }
  /** Whether the list is chosen whole, but for `keys`. */
  get isAll(): boolean {
    return this.#all !== undefined;
  }
  get keys(): string[] {
    return [...this.#keys];
  }
  has(key: string): boolean {
    return this.#keys.has(key) !== this.isAll;
  }
  clear(): void {
    this.#all = undefined;
    this.#keys.clear();
  }
  toggle(row: R, index: number): void {
    const key = this.#keyOf(row);
    this.#anchor = index;
    if (!this.#keys.delete(key)) this.#keys.add(key);
  }
  /** Adds everything between the last toggled row and this one. */
  async extendTo(index: number, rows: Pick<Rows<R>, "range">): Promise<void> {
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    for (const row of await rows.range(from, to)) this.#choose(this.#keyOf(row));
  }
  selectAll(rows: Rows<R>): void {
    this.clear();
    if (rows.total) this.#all = rows;
  }

  #choose(key: string): void {
    if (this.isAll) this.#keys.delete(key);
    else this.#keys.add(key);
  }
}

/** Which rows of a grid are chosen, by key, and where a range started. */
import { SvelteSet } from "svelte/reactivity";
import type { Rows } from "./types";

export class Selection<R> {
  readonly #keys = new SvelteSet<string>();
  readonly #keyOf: (row: R) => string;
  #anchor = 0;

  constructor(keyOf: (row: R) => string) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#keys.size;
  }
  get keys(): string[] {
    return [...this.#keys];
  }
  has(key: string): boolean {
    return this.#keys.has(key);
  }
  clear(): void {
    this.#keys.clear();
  }
  toggle(row: R, index: number): void {
    const key = this.#keyOf(row);
    this.#anchor = index;
    if (!this.#keys.delete(key)) this.#keys.add(key);
  }
  /** Adds everything between the last toggled row and this one. */
  async extendTo(index: number, rows: Rows<R>): Promise<void> {
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    this.#add(await rows.range(from, to));
  }
  async selectAll(rows: Rows<R>): Promise<void> {
    if (rows.total) this.#add(await rows.range(0, rows.total - 1));
  }

  #add(rows: readonly R[]): void {
    for (const row of rows) this.#keys.add(this.#keyOf(row));
  }
}

/** The cell of a grid that is being edited. Its row stands still until it is left, wherever the list puts it meanwhile. */
import type { Leaving } from "../EditField.svelte";

export class Editing<R> {
  #cell = $state.raw<{ index: number; row: R; column: string }>();

  get cell(): { index: number; row: R; column: string } | undefined {
    return this.#cell;
  }
  start(index: number, row: R, column: string): void {
    this.#cell = { index, row, column };
  }
  /** The row as it is after an edit. */
  saved(row: R): void {
    if (this.#cell) this.#cell = { ...this.#cell, row };
  }
  /** Goes on to the cell beside it among `cells`, or ends; true where the keyboard is nowhere then. */
  leave(how: Leaving, cells: readonly string[]): boolean {
    if (!this.#cell) return false;
    const at = cells.indexOf(this.#cell.column);
    const next = how === "next" ? cells[at + 1] : how === "previous" ? cells[at - 1] : undefined;
    this.#cell = next === undefined ? undefined : { ...this.#cell, column: next };
    return !this.#cell && how !== "gone";
  }
}

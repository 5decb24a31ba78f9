/** Sums of a grid with lines of one height: what is on screen and which columns fit. */
import type { Column, Group } from "./types";

/** Rows rendered above and below the screen, so that a quick scroll does not show gaps. */
const MARGIN = 8;

/** Positions of the lines to render for a scroll offset; `last` is inclusive, and -1 when there are none. */
export function visibleRange(
  scrollTop: number,
  height: number,
  rowHeight: number,
  total: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN);
  const last = Math.min(total - 1, Math.ceil((scrollTop + height) / rowHeight) + MARGIN);
  return { first: Math.min(first, Math.max(0, last)), last };
}

/** The scroll offset that brings a line fully on screen, below what is `covered` of it, moving as little as possible. */
export function scrollTo(
  line: number,
  scrollTop: number,
  height: number,
  rowHeight: number,
  covered = 0,
): number {
  const top = line * rowHeight;
  if (top - covered < scrollTop) return Math.max(0, top - covered);
  return Math.max(scrollTop, top + rowHeight - height);
}

/** The lines of a list: its rows, with a heading above each group of them. */
export class Lines {
  /** The line of each heading. */
  readonly #headings: number[] = [];
  readonly total: number;

  constructor(rows: number, groups: readonly Pick<Group, "count">[]) {
    let line = 0;
    for (const { count } of groups) {
      this.#headings.push(line);
      line += count + 1;
    }
    this.total = rows + groups.length;
  }

  /** The group that a line stands in, its heading among it; -1 without groups. */
  groupAt(line: number): number {
    let [low, high] = [0, this.#headings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#headings[middle] ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  isHeading(line: number): boolean {
    return this.#headings[this.groupAt(line)] === line;
  }
  /** The row of a line; of a heading the one below it. */
  rowAt(line: number): number {
    const group = this.groupAt(line);
    return line - group - (this.#headings[group] === line ? 0 : 1);
  }
  /** The line of a row. */
  lineOf(row: number): number {
    let [low, high] = [0, this.#headings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#headings[middle] ?? 0) - middle <= row) low = middle + 1;
      else high = middle;
    }
    return row + low;
  }
}

/** The columns that fit a width, leaving out the least important first. */
export function fittingColumns<C extends Pick<Column<unknown>, "min" | "width" | "priority">>(
  columns: readonly C[],
  width: number,
): C[] {
  const kept = [...columns];
  const needed = () => kept.reduce((sum, column) => sum + (column.width ?? column.min), 0);
  while (needed() > width) {
    const least = kept.reduce((a, b) => ((b.priority ?? 1) >= (a.priority ?? 1) ? b : a));
    if ((least.priority ?? 1) <= 1) break;
    kept.splice(kept.indexOf(least), 1);
  }
  return kept;
}

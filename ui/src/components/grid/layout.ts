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

/** The lines of a list: its rows, with a heading above each group of them. A folded group has its heading alone. */
export class Lines {
  readonly #groups: readonly Pick<Group, "count" | "folded">[];
  /** The line of each heading, and the first row of each group. */
  readonly #headings: number[] = [];
  readonly #firsts: number[] = [];
  readonly total: number;

  constructor(rows: number, groups: readonly Pick<Group, "count" | "folded">[]) {
    let [line, row] = [0, 0];
    for (const { count, folded } of groups) {
      this.#headings.push(line);
      this.#firsts.push(row);
      line += folded ? 1 : count + 1;
      row += count;
    }
    this.#groups = groups;
    this.total = line + rows - row;
  }

  /** The group that a line stands in, its heading among it; -1 without groups. */
  groupAt(line: number): number {
    return lastUpTo(this.#headings, line);
  }
  /** The group of a row; -1 without groups. */
  groupOf(row: number): number {
    return lastUpTo(this.#firsts, row);
  }
  isHeading(line: number): boolean {
    return this.#headings[this.groupAt(line)] === line;
  }
  /** Whether a row is out of sight. */
  isFolded(row: number): boolean {
    return this.#groups[this.groupOf(row)]?.folded ?? false;
  }
  /** The row of a line; of a heading the first one of its group. */
  rowAt(line: number): number {
    const group = this.groupAt(line);
    const [heading = -1, first = 0] = [this.#headings[group], this.#firsts[group]];
    return first + Math.max(0, line - heading - 1);
  }
  /** The line of a row; of one out of sight the heading of its group. */
  lineOf(row: number): number {
    const group = this.groupOf(row);
    const [heading = -1, first = 0] = [this.#headings[group], this.#firsts[group]];
    return this.#groups[group]?.folded ? heading : heading + 1 + row - first;
  }
  /** The line of a group's heading. */
  headingOf(group: number): number {
    return this.#headings[group] ?? 0;
  }
  /** The group whose heading is out of sight at this scroll offset, in lines, while its rows are not; -1 for none. */
  stuckAt(offset: number): number {
    const group = this.groupAt(Math.floor(offset));
    return this.headingOf(group) < offset ? group : -1;
  }
  /** Where a step of so many lines leads from a row: over headings, but for those of folded groups. */
  next(row: number, by: number): number {
    let line = Math.min(this.total - 1, Math.max(0, this.lineOf(row) + by));
    const isPassed = () => this.isHeading(line) && !this.#groups[this.groupAt(line)]?.folded;
    const step = by < 0 && line > 0 ? -1 : 1;
    while (isPassed() && line + step >= 0 && line + step < this.total) line += step;
    return this.rowAt(isPassed() ? line + 1 : line);
  }
  /** The rows in sight from one to another, in ranges. */
  inSight(from: number, to: number): [first: number, last: number][] {
    if (this.#groups.length === 0) return from <= to ? [[from, to]] : [];
    const ranges: [number, number][] = [];
    for (let group = this.groupOf(from); group <= this.groupOf(to); group += 1) {
      const { count = 0, folded = false } = this.#groups[group] ?? {};
      const first = this.#firsts[group] ?? 0;
      const range: [number, number] = [Math.max(from, first), Math.min(to, first + count - 1)];
      const before = ranges.at(-1);
      if (folded || range[0] > range[1]) continue;
      if (before && before[1] + 1 === range[0]) before[1] = range[1];
      else ranges.push(range);
    }
    return ranges;
  }
}

/** The place of the last of ascending numbers that is no larger; -1 for none. */
function lastUpTo(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Columns for a text that is larger than what they were measured for. */
export function scaledColumns<C extends Pick<Column<unknown>, "min" | "width">>(
  columns: readonly C[],
  scale: number,
): C[] {
  const scaled = (px: number) => Math.round(px * scale);
  return columns.map((column) => ({
    ...column,
    min: scaled(column.min),
    ...(column.width !== undefined && { width: scaled(column.width) }),
  }));
}

/** The widths of columns as a grid takes them. */
export const templateOf = (columns: readonly Pick<Column<unknown>, "min" | "grow" | "width">[]): string[] =>
  columns.map(({ width, min, grow }) =>
    grow && width === undefined ? `minmax(${min}px, ${grow}fr)` : `${width ?? min}px`,
  );

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

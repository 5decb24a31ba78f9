/** Sums of a grid with rows of one height: what is on screen and which columns fit. */
import type { Column } from "./types";

/** Rows rendered above and below the screen, so that a quick scroll does not show gaps. */
const MARGIN = 8;

/** Positions of the rows to render for a scroll offset; `last` is inclusive, and -1 when there are none. */
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

/** The scroll offset that brings a row fully on screen, moving as little as possible. */
export function scrollTo(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
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

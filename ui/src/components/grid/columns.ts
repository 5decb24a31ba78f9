/** How a person arranged the columns of a grid: order, choice, widths. Pure, so that any kept arrangement can be read. */

export type Arrangement = {
  /** Ids in order; a column that isn't named stands where it was declared. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};
type Declared = { id: string; hidden?: boolean };

/** The widest that a kept width may be, so that a broken one cannot swallow the window. */
const WIDEST = 800;

/** The columns as they were declared. */
export const declared = (columns: readonly Declared[]): Arrangement => ({
  order: columns.map((column) => column.id),
  hidden: columns.filter((column) => column.hidden).map((column) => column.id),
  widths: {},
});

/** A kept arrangement for the columns there are now; of another version it keeps what still has a meaning. */
export function readArrangement(kept: string, columns: readonly Declared[]): Arrangement {
  const own = declared(columns);
  let value: unknown;
  try {
    value = JSON.parse(kept);
  } catch {
    return own;
  }
  if (typeof value !== "object" || value === null) return own;
  const { order, hidden, widths } = value as Partial<Record<keyof Arrangement, unknown>>;
  const ids = (list: unknown) =>
    Array.isArray(list) ? own.order.filter((id) => list.includes(id)) : undefined;
  const known = Array.isArray(order)
    ? [...new Set(order)].filter((id) => own.order.includes(id as string))
    : [];
  const fresh = own.order.filter((id) => !known.includes(id));
  const isWidth = ([id, width]: [string, unknown]) =>
    own.order.includes(id) && typeof width === "number" && width > 0 && width <= WIDEST;
  const given = typeof widths === "object" && widths !== null ? Object.entries(widths).filter(isWidth) : [];
  return {
    order: [...(known as string[]), ...fresh],
    // A column that came with a newer program is shown or not as that program says.
    hidden: ids(hidden)?.concat(own.hidden.filter((id) => fresh.includes(id))) ?? own.hidden,
    widths: Object.fromEntries(given) as Record<string, number>,
  };
}

/** The arrangement with one column at another place. The first column stays the first. */
export function moved({ order, ...rest }: Arrangement, id: string, to: number): Arrangement {
  const others = order.filter((each) => each !== id);
  const at = Math.min(others.length, Math.max(1, to));
  return { ...rest, order: [...others.slice(0, at), id, ...others.slice(at)] };
}

/** The arrangement with one column shown, or hidden if it was shown. */
export function toggledColumn({ hidden, ...rest }: Arrangement, id: string): Arrangement {
  return { ...rest, hidden: hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id] };
}

/** The arrangement with another width of one column; none gives it its own back. */
export function resized(
  { widths, ...rest }: Arrangement,
  id: string,
  width: number | undefined,
): Arrangement {
  const others = Object.fromEntries(Object.entries(widths).filter(([each]) => each !== id));
  return {
    ...rest,
    widths: width === undefined ? others : { ...others, [id]: Math.min(WIDEST, Math.round(width)) },
  };
}

import type { Snippet } from "svelte";

/** Where a grid's rows come from: a length, rows by position, and a say in what to fetch. */
export type Rows<R> = {
  readonly total: number | undefined;
  at(index: number): R | undefined;
  /** Says which rows are on screen, in ranges of which both ends count. */
  want(...ranges: [first: number, last: number][]): void;
  range(from: number, to: number): Promise<R[]>;
};

export type Column<R, S extends string = string> = {
  id: string;
  label: string;
  /** Narrowest useful width in px; with `grow` the column takes a share of what is left. */
  min: number;
  grow?: number;
  /** The width that a person gave it, in px; then it neither grows nor shrinks. */
  width?: number;
  /** 1 always stays; higher numbers leave first when the grid is narrow. */
  priority?: number;
  end?: boolean;
  /** The value of `sort.by` that orders by this column. */
  sort?: S;
  /** Draws the value of a row; columns of one kind may share it and tell themselves apart by their id. */
  cell: Snippet<[R, string]>;
  /** How a value is edited where it stands; columns without it only show. */
  edit?: CellEdit<R>;
};

/** Editing in a cell. Values are texts as they are typed, or the keys of options. */
export type CellEdit<R> = {
  /** The wire name of the field, to find its problem in a refused command. */
  field: string;
  value: (row: R) => string;
  options?: readonly { value: string; label: string }[];
  inputmode?: "text" | "decimal" | "url";
  /** Saves a value and gives the row as it is then; rejects to keep the cell open. */
  commit: (row: R, value: string) => Promise<R>;
};

export type Sort<S extends string = string> = { by: S; descending?: boolean };

/** Rows that stand together under a heading; those of a folded group have no line. */
export type Group = { key: string; label: string; count: number; folded?: boolean };

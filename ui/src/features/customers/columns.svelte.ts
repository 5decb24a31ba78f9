/** How this person arranged the columns of the list of customers, kept in the workspace. */
import { readArrangement, type Arrangement } from "$components/grid/columns";
import { customerFields, nameOf } from "$features/fields";
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { CustomerSort, CustomFieldId, ViewColumns } from "$lib/ipc/generated";

/** The columns in the order they are drawn in at first. Priority 1 always stays; higher numbers leave first. */
export const CUSTOMER_COLUMNS = [
  { id: "name", label: "column-customer", min: 190 },
  { id: "tags", label: "column-tags", min: 108, priority: 5 },
  { id: "owner", label: "column-owner", min: 64, priority: 4, sort: "owner" },
  { id: "stage", label: "column-stage", min: 80, priority: 2, sort: "stage" },
  { id: "last", label: "column-last", min: 116, priority: 3, sort: "last_contact" },
  { id: "next", label: "column-next", min: 118, sort: "next_follow_up" },
  { id: "region", label: "column-region", min: 116, priority: 6, sort: "region" },
  { id: "number", label: "fact-number", min: 92, priority: 9, hidden: true },
  { id: "conversations", label: "conversations", min: 112, priority: 8, hidden: true },
  { id: "created", label: "column-created", min: 96, priority: 7, sort: "created", hidden: true },
] as const;
type OwnColumn = (typeof CUSTOMER_COLUMNS)[number];
const FIELD = "field:";
type FieldKey = `${typeof FIELD}${CustomFieldId}`;
export type FieldColumn = {
  id: FieldKey;
  sort: FieldKey;
  name: string;
  min: number;
  priority: number;
  end: boolean;
};
export type CustomerColumn = OwnColumn | FieldColumn;

/** All columns that there are now: the list's own and the custom fields that it shall show. */
export const allColumns = (): CustomerColumn[] => [
  ...CUSTOMER_COLUMNS,
  ...customerFields.used
    .filter((field) => field.inList)
    .map((field): FieldColumn => {
      const end = field.kind === "number" || field.kind === "money";
      const id: FieldKey = `${FIELD}${field.id}`;
      return { id, sort: id, name: nameOf(field), min: end ? 92 : 116, priority: 4, end };
    }),
];

type By = CustomerSort["by"];
/** What the list is sorted by as a column names it, and back. */
export type SortKey = Extract<By, string> | FieldKey;
export const sortKey = (by: By): SortKey => (typeof by === "string" ? by : `${FIELD}${by.field}`);
export const sortBy = (key: SortKey): By =>
  key.startsWith(FIELD) ? { field: key.slice(FIELD.length) } : (key as Extract<By, string>);

export const columnName = (column: CustomerColumn): string =>
  "name" in column ? column.name : t(column.label);

/** The columns of a view as the list can show them now. */
export const arrangementOf = (columns: ViewColumns): Arrangement =>
  readArrangement(JSON.stringify(columns), allColumns());

const KEY = "columns:customers";
const KEEP_MS = 400;

class CustomerColumns {
  #workspace = "";
  /** As it was kept, so that a column keeps its place while its field isn't known yet. */
  #own = $state("");
  /** That of the open view, which is kept only with the view. */
  #ofView = $state<string>();
  readonly #arrangement = $derived(readArrangement(this.#ofView ?? this.#own, allColumns()));
  #timer: ReturnType<typeof setTimeout> | undefined;

  get arrangement(): Arrangement {
    return this.#arrangement;
  }
  /** The custom fields among the columns in sight, whatever their order: the list reads no others. */
  readonly fields: CustomFieldId[] = $derived.by(() => {
    const { order, hidden } = this.#arrangement;
    const keys = order.filter((id) => id.startsWith(FIELD) && !hidden.includes(id));
    return keys.map((id) => id.slice(FIELD.length)).sort();
  });

  /** Shows the columns of a view, or again the person's own. */
  show(columns: ViewColumns | null): void {
    this.#ofView = columns ? JSON.stringify(columns) : undefined;
  }

  /** Reads what was kept when another workspace is open than last time. */
  async enter(workspace: string): Promise<void> {
    if (workspace === this.#workspace) return;
    this.#workspace = workspace;
    this.#own = "";
    try {
      const { value } = await call("get_draft", { key: KEY });
      if (value && workspace === this.#workspace) this.#own = value;
    } catch {
      // A list in its first arrangement is a list all the same.
    }
  }
  arrange(arrangement: Arrangement): void {
    this.#keep(JSON.stringify(arrangement));
  }
  reset(): void {
    this.#keep("");
  }

  #keep(value: string): void {
    // An empty text stands for the columns as they were declared.
    if (this.#ofView !== undefined) this.#ofView = value;
    else {
      this.#own = value;
      this.#keepSoon(value);
    }
  }
  /** A column that is being drawn wider changes many times a second. */
  #keepSoon(value: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Whoever may not keep it has it until the program ends.
      call("save_draft", { key: KEY, value }).catch(() => undefined);
    }, KEEP_MS);
  }
}
export const customerColumns = new CustomerColumns();

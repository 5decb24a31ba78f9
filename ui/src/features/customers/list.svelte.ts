/** The list of customers as a person left it: filter, order, cursor, selection. It outlives the page, so that coming
 * back from a record finds it as it was, and the record steps through the same list. */
import { SvelteSet } from "svelte/reactivity";
import { Selection } from "$components/grid/selection.svelte";
import type {
  Conditions,
  CustomerFilter,
  CustomerGroupBy,
  CustomerRow,
  CustomerSelection,
  CustomerSort,
  FilterBy,
  View,
} from "$lib/ipc/generated";
import { arrangementOf, customerColumns } from "./columns.svelte";
import {
  NO_CHOICES,
  choicesOf,
  isNarrowed,
  toFilter,
  toggled,
  without,
  type Choice,
  type Dimension,
} from "./filter";
import { canonical } from "./views/conditions";

/** What is kept of a list in a view. */
type Kept = Pick<View, "filter" | "sort"> & { columns: NonNullable<View["columns"]> };

class CustomerList {
  #workspace = "";
  #text = $state("");
  #choices = $state.raw(NO_CHOICES);
  #conditions = $state.raw<Conditions>();
  #sort = $state.raw<CustomerSort>({ by: "name" });
  /** The view that was opened, as it is stored. */
  #view = $state.raw<View>();
  readonly #filter = $derived(toFilter(this.#text, this.#choices, this.#conditions));
  readonly selection = new Selection<CustomerRow>((row) => row.id);
  /** Position of the row in question. */
  cursor = $state(0);
  /** How far the list was scrolled when it was left. */
  scrollTop = 0;
  /** The groups that are folded, whichever list they are met in. */
  readonly #folded = new SvelteSet<string>();
  /** Whether the panel beside the list is open. */
  preview = $state(true);

  /** Starts afresh when another workspace is open than last time: its people and tags are others. */
  enter(workspace: string): void {
    if (workspace === this.#workspace) return;
    this.#workspace = workspace;
    this.#folded.clear();
    this.open(undefined);
  }

  get view(): View | undefined {
    return this.#view;
  }
  /** What would be kept if it were saved now. */
  get kept(): Kept {
    const { order, hidden, widths } = customerColumns.arrangement;
    const { by, descending, group } = this.#sort;
    const columns = { order: [...order], hidden: [...hidden], widths: { ...widths } };
    const sort = { by, descending: descending ?? false, ...(group && { group }) };
    return { filter: this.#filter, sort, columns };
  }
  /** Whether the list differs from what its view holds. */
  get edited(): boolean {
    if (!this.#view) return false;
    const { filter, sort, columns } = this.#view;
    // A view without columns of its own is shown with the person's.
    const held = { filter, sort, columns: columns ? arrangementOf(columns) : this.kept.columns };
    return canonical(held) !== canonical(this.kept);
  }
  /** Shows the list as a view holds it; without one, all customers. */
  open(view: View | undefined): void {
    this.#view = view;
    this.#fill(view?.filter ?? {});
    this.#sort = view?.sort ?? { by: "name" };
    customerColumns.show(view?.columns ?? null);
    this.#restart();
  }
  /** The list is what this view holds: it was just saved so. */
  adopt(view: View): void {
    this.#view = view;
    customerColumns.show(view.columns);
  }
  /** Takes over what became of the open view elsewhere; of one that is gone the list stays. */
  follow(views: readonly View[]): void {
    const open = this.#view;
    if (!open) return;
    const now = views.find((view) => view.id === open.id);
    const { edited } = this;
    this.#view = now;
    if (!now) customerColumns.show(null);
    else if (!edited && this.edited) this.open(now);
  }

  get text(): string {
    return this.#text;
  }
  get choices(): typeof NO_CHOICES {
    return this.#choices;
  }
  get filter(): CustomerFilter {
    return this.#filter;
  }
  get conditions(): Conditions | undefined {
    return this.#conditions;
  }
  get narrowed(): boolean {
    return isNarrowed(this.#filter);
  }
  get sort(): CustomerSort {
    return this.#sort;
  }

  /** The selected customers as the core takes them: by name, or as what the filter lets through. */
  get chosen(): CustomerSelection {
    const { isAll, keys } = this.selection;
    return isAll ? { matching: { filter: this.#filter, except: keys } } : { ids: keys };
  }
  /** Everything on the list. */
  get whole(): CustomerSelection {
    return { matching: { filter: this.#filter } };
  }

  find(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#restart();
  }
  toggle(dimension: Dimension, choice: Choice): void {
    this.#choices = toggled(this.#choices, dimension, choice);
    this.#restart();
  }
  drop(dimension: Dimension): void {
    this.#choices = without(this.#choices, dimension);
    this.#restart();
  }
  narrow(conditions: Conditions): void {
    if (canonical(conditions) === canonical(this.#conditions ?? { join: conditions.join, of: [] })) return;
    this.#conditions = conditions.of.length > 0 ? conditions : undefined;
    this.#restart();
  }
  /** Takes one part of the filter away. */
  without(part: FilterBy): void {
    if (part === "text") this.find("");
    else if (part === "conditions") this.narrow({ join: "all", of: [] });
    else this.drop(part);
  }
  /** Narrows to one value and nothing else. */
  only(dimension: Dimension, choice: Choice): void {
    this.open(undefined);
    this.toggle(dimension, choice);
  }
  /** Shows the customers that a filter lets through, and nothing else that was chosen before. */
  show(filter: CustomerFilter): void {
    this.open(undefined);
    this.#fill(filter);
  }
  clear(): void {
    this.#fill({});
    this.#restart();
  }
  #fill(filter: CustomerFilter): void {
    this.#text = filter.text ?? "";
    this.#choices = choicesOf(filter);
    this.#conditions = filter.conditions ?? undefined;
  }
  /** Another order; the groups stay. */
  sortBy({ by, descending }: Pick<CustomerSort, "by" | "descending">): void {
    this.#arrange({ ...this.#sort, by, descending: descending ?? false });
  }
  /** Other groups, or none; the order in them stays. */
  groupBy(group: CustomerGroupBy | undefined): void {
    const { by, descending } = this.#sort;
    this.#arrange({ by, descending: descending ?? false, ...(group && { group }) });
  }
  /** What a group is known by, whatever the list is narrowed to. */
  groupKey(value: string): string {
    return `${this.#sort.group ?? ""}:${value}`;
  }
  isFolded(key: string): boolean {
    return this.#folded.has(key);
  }
  fold(key: string, folded: boolean): void {
    if (folded) this.#folded.add(key);
    else this.#folded.delete(key);
  }
  #arrange(sort: CustomerSort): void {
    this.#sort = sort;
    this.cursor = 0;
    this.scrollTop = 0;
  }

  /** Another list begins at its top, with nothing selected that it may not even hold. */
  #restart(): void {
    this.selection.clear();
    this.cursor = 0;
    this.scrollTop = 0;
  }
}
export const customerList = new CustomerList();

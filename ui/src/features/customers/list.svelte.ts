/** The list of customers as a person left it: filter, order, cursor, selection. It outlives the page, so that coming
 * back from a record finds it as it was, and the record steps through the same list. */
import { Selection } from "$components/grid/selection.svelte";
import type {
  CustomerFilter,
  CustomerRow,
  CustomerSelection,
  CustomerSort,
  FilterBy,
} from "$lib/ipc/generated";
import { NO_CHOICES, isNarrowed, toFilter, toggled, without, type Choice, type Dimension } from "./filter";

class CustomerList {
  #workspace = "";
  #text = $state("");
  #choices = $state.raw(NO_CHOICES);
  #sort = $state.raw<CustomerSort>({ by: "name" });
  readonly #filter = $derived(toFilter(this.#text, this.#choices));
  readonly selection = new Selection<CustomerRow>((row) => row.id);
  /** Position of the row in question. */
  cursor = $state(0);
  /** How far the list was scrolled when it was left. */
  scrollTop = 0;
  /** Whether the panel beside the list is open. */
  preview = $state(true);

  /** Starts afresh when another workspace is open than last time: its people and tags are others. */
  enter(workspace: string): void {
    if (workspace === this.#workspace) return;
    this.#workspace = workspace;
    this.#sort = { by: "name" };
    this.clear();
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
  /** Takes one part of the filter away. */
  without(part: FilterBy): void {
    if (part === "text") this.find("");
    else this.drop(part);
  }
  /** Narrows to one value and nothing else. */
  only(dimension: Dimension, choice: Choice): void {
    this.#text = "";
    this.#choices = toggled(NO_CHOICES, dimension, choice);
    this.#restart();
  }
  clear(): void {
    this.#text = "";
    this.#choices = NO_CHOICES;
    this.#restart();
  }
  sortBy(sort: CustomerSort): void {
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

/** Follow-ups of a list that are chosen together: by check boxes, and by the keys of the other lists. */
import { tick } from "svelte";
import { Selection } from "$components/grid/selection.svelte";
import type { FollowUpId, FollowUpView } from "$lib/ipc/generated";
import type { Actions } from "$lib/keys.svelte";

export class Picking {
  /** Whether the rows have check boxes to choose them by; without, they are ticked off. */
  on = $state(false);
  readonly #rows: () => readonly FollowUpView[];
  readonly #list: () => HTMLElement | undefined;
  readonly #chosen = new Selection<FollowUpView>(({ id }) => id);
  #wanted = $state(0);
  /** A ticked row leaves; the cursor stays where it was, on the next one. */
  readonly #at = $derived.by(() => Math.min(this.#wanted, this.#rows().length - 1));

  constructor(rows: () => readonly FollowUpView[], list: () => HTMLElement | undefined) {
    this.#rows = rows;
    this.#list = list;
  }

  /** The row that the keyboard is on. */
  get current(): FollowUpView | undefined {
    return this.#rows()[this.#at];
  }
  /** Those that are chosen and still in the list, in its order. */
  get ids(): FollowUpId[] {
    return this.#open.filter(({ id }) => this.#chosen.has(id)).map(({ id }) => id);
  }
  get total(): number {
    return this.#open.length;
  }
  has({ id }: FollowUpView): boolean {
    return this.#chosen.has(id);
  }
  /** Puts the keyboard on a row. */
  point(row: FollowUpView): void {
    this.#wanted = Math.max(0, this.#rows().indexOf(row));
  }
  /** Chooses a row or leaves it out; with Shift all between it and the one before. */
  pick(row: FollowUpView, { shiftKey }: { shiftKey: boolean }): void {
    this.on = true;
    this.point(row);
    if (shiftKey) void this.#chosen.extendTo(this.#at, this.#range);
    else this.#chosen.toggle(row, this.#at);
  }
  all(): void {
    const rows = this.#rows();
    this.on = rows.length > 0;
    this.#chosen.clear();
    const [first] = this.#open;
    if (!first) return;
    this.#chosen.toggle(first, rows.indexOf(first));
    void this.#chosen.extendTo(rows.length - 1, this.#range);
  }
  stop(): void {
    this.on = false;
    this.#chosen.clear();
  }
  /** What the keys of lists do here. */
  get keys(): Actions {
    const { current } = this;
    return {
      nextRow: () => void this.#move(1),
      previousRow: () => void this.#move(-1),
      selectAll: () => this.all(),
      extendDown: () => void this.#move(1, true),
      extendUp: () => void this.#move(-1, true),
      ...(current && current.doneAt === null && { select: () => this.pick(current, { shiftKey: false }) }),
      ...(this.on && { back: () => this.stop() }),
    };
  }

  /** What is done stays with whoever did it. */
  get #open(): FollowUpView[] {
    return this.#rows().filter(({ doneAt }) => doneAt === null);
  }
  readonly #range = {
    range: (from: number, to: number) =>
      Promise.resolve(
        this.#rows()
          .slice(from, to + 1)
          .filter(({ doneAt }) => doneAt === null),
      ),
  };
  async #move(step: number, extend = false): Promise<void> {
    const { current } = this;
    if (extend && current && this.ids.length === 0 && current.doneAt === null)
      this.pick(current, { shiftKey: false });
    this.#wanted = Math.min(this.#rows().length - 1, Math.max(0, this.#at + step));
    if (extend) void this.#chosen.extendTo(this.#at, this.#range);
    await tick();
    this.#list()?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }
}

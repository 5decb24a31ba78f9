/** Rows that change places: by a grip under the pointer, or with Alt and an arrow on the keyboard. */
export class Reorder {
  #from = $state<number>();
  /** The place before which the row would come. */
  #to = $state<number>();
  readonly #move: (from: number, to: number) => void;

  /** `move` takes a row from its place and puts it before the row that stands at another, or behind the last one. */
  constructor(move: (from: number, to: number) => void) {
    this.#move = move;
  }

  /** The edge of a row at which the dragged one would land. */
  marks(place: number): "before" | "after" | undefined {
    if (this.#to === undefined || this.#from === undefined) return undefined;
    if (this.#to === place) return "before";
    return this.#to === place + 1 && this.#last === place ? "after" : undefined;
  }
  #last = $state(0);

  /** Follows the pointer from a grip; rows say their place as `data-place`. */
  drag(from: number, event: PointerEvent & { currentTarget: HTMLElement }): void {
    event.preventDefault();
    const grip = event.currentTarget;
    const list = grip.closest<HTMLElement>("table, ul");
    grip.setPointerCapture(event.pointerId);
    this.#from = from;
    grip.onpointermove = ({ clientY }) => {
      const rows = [...(list?.querySelectorAll<HTMLElement>("[data-place]") ?? [])];
      const under = rows.findIndex((row) => {
        const { top, height } = row.getBoundingClientRect();
        return clientY < top + height / 2;
      });
      this.#last = rows.length - 1;
      this.#to = under < 0 ? rows.length : under;
    };
    const end = (take: boolean) => {
      grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
      const to = this.#to;
      this.#from = this.#to = undefined;
      if (take && to !== undefined && to !== from && to !== from + 1) this.#move(from, to);
    };
    grip.onpointerup = () => end(true);
    grip.onpointercancel = () => end(false);
  }

  /** Moves the row that has the keyboard one place up or down. */
  key(from: number, count: number, event: KeyboardEvent): void {
    const up = event.key === "ArrowUp";
    if (!event.altKey || (!up && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    const to = up ? from - 1 : from + 2;
    if (to >= 0 && to <= count) this.#move(from, to);
  }
}

/** The marked places of a text on the screen, gone through one by one. */
import { tick } from "svelte";

/** Made while a component is set up. `pane` scrolls; what `watch` reads says when its marks are others. */
export class Places {
  #at = $state(0);
  #count = $state(0);
  readonly #pane: () => HTMLElement | undefined;

  constructor(pane: () => HTMLElement | undefined, watch: () => unknown) {
    this.#pane = pane;
    // Follows what is shown: the first place comes into sight once its text is there.
    $effect(() => {
      watch();
      void tick().then(() => this.#show(0));
    });
  }

  /** The place in sight, from 1; 0 where there is none. */
  get at(): number {
    return this.#count === 0 ? 0 : this.#at + 1;
  }
  get count(): number {
    return this.#count;
  }
  /** Goes on to another place, round and round. */
  move(step: 1 | -1): void {
    if (this.#count > 0) this.#show((this.#at + step + this.#count) % this.#count);
  }

  #show(at: number): void {
    const marks = [...(this.#pane()?.querySelectorAll<HTMLElement>("[data-said] mark") ?? [])];
    this.#count = marks.length;
    this.#at = at;
    marks.forEach((mark, index) => mark.toggleAttribute("data-here", index === at));
    marks[at]?.scrollIntoView?.({ block: "nearest" });
  }
}

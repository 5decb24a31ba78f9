/** Nobody is asked about while the next letter is on its way. */
const PAUSE_MS = 250;

/** What is typed, as it was at the last pause. Made while a component is set up; ends with it. */
export class Paused<T> {
  #at = $state.raw<T>();

  constructor(typed: () => T) {
    // Waiting for a pause in the typing is nothing that follows from the text alone.
    $effect(() => {
      const now = typed();
      const timer = setTimeout(() => (this.#at = now), PAUSE_MS);
      return () => clearTimeout(timer);
    });
  }

  get current(): T | undefined {
    return this.#at;
  }
}

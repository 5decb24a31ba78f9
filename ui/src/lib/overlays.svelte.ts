/** Which layer floats over the page. One at a time; the shell draws it. */
import type { CustomerId } from "./ipc/generated";

export type Overlay =
  | { name: "palette" }
  | { name: "keys" }
  | { name: "new-customer" }
  /** The full conversation form; with a customer it is filled in. */
  | { name: "log"; customerId?: CustomerId }
  | { name: "follow-up"; customerId?: CustomerId };

class Overlays {
  #shown = $state.raw<Overlay>();
  /** The customer on screen, which new notes and follow-ups start from. */
  customerId = $state<CustomerId>();

  get shown(): Overlay | undefined {
    return this.#shown;
  }
  show(overlay: Overlay): void {
    this.#shown = overlay;
  }
  close(): void {
    this.#shown = undefined;
  }
}
export const overlays = new Overlays();

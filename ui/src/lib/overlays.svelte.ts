/** Which layer floats over the page. One at a time; the shell draws it. */
import type { ActId, Channel, CommunicationId, CustomerId, FollowUp, PersonRef } from "./ipc/generated";

export type Overlay =
  | { name: "palette" }
  | { name: "keys" }
  | { name: "new-customer" }
  /** The one-line note; `customerId` is whom it starts with. */
  | { name: "capture"; customerId?: CustomerId }
  /** The full conversation form; with `communicationId` it changes that one. */
  | {
      name: "log";
      customerId?: CustomerId;
      communicationId?: CommunicationId;
      channel?: Channel;
      /** Who took part. */
      people?: PersonRef[];
      title?: string;
      /** What was typed before the form opened. */
      text?: string;
    }
  /** Why an act, or what it merged into one customer, can't be taken back whole. */
  | { name: "undo-conflicts"; act: ActId; customerId?: CustomerId }
  /** With `followUp` the form changes that one; `date` is the day that a new one starts from. */
  | { name: "follow-up"; customerId?: CustomerId; followUp?: FollowUp; date?: string };

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

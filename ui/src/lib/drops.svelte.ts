/** Files dropped on the window: whatever opened last takes them, and where nothing does, whoever is behind everything. */
import { untrack } from "svelte";
import { onFilesDropped, onFilesOver } from "./ipc/events";
import type { FileTicket } from "./ipc/generated";

type Take = (files: FileTicket[]) => void;

class Drops {
  #over = $state(false);
  #zones = $state.raw<readonly DropZone[]>([]);
  /** Who takes what no zone does. */
  otherwise: Take = () => undefined;

  constructor() {
    onFilesOver((over) => (this.#over = over));
    onFilesDropped((files) => {
      if (files.length > 0) (this.#zones.at(-1)?.take ?? this.otherwise)(files);
    });
  }

  /** Whether files are held over the window that would go to `zone`. */
  isOver(zone: DropZone): boolean {
    return this.#over && this.#zones.at(-1) === zone;
  }
  enter(zone: DropZone): () => void {
    this.#zones = [...this.#zones, zone];
    return () => (this.#zones = this.#zones.filter((each) => each !== zone));
  }
}
export const drops = new Drops();

/** Made while a component is set up; takes what is dropped until the component goes. */
export class DropZone {
  readonly take: Take;

  constructor(take: Take) {
    this.take = take;
    // Ends with the component. Who else takes drops is no reason to enter anew.
    $effect(() => untrack(() => drops.enter(this)));
  }

  /** Whether files are held that would come here. */
  get held(): boolean {
    return drops.isOver(this);
  }
}

/** A text that was pasted where something is logged: whether it is a mail or a chat, which may come in as what it is. */
import { call } from "$lib/ipc/call";
import type { PastedMessages } from "$lib/ipc/generated";
import { overlays } from "$lib/overlays.svelte";
import { router } from "$lib/router.svelte";
import { importing } from "./state.svelte";

/** A shorter text is no mail and no chat. */
const SHORTEST = 24;

export class Pasted {
  #offer = $state.raw<PastedMessages>();
  #undo: () => void = () => undefined;

  get offer(): PastedMessages | undefined {
    return this.#offer;
  }
  /** Asks the core what was pasted; `undo` takes it out of the field again. */
  async look(event: ClipboardEvent, undo: () => void): Promise<void> {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length < SHORTEST || !text.includes("\n") || importing.running) return;
    try {
      const found = await call("read_pasted", { text });
      this.#offer = found ?? undefined;
      this.#undo = undo;
    } catch {
      // Whoever may not import is offered nothing, and the text is where it was pasted.
      this.#offer = undefined;
    }
  }
  take(): void {
    const offer = this.#offer;
    if (!offer) return;
    this.#undo();
    this.dismiss();
    importing.open(offer.file);
    overlays.close();
    router.go({ name: "import" });
  }
  dismiss(): void {
    this.#offer = undefined;
  }
}

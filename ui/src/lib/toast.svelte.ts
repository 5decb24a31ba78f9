/** Short messages that leave by themselves; the host that draws them is in the shell. */
import { asCallError, call } from "./ipc/call";
import type { ActId } from "./ipc/generated";
import { errorText } from "./errors";
import { hasMessage, t } from "./i18n.svelte";

export type Toast = {
  id: number;
  text: string;
  tone: "plain" | "risk";
  action?: ToastAction;
  /** The act it speaks of; the newest word about an act replaces the one before. */
  act?: ActId;
};
type ToastAction = { label: string; run: () => void };

class Toasts {
  #list = $state.raw<Toast[]>([]);
  #next = 1;

  get list(): Toast[] {
    return this.#list;
  }
  show(text: string, action?: ToastAction, act?: ActId): void {
    if (act) this.#list = this.#list.filter((toast) => toast.act !== act);
    this.#add({
      id: this.#next++,
      text,
      tone: "plain",
      ...(action ? { action } : {}),
      ...(act ? { act } : {}),
    });
  }
  /** Says what happened and offers to undo that act. */
  undoable(text: string, act: ActId): void {
    this.show(text, { label: t("undo"), run: () => void undo(act) }, act);
  }
  /** Says in plain words why something failed. */
  failed(thrown: unknown): void {
    const error = asCallError(thrown);
    if (error.code === "cancelled") return;
    this.#add({ id: this.#next++, text: errorText(error), tone: "risk" });
  }
  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }

  clear(): void {
    this.#list = [];
  }

  #add(toast: Toast): void {
    this.#list = [...this.#list.slice(-2), toast];
  }
}
export const toasts = new Toasts();

/** What an act was, in words: "3 customers deleted". */
function actName({ command, count }: { command: string; count: number }): string {
  const id = `act-${command}`;
  return t(hasMessage(id) ? id : "act-other", { count });
}

/** Undoes an act, or the last one, and says what became of it. */
export async function undo(act?: ActId): Promise<void> {
  try {
    const { done } = await call("undo", act ? { act } : {});
    if (done)
      toasts.show(
        t("undone", { what: actName(done) }),
        { label: t("redo"), run: () => void redo() },
        done.act,
      );
    else toasts.show(t("nothing-to-undo"));
  } catch (error) {
    toasts.failed(error);
  }
}

/** Does again what was last undone. */
export async function redo(): Promise<void> {
  try {
    const { done } = await call("redo", {});
    if (done) toasts.undoable(t("redone", { what: actName(done) }), done.act);
    else toasts.show(t("nothing-to-redo"));
  } catch (error) {
    toasts.failed(error);
  }
}

/** Short messages that leave by themselves; the host that draws them is in the shell. */
import { asCallError, call } from "./ipc/call";
import type { ActId } from "./ipc/generated";
import { errorText } from "./errors";
import { hasMessage, t } from "./i18n.svelte";
import type { Act } from "./keymap";
import { overlays } from "./overlays.svelte";
import { router } from "./router.svelte";

export type Toast = {
  id: number;
  text: string;
  /** What the sign before it says. */
  kind: ToastKind;
  action?: ToastAction;
  /** What one may want to do next. */
  next?: ToastAction;
  /** Whether it waits to be answered instead of leaving by itself. */
  stays?: boolean;
  /** The act it speaks of; the newest word about an act replaces the one before. */
  act?: ActId;
};
export type ToastKind = "done" | "deleted" | "note" | "failed";
type ToastAction = {
  label: string;
  /** The key that does the same for the newest of them. */
  key?: Act;
  run: () => void;
};

class Toasts {
  #list = $state.raw<Toast[]>([]);
  #next = 1;

  get list(): Toast[] {
    return this.#list;
  }
  show(
    text: string,
    action?: ToastAction,
    about: { act?: ActId; kind?: ToastKind; next?: ToastAction | undefined; stays?: boolean } = {},
  ): void {
    const { act, kind = "done", next, stays } = about;
    if (act) this.#list = this.#list.filter((toast) => toast.act !== act);
    this.#add({
      text,
      kind,
      ...(action ? { action } : {}),
      ...(act ? { act } : {}),
      ...(next && { next }),
      ...(stays && { stays }),
    });
  }
  /** Says what happened and offers to undo that act. */
  undoable(text: string, act: ActId, kind: ToastKind = "done", next?: ToastAction): void {
    this.show(text, { label: t("undo"), key: "undo", run: () => void undo(act) }, { act, kind, next });
  }
  /** Says in plain words why something failed. */
  failed(thrown: unknown): void {
    const error = asCallError(thrown);
    if (error.code === "cancelled") return;
    this.#add({ text: errorText(error), kind: "failed" });
  }
  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }

  clear(): void {
    this.#list = [];
  }

  #add(toast: Omit<Toast, "id">): void {
    this.#list = [...this.#list.slice(-2), { ...toast, id: this.#next++ }];
  }
}
export const toasts = new Toasts();

/** What an act was, in words: "3 customers deleted". */
export function actName({ command, count }: { command: string; count: number }): string {
  const id = `act-${command}`;
  return t(hasMessage(id) ? id : "act-other", { count });
}

/**
 * Undoes an act, or the last one, and says what became of it; `rest` leaves alone what has changed since. Where something
 * has, that is shown for the person to decide. False where nothing was undone.
 */
export async function undo(act?: ActId, rest = false): Promise<boolean> {
  try {
    const { done } = await call("undo", { ...(act && { act }), ...(rest && { rest }) });
    if (done)
      toasts.show(
        t("undone", { what: actName(done) }),
        { label: t("redo"), key: "redo", run: () => void redo() },
        { act: done.act },
      );
    else toasts.show(t("nothing-to-undo"), undefined, { kind: "note" });
    return done !== null;
  } catch (error) {
    if (asCallError(error).code !== "conflict") toasts.failed(error);
    else if (act) overlays.show({ name: "undo-conflicts", act });
    else toasts.show(t("error-conflict"), { label: t("history"), run: () => router.go({ name: "history" }) });
    return false;
  }
}

/** Does again what was last undone. */
export async function redo(): Promise<void> {
  try {
    const { done } = await call("redo", {});
    if (done) toasts.undoable(t("redone", { what: actName(done) }), done.act);
    else toasts.show(t("nothing-to-redo"), undefined, { kind: "note" });
  } catch (error) {
    toasts.failed(error);
  }
}

/** What can be done with saved views. */
import { t } from "$lib/i18n.svelte";
import { call, type Input } from "$lib/ipc/call";
import type { View } from "$lib/ipc/generated";
import { router } from "$lib/router.svelte";
import { toasts } from "$lib/toast.svelte";
import { customerList } from "../list.svelte";

/** Keeps the list as it is now under a name, and stays on it as that view. */
export async function createView(name: string, place: View["place"]): Promise<void> {
  const view = await call("create_view", { ...customerList.kept, name, place });
  customerList.adopt(view);
  router.replace({ name: "customers" }, { view: view.id });
}

/** Changes a view; what went wrong is told. */
export async function updateView(input: Input<"update_view">): Promise<void> {
  try {
    await call("update_view", input);
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Keeps the list as it is now in the open view. */
export async function saveView(id: View["id"]): Promise<void> {
  try {
    const view = await call("update_view", { ...customerList.kept, id });
    customerList.adopt(view);
    toasts.undoable(t("view-saved", { name: view.name }), view.act);
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Moves a view one place to the left or right among all. */
export async function moveView(views: readonly View[], id: View["id"], step: 1 | -1): Promise<void> {
  const at = views.findIndex((view) => view.id === id);
  const before = views[step === 1 ? at + 2 : at - 1];
  try {
    await call("move_view", { id, before: before?.id ?? null });
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

export async function deleteView({ id, name }: View): Promise<void> {
  try {
    const { act } = await call("delete_view", { id });
    toasts.undoable(t("view-deleted", { name }), act, "deleted");
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Opens a view, or all customers. */
export function openView(view: View | undefined): void {
  customerList.open(view);
  router.replace({ name: "customers" }, view ? { view: view.id } : {});
}

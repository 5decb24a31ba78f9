/** What can be done to custom fields; every act can be taken back. */
import { t } from "$lib/i18n.svelte";
import { asCallError, call, type CallError, type Input } from "$lib/ipc/call";
import type { ActId, ChoiceInput, CustomField, CustomFieldId } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

/** Saves a field; what is wrong with it, if anything. */
export async function updateField(change: Input<"update_field">): Promise<CallError | undefined> {
  try {
    await call("update_field", change);
    return undefined;
  } catch (thrown) {
    return asCallError(thrown);
  }
}

export async function archiveField(field: CustomField, archived: boolean, name: string): Promise<void> {
  await said(
    call("update_field", { id: field.id, archived }),
    t(archived ? "field-archived-done" : "field-restored-done", { name }),
  );
}

/** Moves a field before another one, or to the end, into that one's group. */
export async function moveField(field: CustomField, before: CustomField | undefined): Promise<void> {
  try {
    const section = before?.section ?? field.section;
    await call("move_field", { id: field.id, before: before?.id ?? null, section });
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Gives a field these choices, in this order; what is wrong with them, if anything. */
export async function saveChoices(
  fieldId: CustomFieldId,
  choices: ChoiceInput[],
): Promise<CallError | undefined> {
  try {
    await call("save_choices", { fieldId, choices });
    return undefined;
  } catch (thrown) {
    return asCallError(thrown);
  }
}

export async function removeChoice(input: Input<"remove_choice">, name: string): Promise<void> {
  await said(call("remove_choice", input), t("choice-removed", { name }));
}

async function said(done: Promise<{ act: ActId }>, text: string): Promise<void> {
  try {
    toasts.undoable(text, (await done).act);
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Which cells of the list can be edited where they stand, and how. */
import type { CellEdit } from "$components/grid/types";
import { held, nameOf, textOf, valueOf } from "$features/fields";
import { t } from "$lib/i18n.svelte";
import { call, type Input } from "$lib/ipc/call";
import type { Customer, CustomField, CustomerRow, User } from "$lib/ipc/generated";
import { STAGES } from "./filter";

/** Saves a change of a customer and gives its row as it is then. */
async function save(
  row: CustomerRow,
  change: Omit<Input<"update_customer">, "id">,
  more: Partial<CustomerRow> = {},
): Promise<CustomerRow> {
  const { name, otherName, stage, ownerId, region } = await call("update_customer", {
    id: row.id,
    ...change,
  });
  return { ...row, name, otherName, stage, ownerId, region, ...more };
}

export function ownEdits(users: readonly User[]): Record<string, CellEdit<CustomerRow>> {
  const owners = users.map(({ id, name }) => ({ value: id, label: name }));
  return {
    name: { field: "name", value: (row) => row.name, commit: (row, name) => save(row, { name }) },
    region: { field: "region", value: (row) => row.region, commit: (row, region) => save(row, { region }) },
    stage: {
      field: "stage",
      value: (row) => row.stage,
      options: STAGES.map((value) => ({ value, label: t(`stage-${value}`) })),
      commit: (row, stage) => save(row, { stage: stage as Customer["stage"] }),
    },
    owner: {
      field: "ownerId",
      value: (row) => row.ownerId ?? "",
      options: [{ value: "", label: t("owner-nobody") }, ...owners],
      commit: (row, id) => {
        const ownerName = users.find((user) => user.id === id)?.name ?? "";
        return save(row, { ownerId: id || null }, { ownerName });
      },
    },
  };
}

/** A value of a custom field; what takes more than a line is edited in the record. */
export function customEdit(field: CustomField, currency: string): CellEdit<CustomerRow> | undefined {
  if (field.kind === "long_text" || field.kind === "choices") return undefined;
  const none = { value: "", label: t("field-none") };
  const options =
    field.kind === "choice"
      ? field.choices.map((choice) => ({ value: choice.id, label: nameOf(choice) }))
      : field.kind === "answer"
        ? ["yes", "no"].map((answer) => ({ value: answer, label: t(`answer-${answer}`) }))
        : undefined;
  return {
    field: field.id,
    value: (row) => textOf(held(row.fields, field)),
    ...(options && { options: [none, ...options] }),
    inputmode:
      field.kind === "number" || field.kind === "money" ? "decimal" : field.kind === "link" ? "url" : "text",
    commit: async (row, text) => {
      const before = held(row.fields, field);
      const value = valueOf(field, text, before?.type === "money" ? before.currency : currency);
      const others = row.fields.filter(({ fieldId }) => fieldId !== field.id);
      const fields = value ? [...others, { fieldId: field.id, value }] : others;
      return save(row, { fields: { [field.id]: value } }, { fields });
    },
  };
}

/** Which cells of the list can be edited where they stand, and how. */
import type { CellEdit } from "$components/grid/types";
import { held, inputModeOf, optionsOf, textOf, valueOf } from "$features/fields";
import { t } from "$lib/i18n.svelte";
import { call, type Input } from "$lib/ipc/call";
import type { Customer, CustomField, CustomerRow, User } from "$lib/ipc/generated";
import { ownOptions } from "./bulk/values";

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
  return {
    name: { field: "name", value: (row) => row.name, commit: (row, name) => save(row, { name }) },
    region: { field: "region", value: (row) => row.region, commit: (row, region) => save(row, { region }) },
    stage: {
      field: "stage",
      value: (row) => row.stage,
      options: ownOptions("stage", users),
      commit: (row, stage) => save(row, { stage: stage as Customer["stage"] }),
    },
    owner: {
      field: "ownerId",
      value: (row) => row.ownerId ?? "",
      options: [{ value: "", label: t("owner-nobody") }, ...ownOptions("owner", users)],
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
  const options = optionsOf(field);
  return {
    field: field.id,
    value: (row) => textOf(held(row.fields, field)),
    ...(options && { options }),
    inputmode: inputModeOf(field),
    commit: async (row, text) => {
      const before = held(row.fields, field);
      const value = valueOf(field, text, before?.type === "money" ? before.currency : currency);
      const others = row.fields.filter(({ fieldId }) => fieldId !== field.id);
      const fields = value ? [...others, { fieldId: field.id, value }] : others;
      return save(row, { fields: { [field.id]: value } }, { fields });
    },
  };
}

/** The fields that columns of a file fill, in the order in which people think of them. */
import { hasMessage, t } from "$lib/i18n.svelte";
import type {
  ColumnTarget,
  CommunicationField,
  FieldKind,
  ImportField,
  ImportRow,
  RowAction,
} from "$lib/ipc/generated";

/** Why a cell is not taken as it stands, or what is wrong with it. */
export function why(code: string | null): string {
  const id = [`import-problem-${code}`, `import-change-${code}`].find(hasMessage);
  return t(id ?? "field-invalid");
}

/** What becomes of a row. */
export const actionName = (row: ImportRow, action: RowAction): string =>
  t(row.joins !== null && action === "update" ? "import-action-join" : `import-action-${action}`);

export const FIELDS = [
  "name",
  "other_name",
  "kind",
  "stage",
  "owner",
  "phone",
  "mobile",
  "email",
  "chat",
  "customer_chat",
  "contact_name",
  "first_name",
  "middle_name",
  "last_name",
  "contact_title",
  "department",
  "contact_phone",
  "contact_email",
  "contact_address",
  "contact_website",
  "contact_role",
  "contact_birthday",
  "contact_parts",
  "contact_note",
  "industry",
  "size",
  "region",
  "address",
  "further_address",
  "country",
  "website",
  "further_website",
  "tax_id",
  "birthday",
  "number",
  "terms",
  "credit_limit",
  "source",
  "note",
  "tags",
  "referred_by",
  "do_not_contact",
  "goal",
  "rhythm",
  "preferred_channel",
  "preferred_hours",
] as const satisfies readonly ImportField[];

/** What columns of a list of communications tell. */
export const COMMUNICATION_FIELDS = [
  "customer",
  "customer_number",
  "date",
  "time",
  "channel",
  "direction",
  "minutes",
  "people",
  "title",
  "text",
  "outcome",
  "owner",
] as const satisfies readonly CommunicationField[];

/** What each column tells when one is said to tell this, which is taken from wherever it was if it has one source. */
export const told = (
  fields: readonly (CommunicationField | null)[],
  column: number,
  field: CommunicationField | null,
): (CommunicationField | null)[] =>
  fields.map((each, at) => {
    if (at === column) return field;
    return each === field && field !== "people" && field !== "text" ? null : each;
  });

/** Fields that several columns fill together; any other has one source. */
const TAKE_MANY: ReadonlySet<ImportField> = new Set<ImportField>([
  "phone",
  "mobile",
  "email",
  "chat",
  "customer_chat",
  "further_address",
  "further_website",
  "contact_address",
  "contact_website",
  "contact_phone",
  "contact_email",
  "contact_parts",
  "region",
  "address",
  "note",
  "tags",
  "do_not_contact",
]);

const NAMES: ReadonlySet<ImportField> = new Set<ImportField>([
  "name",
  "contact_name",
  "first_name",
  "last_name",
]);

export type Target = ColumnTarget | null;

/** Whether rows can have a name at all under this mapping. */
export const hasName = (mapping: readonly Target[]): boolean =>
  mapping.some((target) => target !== null && "field" in target && NAMES.has(target.field));

/** A target as the value of a list to choose from: `name`, `custom:KEY`, `new:customer`; empty for none. */
export function valueOf(target: Target): string {
  if (target === null) return "";
  if ("field" in target) return target.field;
  return "custom" in target ? `custom:${target.custom}` : `new:${target.new.subject}`;
}

/** The target behind such a value; `kind` is what a new field will hold. */
export function targetOf(value: string, kind: FieldKind): Target {
  if (value === "") return null;
  const [way, of] = value.split(":");
  if (of === undefined) return { field: value as ImportField };
  return way === "custom" ? { custom: of } : { new: { subject: of as "customer" | "contact", kind } };
}

/** Whether one column alone can fill it. */
const isSingle = (target: ColumnTarget): boolean =>
  "custom" in target || ("field" in target && !TAKE_MANY.has(target.field));

/** The mapping in which this column fills that, which is taken from wherever it was if it has one source. */
export const mapped = (mapping: readonly Target[], column: number, target: Target): Target[] =>
  mapping.map((each, at) => {
    if (at === column) return target;
    return each && isSingle(each) && valueOf(each) === valueOf(target) ? null : each;
  });

/** The fields that columns of a file fill, in the order in which people think of them. */
import type { ImportField } from "$lib/ipc/generated";

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
  "contact_name",
  "first_name",
  "middle_name",
  "last_name",
  "contact_title",
  "department",
  "contact_phone",
  "contact_email",
  "industry",
  "size",
  "region",
  "address",
  "website",
  "tax_id",
  "terms",
  "credit_limit",
  "source",
  "note",
  "tags",
  "referred_by",
  "do_not_contact",
] as const satisfies readonly ImportField[];

/** Fields that several columns fill together; any other has one source. */
const TAKE_MANY: ReadonlySet<ImportField> = new Set<ImportField>([
  "phone",
  "mobile",
  "email",
  "chat",
  "contact_phone",
  "contact_email",
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

/** Whether rows can have a name at all under this mapping. */
export const hasName = (mapping: readonly (ImportField | null)[]): boolean =>
  mapping.some((field) => field !== null && NAMES.has(field));

/** The mapping in which this column fills that field, taken from wherever it was if it has one source. */
export const mapped = (
  mapping: readonly (ImportField | null)[],
  column: number,
  field: ImportField | null,
): (ImportField | null)[] =>
  mapping.map((each, at) => {
    if (at === column) return field;
    return each !== null && each === field && !TAKE_MANY.has(each) ? null : each;
  });

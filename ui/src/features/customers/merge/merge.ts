/** Several customers side by side: what differs, what is equal, and what comes of it. */
import { held, nameOf, shown as valueShown } from "$features/fields";
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import type {
  CustomField,
  CustomFieldId,
  CustomerRecord,
  MergeField,
  MergeHeld,
  MergePreview,
  MergeValue,
  PointKind,
  TextPart,
} from "$lib/ipc/generated";
import { countryName } from "$lib/regions";
import { hoursName, rhythmName } from "../strategy/strategy";

/** Fields that hold one value, in the order of the record, with what they are called. Notes are united. */
const FIELDS = {
  name: "fact-name",
  otherName: "fact-other_name",
  kind: "fact-kind",
  birthday: "fact-birthday",
  stage: "fact-stage",
  ownerId: "fact-owner_id",
  industry: "fact-industry",
  size: "fact-size",
  region: "fact-region",
  address: "fact-address",
  website: "fact-website",
  taxId: "fact-tax_id",
  terms: "fact-terms",
  creditLimitMinor: "fact-credit_limit_minor",
  source: "fact-source",
  goal: "fact-goal",
  rhythmDays: "fact-rhythm_days",
  preferredChannel: "fact-preferred_channel",
  preferredHours: "fact-preferred_hours",
  referredBy: "fact-referred_by",
} as const satisfies Partial<Record<MergeField, string>>;
type Single = keyof typeof FIELDS;

/** A custom field, told apart from the others. */
type Held = `held:${CustomFieldId}`;
type Field = Single | Held;
/** At which customer a person took the value of a field. */
export type Chosen = Partial<Record<Field, number>>;

/** One field: its value at each customer as a person reads it, in the pieces that differ where that is known. */
export type MergeRow = { field: Field; label: string; values: TextPart[][] };
/** What several customers have of one kind, and which of them the one that stays doesn't have yet. */
export type UnitedRow = { label: string; values: string[][]; united: { text: string; added: boolean }[] };

/** The value of a field as a person reads it; empty for none. */
export function shown(field: Single, { customer, owner, referrer }: CustomerRecord): string {
  switch (field) {
    case "kind":
    case "stage":
      return t(`${field}-${customer[field]}`);
    case "address":
      return [customer.address, customer.country && countryName(customer.country)].filter(Boolean).join(", ");
    case "birthday":
      return format.birthday(customer.birthday);
    case "ownerId":
      return owner?.name ?? "";
    case "creditLimitMinor":
      return customer.creditLimitMinor === null
        ? ""
        : format.money(customer.creditLimitMinor, customer.currency, true);
    case "referredBy":
      return referrer?.name ?? "";
    case "rhythmDays":
      return customer.rhythmDays === null ? "" : rhythmName(customer.rhythmDays);
    case "preferredChannel":
      return customer.preferredChannel ? t(`channel-${customer.preferredChannel}`) : "";
    case "preferredHours":
      return hoursName(customer.preferredHours);
    default:
      return customer[field];
  }
}

/** The same for a custom field. */
function heldShown(field: CustomField, { fields }: CustomerRecord): string {
  const value = held(fields, field);
  return value ? valueShown(field, value) : "";
}
const isUnited = ({ kind }: CustomField) => kind === "choices";
const whole = (text: string): TextPart[] => (text ? [{ text, differs: false }] : []);

/** The records with the one that stays first. */
export function inOrder({ records, keep }: MergePreview): CustomerRecord[] {
  return [...records].sort((a, b) => Number(b.customer.id === keep) - Number(a.customer.id === keep));
}

/** The fields that somebody has to choose in, and those in which all agree. */
export function rowsOf(
  preview: MergePreview,
  fields: readonly CustomField[],
): { differing: MergeRow[]; equal: MergeRow[] } {
  const records = inOrder(preview);
  const marked = new Map(preview.differences.map((each) => [each.field, each]));
  const turned = preview.records[0] !== records[0];
  const own = (Object.keys(FIELDS) as Single[]).map((field): MergeRow => {
    const texts = records.map((record) => shown(field, record));
    const pieces = marked.get(field);
    const [one, other] = pieces ? (turned ? [pieces.other, pieces.one] : [pieces.one, pieces.other]) : [];
    // Where nothing is the same, marks would say nothing.
    const telling = [one, other].every((parts) => parts?.some(({ differs }) => !differs));
    const values = texts.map((text, at) => (telling ? [one, other][at] : undefined) ?? whole(text));
    return { field, label: t(FIELDS[field]), values };
  });
  const custom = fields.filter((field) => !field.archived && !isUnited(field));
  const rows = [
    ...own,
    ...custom.map((field): MergeRow => {
      const values = records.map((record) => whole(heldShown(field, record)));
      return { field: `held:${field.id}`, label: nameOf(field), values };
    }),
  ].filter(({ values }) => values.some((parts) => parts.length > 0));
  const isEqual = ({ values }: MergeRow) => new Set(values.map(textOf)).size === 1;
  return { differing: rows.filter((row) => !isEqual(row)), equal: rows.filter(isEqual) };
}

export const textOf = (parts: readonly TextPart[]): string => parts.map(({ text }) => text).join("");

/** Whose value a field takes where nobody chose: that of the one that stays, or else the first there is. */
export const usual = ({ values }: MergeRow): number =>
  Math.max(
    0,
    values.findIndex((parts) => parts.length > 0),
  );

/** Phones, addresses, handles, tags, fields of several choices, notes and the wish not to be contacted: nothing of them is lost. */
export function unitedOf(records: readonly CustomerRecord[], fields: readonly CustomField[]): UnitedRow[] {
  const points = (kind: PointKind) =>
    records.map((record) =>
      record.points.filter((point) => point.kind === kind).map(({ display }) => display),
    );
  const rows = [
    ...(["phone", "email", "chat"] as const).map((kind) => ({
      label: t(`point-${kind}`),
      values: points(kind),
    })),
    {
      label: t("fact-do_not_contact"),
      values: records.map(({ customer }) => (customer.doNotContact ? [t("answer-yes")] : [])),
    },
    { label: t("column-tags"), values: records.map(({ tags }) => tags.map(({ name }) => name)) },
    ...fields
      .filter((field) => !field.archived && isUnited(field))
      .map((field) => ({
        label: nameOf(field),
        values: records.map((record) => {
          const value = held(record.fields, field);
          const ids = value?.type === "choices" ? value.ids : [];
          return field.choices.filter(({ id }) => ids.includes(id)).map(nameOf);
        }),
      })),
    {
      label: t("fact-note"),
      values: records.map(({ customer }) => (customer.note.trim() ? [customer.note.trim()] : [])),
    },
  ];
  return rows
    .filter(({ values }) => values.some((value) => value.length > 0))
    .map(({ label, values }) => {
      const known = new Set(values[0]);
      const united = [...new Set(values.flat())].map((text) => ({ text, added: !known.has(text) }));
      return { label, values, united };
    });
}

/** What the person chose, for the core. */
export function toValues(
  records: readonly CustomerRecord[],
  rows: readonly MergeRow[],
  chosen: Chosen,
): { values: MergeValue[]; fields: MergeHeld[] } {
  const values: MergeValue[] = [];
  const fields: MergeHeld[] = [];
  for (const row of rows) {
    const from = records[chosen[row.field] ?? usual(row)]?.customer.id;
    if (!from) continue;
    if (row.field in FIELDS) values.push({ field: row.field as Single, from });
    else fields.push({ field: row.field.slice("held:".length), from });
  }
  return { values, fields };
}

/** What comes together, as sums: "4 + 2". */
export function sums(records: readonly CustomerRecord[], inCommon: number) {
  const row = (label: string, counts: number[], less = 0) => ({
    label,
    sum: counts.map((count) => format.number(count)).join(" + "),
    total: format.number(counts.reduce((sum, count) => sum + count, 0) - less),
  });
  return [
    row(
      t("people"),
      records.map(({ contacts }) => contacts.length),
      inCommon,
    ),
    row(
      t("conversations"),
      records.map(({ summary }) => summary.communications),
    ),
    row(
      t("merge-open-follow-ups"),
      records.map(({ followUps }) => followUps.length),
    ),
  ];
}

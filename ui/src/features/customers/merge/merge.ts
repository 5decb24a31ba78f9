/** Several customers side by side: what differs, what is equal, and what comes of it. */
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import type {
  CustomerRecord,
  MergeField,
  MergePreview,
  MergeValue,
  PointKind,
  TextPart,
} from "$lib/ipc/generated";
import { countryName } from "$lib/regions";

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
  referredBy: "fact-referred_by",
} as const satisfies Partial<Record<MergeField, string>>;
type Single = keyof typeof FIELDS;

/** One field: its value at each customer as a person reads it, in the pieces that differ where that is known. */
export type MergeRow = { field: Single; label: string; values: TextPart[][] };
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
    default:
      return customer[field];
  }
}

/** The records with the one that stays first. */
export function inOrder({ records, keep }: MergePreview): CustomerRecord[] {
  return [...records].sort((a, b) => Number(b.customer.id === keep) - Number(a.customer.id === keep));
}

/** The fields that somebody has to choose in, and those in which all agree. */
export function rowsOf(preview: MergePreview): { differing: MergeRow[]; equal: MergeRow[] } {
  const records = inOrder(preview);
  const marked = new Map(preview.differences.map((each) => [each.field, each]));
  const turned = preview.records[0] !== records[0];
  const rows = (Object.keys(FIELDS) as Single[]).flatMap((field): MergeRow[] => {
    const texts = records.map((record) => shown(field, record));
    if (texts.every((text) => text === "")) return [];
    const pieces = marked.get(field);
    const [one, other] = pieces ? (turned ? [pieces.other, pieces.one] : [pieces.one, pieces.other]) : [];
    // Where nothing is the same, marks would say nothing.
    const telling = [one, other].every((parts) => parts?.some(({ differs }) => !differs));
    const values = texts.map(
      (text, at) => (telling ? [one, other][at] : undefined) ?? (text ? [{ text, differs: false }] : []),
    );
    return [{ field, label: t(FIELDS[field]), values }];
  });
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

/** Phones, addresses, handles, tags, notes and the wish not to be contacted: nothing of them is lost. */
export function unitedOf(records: readonly CustomerRecord[]): UnitedRow[] {
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
  chosen: Partial<Record<Single, number>>,
): MergeValue[] {
  return rows.flatMap((row) => {
    const from = records[chosen[row.field] ?? usual(row)]?.customer.id;
    return from ? [{ field: row.field, from }] : [];
  });
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

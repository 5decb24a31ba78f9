/** Acts and changes as a person would tell them. */
import type { FieldValue, KnownValue, PastAct, PastChange, RecordTable } from "$lib/ipc/generated";
import { format, localTime } from "$lib/format";
import { countryName } from "$lib/regions";
import { rhythmName } from "$features/customers";
import { decimal } from "$features/fields";
import { ruleName } from "$features/followups";
import { hasMessage, i18n, t } from "$lib/i18n.svelte";
import { actName } from "$lib/toast.svelte";

/** Fields of other records than customers; those of customers are called `fact-` and their column. */
const FIELDS: Partial<Record<RecordTable, Record<string, string>>> = {
  contact: {
    name: "person-name",
    title: "person-title",
    department: "person-department",
    decision_role: "person-role",
    birthday: "fact-birthday",
  },
  contact_point: {
    kind: "point-kind",
    label: "point-label",
    value: "history-value",
    position: "history-order",
  },
  contact_link: { title: "person-title", department: "person-department", decision_role: "person-role" },
  customer_tag: { tag_id: "history-tag" },
  communication: {
    channel: "log-channel",
    direction: "log-direction",
    at: "log-when",
    duration_minutes: "log-length",
    title: "log-subject",
    text: "log-notes",
    outcome: "log-outcome",
    category_id: "category",
    tone: "tone",
    owner_id: "follow-up-owner",
  },
  category: { name_en: "field-name-en", name_zh: "field-name-zh", hidden: "category-hidden" },
  template: { name: "view-name", channel: "log-channel", title: "log-subject", text: "log-notes" },
  participant: { contact_id: "history-person" },
  attachment: { name: "view-name" },
  follow_up: {
    title: "follow-up-what",
    channel: "follow-up-how",
    due_date: "follow-up-due",
    due_time: "follow-up-time",
    repeats: "follow-up-repeats",
    priority: "follow-up-priority",
    duration_minutes: "follow-up-length",
    owner_id: "follow-up-owner",
    done_at: "done",
  },
  view: {
    name: "view-name",
    filter: "view-filter",
    sort: "view-sort",
    columns: "columns",
    place: "view-place",
    audience: "view-audience",
    position: "history-order",
  },
  import_mapping: { name: "view-name", columns: "columns" },
  custom_field: {
    subject: "field-subject",
    name_en: "field-name-en",
    name_zh: "field-name-zh",
    kind: "field-kind",
    section: "field-section",
    position: "history-order",
    required: "field-required-for",
    in_list: "field-in-list",
    archived: "field-archived",
    start: "field-start",
  },
  field_choice: {
    name_en: "field-name-en",
    name_zh: "field-name-zh",
    colour: "field-colour",
    position: "history-order",
  },
  user: { role: "history-role" },
  workspace: { country: "country", currency: "main-currency", language: "language" },
};

export function fieldName(table: RecordTable, field: string): string {
  const id = FIELDS[table]?.[field] ?? `fact-${field}`;
  return t(hasMessage(id) ? id : "fact-other");
}

/** What a record is called, in Chinese where it has a name of its own there. */
export const labelOf = ({ label, labelZh }: { label: string; labelZh: string }): string =>
  (i18n.language === "zh-CN" && labelZh) || label;

/** The field of a change: a custom one is called as its record is. */
export const changedField = (
  change: { table: RecordTable; label: string; labelZh: string },
  field: string,
): string => (change.table === "custom_value" ? labelOf(change) : fieldName(change.table, field));

export const recordName = (table: RecordTable): string => t(`record-${table}`);

/** A value on one line. */
export function valueText(value: KnownValue): string {
  switch (value.type) {
    case "none":
      return "";
    case "text":
      return value.parts.map((part) => part.text).join("");
    case "choice":
      return hasMessage(value.id) ? t(value.id) : value.id;
    case "record":
      return labelOf({ label: value.name, labelZh: value.nameZh });
    case "decimal":
      return decimal(value.number);
    case "money":
      return format.money(value.minor, value.currency, true);
    case "instant":
      return format.moment(value.at);
    case "day":
      return format.day(value.day);
    case "birthday":
      return format.birthday(value.birthday);
    case "repeat":
      return ruleName(value.rule);
    case "country":
      return countryName(value.code);
    case "days":
      return rhythmName(value.days);
    case "minutes":
      return format.duration(value.minutes);
    case "number":
      return format.number(value.number);
  }
}

/** What an act did, in one line; `change` is set where that is one field going from one value to another. */
export function headline(act: PastAct): { text: string; change?: PastChange } {
  if (act.undoes) {
    const what = actName(act.undoes);
    return { text: t(act.command === "redo" ? "redone" : "undone", { what }) };
  }
  const [first, ...others] = act.changes;
  if (!first) return { text: actName(act) };
  const oneRow = act.changes.every((change) => change.op === "update" && change.row === first.row);
  if (oneRow && others.length === 0 && !act.more && act.count === 1) {
    return { text: changedField(first, first.field), change: first };
  }
  if (oneRow && act.count === 1) {
    const names = new Set(act.changes.map((change) => changedField(change, change.field)));
    if (act.more) names.add("…");
    const fields = new Intl.ListFormat(i18n.language, { type: "conjunction" }).format(names);
    return { text: t("history-changed", { record: recordName(first.table), fields }) };
  }
  return { text: actName(act) };
}

/** What the line is about beside its customer: the one record of another kind that it touched. */
export function subject(act: PastAct): string {
  const [first] = act.changes;
  if (act.count !== 1 || !first || first.table === "customer") return "";
  return first.table === "customer_tag" || first.table === "tag" ? "" : labelOf(first);
}

/** The changes of one row that follow each other. */
export function byRow(changes: readonly PastChange[]): PastChange[][] {
  const groups: PastChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.[0]?.row === change.row) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** What a whole record held, without what its name says already and where it stood in a list. */
export const told = (change: PastChange): FieldValue[] =>
  change.fields.filter(({ field, value }) => field !== "position" && valueText(value) !== labelOf(change));

/** An act with the day it opens, where it is the first of that day. */
export type Placed = { act: PastAct; day: string | undefined };

export function placed(acts: readonly PastAct[], dayOf = (at: number) => localTime(at).date): Placed[] {
  let open: string | undefined;
  return acts.map((act) => {
    const day = dayOf(act.at);
    const opens = day !== open;
    open = day;
    return { act, day: opens ? day : undefined };
  });
}

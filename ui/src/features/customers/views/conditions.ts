/** Conditions while a person puts them together: rows that may be incomplete yet, and the conditions that they make. */
import { parseDate } from "@internationalized/date";
import { customerFields, nameOf } from "$features/fields";
import { today } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import type {
  AnswerField,
  BirthdayTest,
  ChoiceField,
  ChoiceTest,
  Condition,
  ConditionGroup,
  ConditionJoin,
  Conditions,
  CustomField,
  CustomFieldId,
  DateField,
  DateTest,
  DateUnit,
  FieldKind,
  HeldTest,
  NumberField,
  NumberTest,
  ReachField,
} from "$lib/ipc/generated";

/** A custom field among the others. */
export type HeldId = `held:${CustomFieldId}`;
export type FieldId = ChoiceField | DateField | NumberField | ReachField | AnswerField | "birthday" | HeldId;

/** What can be asked for, in the order to choose from, with the message that names it. */
export const FIELDS = [
  { id: "stage", type: "choice", label: "fact-stage" },
  { id: "owner", type: "choice", label: "column-owner" },
  { id: "tags", type: "choice", label: "column-tags" },
  { id: "last_contact", type: "date", label: "column-last" },
  { id: "next_follow_up", type: "date", label: "column-next" },
  { id: "contact_due", type: "date", label: "condition-contact-due" },
  { id: "communications", type: "number", label: "conversations" },
  { id: "region", type: "choice", label: "column-region" },
  { id: "country", type: "choice", label: "fact-country" },
  { id: "industry", type: "choice", label: "fact-industry" },
  { id: "source", type: "choice", label: "fact-source" },
  { id: "kind", type: "choice", label: "fact-kind" },
  { id: "created", type: "date", label: "column-created" },
  { id: "birthday", type: "birthday", label: "fact-birthday" },
  { id: "phone", type: "reach", label: "point-phone" },
  { id: "email", type: "reach", label: "point-email" },
  { id: "chat", type: "reach", label: "point-chat" },
  { id: "do_not_contact", type: "answer", label: "fact-do_not_contact" },
  { id: "wrong_phone", type: "reach", label: "condition-wrong-phone" },
  { id: "wrong_email", type: "reach", label: "condition-wrong-email" },
] as const satisfies readonly { id: FieldId; type: Condition["type"]; label: string }[];

export const UNITS = ["days", "weeks", "months", "years"] as const satisfies DateUnit[];

const RELATIVE = ["in_last", "not_in_last", "more_than_ago", "in_next", "more_than_ahead"] as const;
const ABSOLUTE = ["on", "before", "after"] as const;
type Relative = (typeof RELATIVE)[number];
type Absolute = (typeof ABSOLUTE)[number];
export type Test = ChoiceTest | DateTest["is"] | BirthdayTest["is"] | NumberTest | HeldTest["is"];

const TESTS: Record<Condition["type"], readonly Test[]> = {
  choice: ["any_of", "none_of"],
  date: [...RELATIVE, ...ABSOLUTE, "never", "ever"],
  number: ["at_least", "at_most", "exactly"],
  reach: ["known", "unknown"],
  birthday: ["in_next", "month", "known", "unknown"],
  answer: ["yes", "no"],
  held: ["known", "unknown"],
};
const TEXTS = ["contains"] as const;
const FIGURES = ["at_least", "at_most", "exactly"] as const;
const CHOICES = ["any_of", "none_of"] as const;
/** How what a custom field holds is compared, besides whether it holds anything. */
const HELD: Record<FieldKind, readonly HeldTest["is"][]> = {
  text: TEXTS,
  long_text: TEXTS,
  link: TEXTS,
  number: FIGURES,
  money: FIGURES,
  date: ABSOLUTE,
  choice: CHOICES,
  choices: CHOICES,
  answer: ["yes", "no"],
};
/** How far ahead or back a person may look, and how much there may be of anything. */
const FARTHEST = 9999;
const MOST = 999_999;

/** A row. It keeps what was typed for another comparison, in case the person goes back to that. */
export type Row = {
  key: number;
  field: FieldId;
  is: Test;
  values: string[];
  /** As it was typed. */
  count: string;
  unit: DateUnit;
  /** `YYYY-MM-DD`; "" while incomplete. */
  day: string;
  /** From 1, as text. */
  month: string;
};
export type RowGroup = { key: number; join: ConditionJoin; of: Row[] };
export type Rows = { join: ConditionJoin; of: (Row | RowGroup)[] };

let lastKey = 0;

export const isGroup = <R extends object, G extends { of: unknown }>(part: R | G): part is G => "of" in part;
export const isRelative = (is: Test): is is Relative => (RELATIVE as readonly Test[]).includes(is);
export const isAbsolute = (is: Test): is is Absolute => (ABSOLUTE as readonly Test[]).includes(is);

export const isHeld = (id: FieldId): id is HeldId => id.startsWith("held:");
/** The custom field that a condition is about; undefined while it isn't known, or gone. */
export const customField = (id: FieldId): CustomField | undefined =>
  customerFields.get(id.replace("held:", ""));

type OwnField = (typeof FIELDS)[number];
export const fieldOf = (id: FieldId): OwnField | { id: HeldId; type: "held" } =>
  isHeld(id) ? { id, type: "held" } : (FIELDS.find((field) => field.id === id) ?? FIELDS[0]);
export function fieldName(id: FieldId): string {
  const field = fieldOf(id);
  if (field.type !== "held") return t(field.label);
  const custom = customField(id);
  return custom ? nameOf(custom) : t("value-gone");
}
/** All fields to choose from. */
export const fieldIds = (): FieldId[] => [
  ...FIELDS.map(({ id }) => id),
  ...customerFields.used.map(({ id }): HeldId => `held:${id}`),
];

/** How a field can be compared; only of tags a customer has several. */
export function testsOf(field: FieldId): readonly Test[] {
  if (field === "tags") return ["any_of", "all_of", "none_of"];
  const held = isHeld(field) ? HELD[customField(field)?.kind ?? "text"] : [];
  return [...held, ...TESTS[fieldOf(field).type]];
}

/** A new row, with a comparison that most people mean. */
export function newRow(field: FieldId = "stage"): Row {
  const is =
    field === "last_contact"
      ? "not_in_last"
      : field === "next_follow_up" || field === "contact_due"
        ? "in_next"
        : testsOf(field)[0];
  const count = field === "communications" ? "1" : isHeld(field) ? "" : "30";
  return {
    key: ++lastKey,
    field,
    is: is ?? "any_of",
    values: [],
    count,
    unit: "days",
    day: "",
    month: String(Number(today().slice(5, 7))),
  };
}
export const newGroup = (join: ConditionJoin): RowGroup => ({
  key: ++lastKey,
  join,
  of: [newRow("last_contact")],
});

/** The row about another field. */
export const withField = (row: Row, field: FieldId): Row => ({ ...newRow(field), key: row.key });

const whole = (text: string, most: number): number | undefined =>
  /^\d+$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;

function dateTest({ is, count, unit, day }: Row): DateTest | undefined {
  if (isRelative(is)) {
    const number = whole(count, FARTHEST);
    return number === undefined ? undefined : { is, count: number, unit };
  }
  if (isAbsolute(is)) return day ? { is, day } : undefined;
  return is === "never" || is === "ever" ? { is } : undefined;
}

function birthdayTest({ is, count, unit, month }: Row): BirthdayTest | undefined {
  switch (is) {
    case "in_next": {
      const number = whole(count, FARTHEST);
      return number === undefined ? undefined : { is, count: number, unit };
    }
    case "month":
      return { is, month: Number(month) };
    case "known":
    case "unknown":
      return { is };
    default:
      return undefined;
  }
}

function heldTest({ is, values, count, day }: Row): HeldTest | undefined {
  switch (is) {
    case "any_of":
    case "none_of":
      return values.length > 0 ? { is, values: [...values] } : undefined;
    case "contains":
      return count.trim() ? { is, text: count.trim() } : undefined;
    case "at_least":
    case "at_most":
    case "exactly":
      return /^-?\d{1,12}(\.\d{1,6})?$/.test(count.trim()) ? { is, number: count.trim() } : undefined;
    case "on":
    case "before":
    case "after":
      return day ? { is, day } : undefined;
    case "yes":
    case "no":
    case "known":
    case "unknown":
      return { is };
    default:
      return undefined;
  }
}

/** What a row asks for; undefined while something is missing. */
export function conditionOf(row: Row): Condition | undefined {
  const field = fieldOf(row.field);
  switch (field.type) {
    case "choice":
      return row.values.length > 0
        ? { type: "choice", field: field.id, is: row.is as ChoiceTest, values: [...row.values] }
        : undefined;
    case "date": {
      const test = dateTest(row);
      return test && { type: "date", field: field.id, test };
    }
    case "number": {
      const value = whole(row.count, MOST);
      return value === undefined
        ? undefined
        : { type: "number", field: field.id, is: row.is as NumberTest, value };
    }
    case "reach":
      return { type: "reach", field: field.id, known: row.is === "known" };
    case "birthday": {
      const test = birthdayTest(row);
      return test && { type: "birthday", test };
    }
    case "answer":
      return { type: "answer", field: field.id, is: row.is === "yes" };
    case "held": {
      const test = heldTest(row);
      return test && { type: "held", field: field.id.replace("held:", ""), test };
    }
  }
}

/** The conditions of all complete rows, and for each row or group its place among them; -1 for an incomplete one. */
export function conditionsOf({ join, of }: Rows): { conditions: Conditions; places: number[] } {
  const conditions: Conditions = { join, of: [] };
  const places = of.map((part) => {
    const made = isGroup(part) ? groupOf(part) : conditionOf(part);
    return made ? conditions.of.push(made) - 1 : -1;
  });
  return { conditions, places };
}
function groupOf({ join, of }: RowGroup): ConditionGroup | undefined {
  const complete = of.flatMap((row) => conditionOf(row) ?? []);
  return complete.length > 0 ? { join, of: complete } : undefined;
}

/** Rows for conditions there are; a first row where there are none. */
export function rowsOf(conditions: Conditions | undefined): Rows {
  if (!conditions || conditions.of.length === 0) return { join: "all", of: [newRow()] };
  const of = conditions.of.map((part) =>
    isGroup(part) ? { key: ++lastKey, join: part.join, of: part.of.map(rowOf) } : rowOf(part),
  );
  return { join: conditions.join, of };
}
function fieldIdOf(condition: Condition): FieldId {
  if (condition.type === "birthday") return "birthday";
  return condition.type === "held" ? `held:${condition.field}` : condition.field;
}
function rowOf(condition: Condition): Row {
  const row = newRow(fieldIdOf(condition));
  switch (condition.type) {
    case "choice":
      return { ...row, is: condition.is, values: [...condition.values] };
    case "date": {
      const { test } = condition;
      if ("count" in test) return { ...row, is: test.is, count: String(test.count), unit: test.unit };
      return { ...row, is: test.is, day: "day" in test ? test.day : "" };
    }
    case "number":
      return { ...row, is: condition.is, count: String(condition.value) };
    case "reach":
      return { ...row, is: condition.known ? "known" : "unknown" };
    case "birthday": {
      const { test } = condition;
      if (test.is === "in_next") return { ...row, is: test.is, count: String(test.count), unit: test.unit };
      return { ...row, is: test.is, month: test.is === "month" ? String(test.month) : row.month };
    }
    case "answer":
      return { ...row, is: condition.is ? "yes" : "no" };
    case "held": {
      const { test } = condition;
      return {
        ...row,
        is: test.is,
        values: "values" in test ? [...test.values] : [],
        count: "text" in test ? test.text : "number" in test ? test.number : "",
        day: "day" in test ? test.day : "",
      };
    }
  }
}

/** How many conditions and groups stand side by side. */
export function counted({ of }: Readonly<{ of: readonly (Condition | ConditionGroup)[] }>): {
  conditions: number;
  groups: number;
} {
  const groups = of.filter((part) => isGroup(part)).length;
  return { conditions: of.length - groups, groups };
}

/** The day that a relative date reaches to, by the calendar, as the core counts it. */
export function dayMeant(row: Row, today: string): string | undefined {
  const count = whole(row.count, FARTHEST);
  if (!isRelative(row.is) || count === undefined) return undefined;
  const length = { [row.unit]: count };
  const ahead = row.is === "in_next" || row.is === "more_than_ahead";
  const from = parseDate(today);
  return (ahead ? from.add(length) : from.subtract(length)).toString();
}

/** A value as text that is the same for equal values, whatever order their fields came in. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

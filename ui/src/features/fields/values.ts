/** Values of custom fields as people read and type them. */
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { CallError } from "$lib/ipc/call";
import type { CustomField, CustomFieldId, CustomValue, HeldValue } from "$lib/ipc/generated";
import { moneyText, parseMoney } from "$lib/written";
import { nameOf } from "./names";

/** What each field holds, as it is typed: keys of choices with commas between them. */
export type Texts = Record<CustomFieldId, string>;

export const held = (values: readonly HeldValue[], field: CustomField): CustomValue | undefined =>
  values.find(({ fieldId }) => fieldId === field.id)?.value;

/** What can be chosen in a field of one choice, "" for nothing; none where a value is typed. */
export function optionsOf(field: CustomField): { value: string; label: string }[] | undefined {
  const none = { value: "", label: t("field-none") };
  if (field.kind === "choice")
    return [none, ...field.choices.map((choice) => ({ value: choice.id, label: nameOf(choice) }))];
  if (field.kind === "answer")
    return [none, ...["yes", "no"].map((value) => ({ value, label: t(`answer-${value}`) }))];
  return undefined;
}

/** The keys that a screen's keyboard shows for a field. */
export const inputModeOf = ({ kind }: CustomField): "decimal" | "url" | "text" =>
  kind === "number" || kind === "money" ? "decimal" : kind === "link" ? "url" : "text";

/** A value as it is typed. */
export function textOf(value: CustomValue | null | undefined): string {
  switch (value?.type) {
    case "text":
      return value.text;
    case "number":
      return value.number;
    case "money":
      return moneyText(value.minor, value.currency);
    case "date":
      return value.day;
    case "choices":
      return value.ids.join(",");
    case "answer":
      return value.yes ? "yes" : "no";
    case undefined:
      return "";
  }
}

/** What was typed as a value; null for nothing. An amount is in `currency`. Rejects what is no amount. */
export function valueOf(field: CustomField, text: string, currency: string): CustomValue | null {
  if (text.trim() === "") return null;
  switch (field.kind) {
    case "text":
    case "long_text":
    case "link":
      return { type: "text", text };
    case "number":
      return { type: "number", number: text };
    case "money": {
      const minor = parseMoney(text, currency, field.id);
      return minor === null ? null : { type: "money", minor, currency };
    }
    case "date":
      return { type: "date", day: text };
    case "choice":
    case "choices":
      return { type: "choices", ids: text.split(",") };
    case "answer":
      return { type: "answer", yes: text === "yes" };
  }
}

/** All that was typed into a form. Rejects naming every amount that is none. */
export function valuesOf(
  fields: readonly CustomField[],
  texts: Texts,
  currency: (field: CustomField) => string,
): Record<CustomFieldId, CustomValue | null> {
  const values: Record<CustomFieldId, CustomValue | null> = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    try {
      values[field.id] = valueOf(field, texts[field.id] ?? "", currency(field));
    } catch (thrown) {
      if (!(thrown instanceof CallError)) throw thrown;
      Object.assign(problems, thrown.fields);
    }
  }
  if (Object.keys(problems).length > 0)
    throw new CallError({ code: "invalid", fields: problems, detail: "" });
  return values;
}

/** A decimal number in groups of three: "1,284.5". */
export function decimal(number: string): string {
  const [whole = "", fraction] = number.split(".");
  const grouped = format.number(Number(whole)).replace(/^0$/, whole.startsWith("-") ? "\u22120" : "0");
  return fraction ? `${grouped}.${fraction}` : grouped;
}

/** A value as it is read. */
export function shown(field: CustomField, value: CustomValue): string {
  switch (value.type) {
    case "text":
      return value.text;
    case "number":
      return decimal(value.number);
    case "money":
      return format.money(value.minor, value.currency, value.minor % 100 !== 0);
    case "date":
      return format.date(value.day);
    case "choices":
      return field.choices
        .filter(({ id }) => value.ids.includes(id))
        .map(nameOf)
        .join(t("list-comma"));
    case "answer":
      return t(value.yes ? "answer-yes" : "answer-no");
  }
}

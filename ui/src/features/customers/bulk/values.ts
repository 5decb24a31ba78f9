/** The fields that can be changed in many customers at once, and their values as people choose, type and read them. */
import { channelChoices } from "$features/communications";
import { customerFields, nameOf, shown, valueOf } from "$features/fields";
import { t } from "$lib/i18n.svelte";
import type {
  Channel,
  Customer,
  CustomField,
  CustomFieldId,
  SharedValue,
  SharedText,
  SharedWay,
  Stage,
  User,
} from "$lib/ipc/generated";
import { STAGES } from "../filter";
import { hoursName, rhythmName, rhythms } from "../strategy/strategy";

const OWN = {
  stage: "fact-stage",
  owner: "fact-owner_id",
  kind: "fact-kind",
  do_not_contact: "fact-do_not_contact",
  industry: "fact-industry",
  region: "fact-region",
  source: "fact-source",
  size: "fact-size",
  terms: "fact-terms",
  goal: "fact-goal",
  rhythm: "fact-rhythm_days",
  preferred_channel: "fact-preferred_channel",
  preferred_hours: "fact-preferred_hours",
  tags: "column-tags",
} as const;
type OwnKey = keyof typeof OWN;
export type FieldKey = OwnKey | `field:${CustomFieldId}`;

export const customOf = (key: FieldKey): CustomField | undefined =>
  key.startsWith("field:") ? customerFields.get(key.slice("field:".length)) : undefined;

export function labelOf(key: FieldKey): string {
  const field = customOf(key);
  return field ? nameOf(field) : t(key in OWN ? OWN[key as OwnKey] : "fact-other");
}

/** All fields that there are now, those that the business added behind the others. */
export const allKeys = (): FieldKey[] => [
  ...(Object.keys(OWN) as OwnKey[]),
  ...customerFields.used.map(({ id }): FieldKey => `field:${id}`),
];

/** Whether a customer may have nothing there. */
export const mayBeEmpty = (key: FieldKey): boolean =>
  key !== "stage" && key !== "kind" && key !== "do_not_contact" && customOf(key)?.required !== true;

/** What can be done with what a field holds: of several some may come or go. */
export type Way = SharedWay | "clear";
export function waysOf(key: FieldKey): Way[] {
  const several = key === "tags" || customOf(key)?.kind === "choices";
  if (several) return mayBeEmpty(key) ? ["set", "add", "take_away", "clear"] : ["set", "add"];
  return mayBeEmpty(key) ? ["set", "clear"] : ["set"];
}

/** What can be chosen in a field of the program's own; nothing where it is typed. */
export function ownOptions(key: FieldKey, users: readonly User[]): { value: string; label: string }[] {
  if (key === "stage") return STAGES.map((value) => ({ value, label: t(`stage-${value}`) }));
  if (key === "kind") return ["company", "person"].map((value) => ({ value, label: t(`kind-${value}`) }));
  if (key === "do_not_contact") return ["yes", "no"].map((value) => ({ value, label: t(`answer-${value}`) }));
  if (key === "rhythm") return rhythms(null).slice(1);
  if (key === "preferred_channel") return channelChoices().slice(1);
  if (key === "owner") return users.map(({ id, name }) => ({ value: id, label: name }));
  return [];
}

export function keyOf(value: SharedValue): FieldKey {
  if (value.field === "text") return value.name;
  return value.field === "custom" || value.field === "choices" ? `field:${value.id}` : value.field;
}

/** What was chosen or typed as a value, tags in lines. Rejects an amount that is none. */
export function typedValue(key: FieldKey, way: Way, typed: string, currency: string): SharedValue {
  const text = way === "clear" ? "" : typed;
  const kept = way === "clear" ? "set" : way;
  switch (key) {
    case "tags":
      return { field: "tags", way: kept, names: text.split("\n").filter(Boolean) };
    case "stage":
      return { field: "stage", stage: text as Stage };
    case "kind":
      return { field: "kind", kind: text as Customer["kind"] };
    case "do_not_contact":
      return { field: "do_not_contact", wish: text === "yes" };
    case "owner":
      return { field: "owner", ownerId: text || null };
    case "rhythm":
      return { field: "rhythm", days: text ? Number(text) : null };
    case "preferred_channel":
      return { field: "preferred_channel", channel: text ? (text as Channel) : null };
    default: {
      const field = customOf(key);
      if (field && kept !== "set")
        return { field: "choices", id: field.id, way: kept, ids: text.split(",").filter(Boolean) };
      if (field) return { field: "custom", id: field.id, value: valueOf(field, text, currency) };
      return { field: "text", name: key as SharedText, text };
    }
  }
}

/** A value as it is read; empty for none. */
export function readValue(value: SharedValue, users: readonly User[]): string {
  switch (value.field) {
    case "stage":
      return t(`stage-${value.stage}`);
    case "kind":
      return t(`kind-${value.kind}`);
    case "do_not_contact":
      return t(value.wish ? "answer-yes" : "answer-no");
    case "owner":
      return users.find(({ id }) => id === value.ownerId)?.name ?? "";
    case "rhythm":
      return value.days === null ? "" : rhythmName(value.days);
    case "preferred_channel":
      return value.channel === null ? "" : t(`channel-${value.channel}`);
    case "text":
      return value.name === "preferred_hours" ? hoursName(value.text) : value.text;
    case "tags":
      return value.names.join(t("list-comma"));
    // What some of several would do is told by what each customer has then.
    case "choices":
      return "";
    case "custom": {
      const field = customerFields.get(value.id);
      return field && value.value ? shown(field, value.value) : "";
    }
  }
}

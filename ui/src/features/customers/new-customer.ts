/** What the form for a new customer holds, how it is kept while unfinished, and what it becomes. */
import type { CreateCustomer, CustomerKind, CustomFieldId, Stage } from "$lib/ipc/generated";

export type NewCustomerDraft = {
  kind: string;
  name: string;
  otherName: string;
  stage: string;
  ownerId: string;
  region: string;
  industry: string;
  phone: string;
  email: string;
  source: string;
  /** As typed: separated by commas of either script. */
  tags: string;
  note: string;
  /** What was typed into custom fields, as JSON; "" for nothing. */
  fields: string;
};

export const BLANK: Readonly<NewCustomerDraft> = {
  kind: "company",
  name: "",
  otherName: "",
  stage: "lead",
  ownerId: "",
  region: "",
  industry: "",
  phone: "",
  email: "",
  source: "",
  tags: "",
  note: "",
  fields: "",
};

/** What is chosen rather than typed. */
const CHOICES = new Set<string>(["kind", "stage", "ownerId"] satisfies (keyof NewCustomerDraft)[]);

/** Whether nothing was typed; choices alone are no loss. */
export const isBlank = (draft: NewCustomerDraft): boolean =>
  Object.entries(draft).every(([key, value]) => CHOICES.has(key) || value.trim() === "");

/** A kept draft; one of another version fills in what it can. */
export function readDraft(kept: unknown): NewCustomerDraft | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const known = Object.entries(kept).filter(([key, value]) => key in BLANK && typeof value === "string");
  return { ...BLANK, ...Object.fromEntries(known) };
}

/** Names of tags out of a line of text. */
export const splitTags = (line: string): string[] =>
  line
    .split(/[,，、;；]/)
    .map((name) => name.trim())
    .filter(Boolean);

/** What was typed into custom fields. */
export function typedFields({ fields }: NewCustomerDraft): Record<CustomFieldId, string> {
  try {
    const typed: unknown = JSON.parse(fields || "{}");
    const texts = Object.entries(typed ?? {}).filter(([, text]) => typeof text === "string");
    return Object.fromEntries(texts) as Record<CustomFieldId, string>;
  } catch {
    return {};
  }
}

export function toInput({
  kind,
  stage,
  ownerId,
  tags,
  fields: _,
  ...texts
}: NewCustomerDraft): CreateCustomer {
  return {
    ...texts,
    kind: kind as CustomerKind,
    stage: stage as Stage,
    ...(ownerId ? { ownerId } : {}),
    tags: splitTags(tags),
  };
}

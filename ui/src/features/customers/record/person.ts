/** A person as a customer sees them. */
import type {
  ContactView,
  CustomerId,
  CustomerRef,
  DecisionRole,
  LinkInput,
  LinkView,
} from "$lib/ipc/generated";

export const ROLES: readonly DecisionRole[] = ["none", "decides", "evaluates", "supports", "uses", "opposes"];

/** What a person does at a customer: their job, or the part they have there beside it. */
export function partAt(
  person: ContactView,
  customerId: CustomerId,
): Pick<LinkView, "title" | "department" | "decisionRole"> {
  return person.links.find((link) => link.customerId === customerId) ?? person;
}

/** A part at a further customer as a form holds it. */
export type LinkDraft = { customer: CustomerRef } & Required<{
  [key in "title" | "department"]: string;
}> & { decisionRole: DecisionRole };

/** A person's parts, the one at `first` before the others. */
export const linkDrafts = (person: ContactView, first: CustomerId): LinkDraft[] =>
  [...person.links]
    .sort((one, other) => Number(other.customerId === first) - Number(one.customerId === first))
    .map(({ customer, title, department, decisionRole }) => ({ customer, title, department, decisionRole }));

export const asLinks = (drafts: readonly LinkDraft[]): LinkInput[] =>
  drafts.map(({ customer, ...part }) => ({ customerId: customer.id, ...part }));

/** What a list of customers can be narrowed by, as choices on screen and as the filter the core takes. */
import type { Conditions, CustomerFilter, Facet, Stage } from "$lib/ipc/generated";

export const DIMENSIONS = ["stages", "owners", "tags"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** A chosen value with its name, so that it can be shown even when nothing on the list has it any more. */
export type Choice = Pick<Facet, "value" | "label">;
export type Choices = Readonly<Record<Dimension, readonly Choice[]>>;

/** The way a customer goes, which is also the order to choose in. */
export const STAGES = ["lead", "prospect", "customer", "lapsed"] satisfies Stage[];

export const NO_CHOICES: Choices = { stages: [], owners: [], tags: [] };

/** The choices with one value taken in, or out if it was in. */
export function toggled(choices: Choices, dimension: Dimension, { value, label }: Choice): Choices {
  const rest = choices[dimension].filter((choice) => choice.value !== value);
  const next = rest.length < choices[dimension].length ? rest : [...rest, { value, label }];
  return { ...choices, [dimension]: next };
}

/** The choices without one dimension. */
export const without = (choices: Choices, dimension: Dimension): Choices => ({
  ...choices,
  [dimension]: [],
});

/** The filter for the core; what does not narrow is left out, so that equal filters are equal. */
export function toFilter(text: string, choices: Choices, conditions?: Conditions): CustomerFilter {
  const filter: CustomerFilter = {};
  const values = (dimension: Dimension) => choices[dimension].map((choice) => choice.value).toSorted();
  if (text.trim()) filter.text = text.trim();
  if (choices.stages.length > 0) filter.stages = values("stages") as Stage[];
  if (choices.owners.length > 0) filter.owners = values("owners");
  if (choices.tags.length > 0) filter.tags = values("tags");
  if (conditions && conditions.of.length > 0) filter.conditions = conditions;
  return filter;
}

/** The choices of a filter that was kept; their names are looked up where they are shown. */
export function choicesOf({ stages, owners, tags }: CustomerFilter): Choices {
  const choices = (values: readonly string[] | null | undefined) =>
    (values ?? []).map((value) => ({ value, label: "" }));
  return { stages: choices(stages), owners: choices(owners), tags: choices(tags) };
}

export const isNarrowed = (filter: CustomerFilter): boolean => Object.keys(filter).length > 0;

/** Counted stages in the order of the way. */
export const inStageOrder = (facets: readonly Facet[]): Facet[] =>
  STAGES.flatMap((stage) => facets.filter((facet) => facet.value === stage));

/** What can be chosen: the counted values, then chosen ones that count nothing now, so that they can be taken out. */
export function choosable(facets: readonly Facet[], chosen: readonly Choice[]): Facet[] {
  const counted = new Set(facets.map((facet) => facet.value));
  const empty = chosen.filter((choice) => !counted.has(choice.value));
  return [...facets, ...empty.map((choice) => ({ ...choice, count: 0 }))];
}

/** What chosen values are called: those that a view brought along come without a name. */
import { t } from "$lib/i18n.svelte";
import { LiveQuery } from "$lib/ipc/live.svelte";
import type { Choice, Dimension } from "./filter";
import { customerList } from "./list.svelte";

/** Made while a component is set up; ends with it. */
export class ChoiceNames {
  readonly #tags = new LiveQuery(
    "list_tags",
    () => (this.#isUnnamed("tags") ? { ids: customerList.choices.tags.map((choice) => choice.value) } : null),
    ["tags"],
  );
  readonly #users = new LiveQuery("list_users", () => (this.#isUnnamed("owners") ? {} : null), ["users"]);

  /** Stages are named by the catalogue, people and tags by themselves. */
  of(dimension: Dimension, { value, label }: Choice): string {
    if (dimension === "stages") return t(`stage-${value}`);
    const known = dimension === "tags" ? this.#tags.data : this.#users.data;
    return label || (known?.find((each) => each.id === value)?.name ?? t("value-gone"));
  }

  #isUnnamed(dimension: Dimension): boolean {
    return customerList.choices[dimension].some((choice) => !choice.label);
  }
}

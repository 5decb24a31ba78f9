/** Saved searches: what the page's filter is as one, and the filter of one. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { Channel, KeptQuery, SavedSearch } from "$lib/ipc/generated";
import { router } from "$lib/router.svelte";
import { toasts } from "$lib/toast.svelte";
import { PERIODS, readFilter, writeFilter, type Filter } from "./filter";

export function toKept(filter: Filter): KeptQuery {
  const { text, channels, owners, categories, customer, period, from, to, sort } = filter;
  const days = Number(period);
  return {
    query: text.trim(),
    channels: channels as Channel[],
    owners,
    categories,
    customerId: customer || null,
    days: days > 0 ? days : null,
    from: period === "custom" && from ? from : null,
    to: period === "custom" && to ? to : null,
    sort,
  };
}

export function fromKept(kept: KeptQuery): Filter {
  const period = PERIODS.find((each) => each === String(kept.days));
  return {
    ...readFilter(new URLSearchParams()),
    text: kept.query,
    channels: kept.channels,
    owners: kept.owners,
    categories: kept.categories,
    customer: kept.customerId ?? "",
    period: period ?? (kept.from || kept.to ? "custom" : "any"),
    from: kept.from ?? "",
    to: kept.to ?? "",
    sort: kept.sort,
  };
}

/** Whether a filter asks for what a saved search does. */
export const isSame = (filter: Filter, kept: KeptQuery): boolean =>
  JSON.stringify(writeFilter(filter)) === JSON.stringify(writeFilter(fromKept(kept)));

/** The address that a saved search opens at. */
export const addressOf = ({ id, search }: SavedSearch): Record<string, string> => ({
  ...writeFilter(fromKept(search)),
  saved: id,
});

export async function createSearch(name: string, filter: Filter): Promise<void> {
  const saved = await call("create_search", { name, search: toKept(filter) });
  router.replace({ name: "conversations" }, addressOf(saved));
  toasts.undoable(t("search-saved", { name: saved.name }), saved.act);
}

export async function keepSearch({ id }: SavedSearch, filter: Filter): Promise<void> {
  try {
    const saved = await call("update_search", { id, search: toKept(filter) });
    toasts.undoable(t("search-saved", { name: saved.name }), saved.act);
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

export async function shareSearch({ id, audience }: SavedSearch): Promise<void> {
  try {
    await call("update_search", { id, audience: audience === "everyone" ? "owner" : "everyone" });
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

export async function deleteSearch({ id, name }: SavedSearch): Promise<void> {
  try {
    const { act } = await call("delete_view", { id });
    toasts.undoable(t("search-deleted", { name }), act, "deleted");
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

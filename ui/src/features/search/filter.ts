/** What the conversations page searches for, as it stands in the page's address, so that coming back finds it again. */
import type { Channel, SearchInput } from "$lib/ipc/generated";
import { addDays, today } from "$lib/format";

export const PERIODS = ["any", "7", "30", "90", "365", "custom"] as const;
export type Period = (typeof PERIODS)[number];

export type Filter = {
  text: string;
  channels: string[];
  owners: string[];
  categories: string[];
  /** The key of the only customer to show; "" for all. */
  customer: string;
  period: Period;
  /** Used by the custom period only; "" is open. */
  from: string;
  to: string;
  sort: "best" | "newest";
};

const list = (value: string | null) => value?.split(",").filter(Boolean) ?? [];
const isPeriod = (value: string | null): value is Period => PERIODS.some((period) => period === value);

export function readFilter(query: URLSearchParams): Filter {
  const period = query.get("period");
  return {
    text: query.get("q") ?? "",
    channels: list(query.get("channel")),
    owners: list(query.get("owner")),
    categories: list(query.get("category")),
    customer: query.get("customer") ?? "",
    period: isPeriod(period) ? period : "any",
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
    sort: query.get("sort") === "newest" ? "newest" : "best",
  };
}

/** The address of a filter; what is left at its start is left out. */
export function writeFilter({
  text,
  channels,
  owners,
  categories,
  customer,
  period,
  from,
  to,
  sort,
}: Filter): Record<string, string> {
  const parts = {
    q: text,
    channel: channels.join(","),
    owner: owners.join(","),
    category: categories.join(","),
    customer,
    period: period === "any" ? "" : period,
    from: period === "custom" ? from : "",
    to: period === "custom" ? to : "",
    sort: sort === "best" ? "" : sort,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ""));
}

/** The first and last day of a period; a number of days ends today. */
export function datesOf({ period, from, to }: Filter, date = today()): { from?: string; to?: string } {
  if (period === "any") return {};
  if (period !== "custom") return { from: addDays(date, 1 - Number(period)) };
  return { ...(from && { from }), ...(to && { to }) };
}

/** How many filters beside the text narrow the list. */
export const narrowed = ({ channels, owners, categories, customer, period }: Filter): number =>
  [channels.length > 0, owners.length > 0, categories.length > 0, customer !== "", period !== "any"].filter(
    Boolean,
  ).length;

export function toSearch(filter: Filter): SearchInput {
  return {
    query: filter.text.trim(),
    kinds: ["communication"],
    ...(filter.channels.length > 0 && { channels: filter.channels as Channel[] }),
    ...(filter.owners.length > 0 && { owners: filter.owners }),
    ...(filter.categories.length > 0 && { categories: filter.categories }),
    ...(filter.customer && { customerId: filter.customer }),
    ...datesOf(filter),
    facets: true,
    // Without words nothing can match better than something else.
    sort: filter.text.trim() ? filter.sort : "newest",
  };
}

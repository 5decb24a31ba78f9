/** What the history is narrowed to, as it stands in the page's address, so that coming back finds it again. */
import type { ActKind, CustomerId, ListHistory, UserId } from "$lib/ipc/generated";
import { addDays, today } from "$lib/format";

export const KINDS = ["added", "changed", "deleted", "imported", "restored"] as const satisfies ActKind[];
export const PERIODS = ["any", "7", "30", "90", "365", "custom"] as const;
export type Period = (typeof PERIODS)[number];

export type Filter = {
  kind: ActKind | "all";
  /** "" is everybody. */
  actor: UserId | "";
  /** "" is every record. */
  customer: CustomerId | "";
  period: Period;
  /** Used by the custom period only; "" is open. */
  from: string;
  to: string;
};

const oneOf = <T extends string>(all: readonly T[], value: string | null): T | undefined =>
  all.find((each) => each === value);

export function readFilter(query: URLSearchParams): Filter {
  return {
    kind: oneOf(KINDS, query.get("kind")) ?? "all",
    actor: query.get("who") ?? "",
    customer: query.get("customer") ?? "",
    period: oneOf(PERIODS, query.get("period")) ?? "any",
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
  };
}

/** The address of a filter; what narrows nothing is left out. */
export function writeFilter({ kind, actor, customer, period, from, to }: Filter): Record<string, string> {
  const parts = {
    kind: kind === "all" ? "" : kind,
    who: actor,
    customer,
    period: period === "any" ? "" : period,
    from: period === "custom" ? from : "",
    to: period === "custom" ? to : "",
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ""));
}

export const isNarrowed = (filter: Filter): boolean => Object.keys(writeFilter(filter)).length > 0;

export function toInput({ kind, actor, customer, period, from, to }: Filter, date = today()): ListHistory {
  const days =
    period === "custom"
      ? { ...(from && { from }), ...(to && { to }) }
      : period === "any"
        ? {}
        : { from: addDays(date, 1 - Number(period)) };
  return {
    ...(kind !== "all" && { kind }),
    ...(actor && { actor }),
    ...(customer && { customerId: customer }),
    ...days,
  };
}

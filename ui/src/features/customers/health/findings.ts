/** What data health found, as rows: what it is, how bad, and the one step that mends it. */
import type { Component } from "svelte";
import AtSign from "@lucide/svelte/icons/at-sign";
import Bell from "@lucide/svelte/icons/bell";
import Compare from "@lucide/svelte/icons/git-compare-arrows";
import MessageCircle from "@lucide/svelte/icons/message-circle";
import Phone from "@lucide/svelte/icons/phone";
import Rows from "@lucide/svelte/icons/rows-3";
import UserCheck from "@lucide/svelte/icons/user-round-check";
import { t } from "$lib/i18n.svelte";
import type { CustomerFilter, DataHealth, HealthCheck, HealthGroup } from "$lib/ipc/generated";
import { router } from "$lib/router.svelte";
import { customerList } from "../list.svelte";

export type Group = HealthGroup | "duplicates";
export const GROUPS = ["missing", "doubtful", "duplicates"] as const satisfies Group[];

/** A row of the page. `pairs` are counted where it isn't customers. */
export type Row = {
  id: HealthCheck | "certain_pairs" | "likely_pairs";
  group: Group;
  tone: "watch" | "risk";
  count: number;
  example: string | null;
  /** What is wrong there, where it is one number or address. */
  value: string | null;
  /** How many more than on an earlier day; none where there is no day to compare with. */
  more: number | null;
  /** What its words say beside it. */
  values: Record<string, number>;
  icon: Component<{ class?: string }>;
  mend: () => void;
};

const LOOK: Record<HealthCheck, Pick<Row, "tone" | "icon">> = {
  unreachable: { tone: "risk", icon: Rows },
  no_owner: { tone: "watch", icon: UserCheck },
  no_next_step: { tone: "watch", icon: Bell },
  incomplete: { tone: "watch", icon: Rows },
  wrong_phone: { tone: "watch", icon: Phone },
  wrong_email: { tone: "risk", icon: AtSign },
  silent: { tone: "watch", icon: MessageCircle },
  forgotten: { tone: "watch", icon: Bell },
};

function showThem(filter: CustomerFilter): void {
  customerList.show(filter);
  router.go({ name: "customers" });
}
const pairs = () => router.go({ name: "duplicates" });

/** All rows, in the order in which they are to be mended. */
export function rowsOf({ findings, duplicates, rules }: DataHealth): Row[] {
  const rows: Row[] = findings.map(({ check, group, customers, example, value, more, filter }) => ({
    id: check,
    group,
    count: customers,
    example,
    value,
    more,
    values: { months: rules.silentMonths },
    mend: () => showThem(filter),
    ...LOOK[check],
  }));
  const alike = {
    group: "duplicates",
    tone: "watch",
    example: null,
    value: null,
    more: null,
    values: {},
    icon: Compare,
    mend: pairs,
  } as const;
  const { certain = 0, total = 0 } = duplicates ?? {};
  if (certain > 0) rows.push({ ...alike, id: "certain_pairs", count: certain });
  if (total > certain) rows.push({ ...alike, id: "likely_pairs", count: total - certain });
  return rows;
}

/** Part of a whole as people read it. Rounded down: what isn't whole must not read as if it were. */
export const percent = (part: number): string =>
  part > 0 && part < 0.01 ? t("health-below", { share: "1%" }) : `${Math.floor(part * 100)}%`;

/** What stands under the name of a row: which one, or what is meant. */
export const exampleOf = ({ id, example, value }: Row): string => {
  const text = t(`health-${id}-text`);
  if (example === null) return text;
  const name = value === null ? example : t("health-example-value", { name: example, value });
  return t("health-example", { text, name });
};

/** The kinds of custom fields with the signs they are known by. */
import type { Component } from "svelte";
import AlignLeft from "@lucide/svelte/icons/align-left";
import Calendar from "@lucide/svelte/icons/calendar";
import CircleChevronDown from "@lucide/svelte/icons/circle-chevron-down";
import Coins from "@lucide/svelte/icons/coins";
import Hash from "@lucide/svelte/icons/hash";
import Link from "@lucide/svelte/icons/link";
import ListChecks from "@lucide/svelte/icons/list-checks";
import ToggleLeft from "@lucide/svelte/icons/toggle-left";
import Type from "@lucide/svelte/icons/type";
import type { CustomField, FieldKind } from "$lib/ipc/generated";

export const KIND_ICONS: Record<FieldKind, Component<{ class?: string }>> = {
  text: Type,
  long_text: AlignLeft,
  number: Hash,
  money: Coins,
  date: Calendar,
  choice: CircleChevronDown,
  choices: ListChecks,
  answer: ToggleLeft,
  link: Link,
};
export const KINDS = Object.keys(KIND_ICONS) as FieldKind[];

/** The kinds that a field may still become: with values only those that each of them is of, too. */
export function kindsOpen({ kind }: CustomField, filled: boolean): FieldKind[] {
  if (!filled) return KINDS;
  const wider: Partial<Record<FieldKind, FieldKind[]>> = {
    choice: ["choices"],
    text: ["long_text"],
    link: ["text", "long_text"],
  };
  return [kind, ...(wider[kind] ?? [])];
}

/** What fields and their choices are called. */
import { i18n } from "$lib/i18n.svelte";

/** A name in the language of the screen, or in the other one where that is all there is. */
export const nameOf = ({ nameEn, nameZh }: { nameEn: string; nameZh: string }): string =>
  i18n.language === "zh-CN" ? nameZh || nameEn : nameEn || nameZh;

/** Things in the order of the list, by the group that each stands in; a group stands where its first one does. */
export function bySection<T extends { section: string }>(
  all: readonly T[],
): { section: string; fields: T[] }[] {
  const groups: { section: string; fields: T[] }[] = [];
  for (const each of all) {
    const group = groups.find(({ section }) => section === each.section);
    if (group) group.fields.push(each);
    else groups.push({ section: each.section, fields: [each] });
  }
  return groups;
}

/** What categories are called, and what is done with the one of a conversation. */
import { i18n, t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type { ConversationCategory, CommunicationView } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

/** Its own name in the language of the screen, else the one that every workspace begins with, else the other one. */
export function categoryName({ nameEn, nameZh, topic }: Omit<ConversationCategory, "id">): string {
  const own = i18n.language === "zh-CN" ? nameZh : nameEn;
  return own || (topic ? t(`topic-${topic}`) : nameEn || nameZh);
}

export const nameIn = (categories: readonly ConversationCategory[], id: string | null): string => {
  const found = categories.find((category) => category.id === id);
  return found ? categoryName(found) : "";
};

/** Says what a conversation is about; null for none of them. */
export async function setCategory(id: CommunicationView["id"], categoryId: string | null): Promise<void> {
  try {
    const { act } = await call("set_category", { id, categoryId });
    if (act) toasts.undoable(t("category-set"), act);
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

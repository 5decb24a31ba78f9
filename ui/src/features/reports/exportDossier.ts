/** Writes one customer's dossier as a PDF where the person says. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import { runJob } from "$lib/ipc/jobs.svelte";
import type { CustomerId, Language } from "$lib/ipc/generated";
import { toasts } from "$lib/toast.svelte";

export async function exportDossier(customerId: CustomerId, name: string, language: Language): Promise<void> {
  try {
    const file = await call("choose_save_file", { purpose: "pdf", suggestedName: `${fileName(name)}.pdf` });
    if (!file) return;
    const done = await runJob("export_dossier", { customerId, language, ticket: file.ticket }).result;
    toasts.show(t("dossier-saved", { name: done.name }));
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** A name without the characters that some file system refuses. */
export const fileName = (name: string): string =>
  name.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, " ").trim() || "Satchel";

/** Writes one customer's dossier as a PDF where the person says. */
import { t } from "$lib/i18n.svelte";
import { runJob } from "$lib/ipc/jobs.svelte";
import type { CustomerId, Language } from "$lib/ipc/generated";
import { saveAs } from "$lib/save";

export async function exportDossier(customerId: CustomerId, name: string, language: Language): Promise<void> {
  await saveAs("pdf", `${fileName(name)}.pdf`, async (ticket) => {
    const done = await runJob("export_dossier", { customerId, language, ticket }).result;
    return t("dossier-saved", { name: done.name });
  });
}

/** A name without the characters that some file system refuses. */
export const fileName = (name: string): string =>
  name.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, " ").trim() || "Satchel";

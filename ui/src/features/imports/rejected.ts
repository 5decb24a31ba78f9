/** The rows that an import left out. */
import { t } from "$lib/i18n.svelte";
import type { ActId } from "$lib/ipc/generated";
import { runJob } from "$lib/ipc/jobs.svelte";
import { saveAs } from "$lib/save";

/** Writes them into a file to be mended, called after the one they came from. */
export async function saveRejected(act: ActId, fileName: string): Promise<void> {
  const suggestedName = t("import-rejected-file", { name: fileName.replace(/\.[^.]*$/, "") });
  await saveAs("csv", suggestedName, async (ticket) => {
    const written = await runJob("export_rejected_rows", { act, ticket }).result;
    return t("import-rejected-kept", { count: written.rows, name: written.name });
  });
}

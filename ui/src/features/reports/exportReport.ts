/** Writes a report as a PDF, or the rows behind it, where the person says. */
import { today } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { runJob } from "$lib/ipc/jobs.svelte";
import type { ReportFormat, ReportInput } from "$lib/ipc/generated";
import { saveAs } from "$lib/save";

export async function exportReport(report: ReportInput, format: ReportFormat): Promise<void> {
  const file = `${t(`report-${report.kind}`)} ${today()}.${format}`;
  await saveAs(format, file, async (ticket) => {
    const { name } = await runJob("export_report", { report, format, ticket }).result;
    return t("report-saved", { name });
  });
}

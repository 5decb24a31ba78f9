/** What can be done to customers from the list and from a record alike. */
import { t } from "$lib/i18n.svelte";
import { call } from "$lib/ipc/call";
import type {
  CustomerId,
  CustomerSelection,
  CustomerSort,
  CustomersChange,
  ExportLabels,
  ListFormat,
} from "$lib/ipc/generated";
import { runJob, type Job } from "$lib/ipc/jobs.svelte";
import { format } from "$lib/format";
import { saveAs } from "$lib/save";
import { toasts } from "$lib/toast.svelte";
import { keyOf, labelOf } from "./bulk/values";

/** Deletes customers with all that belongs to them and offers to undo it; false if that failed. */
export async function deleteCustomers(ids: CustomerId[]): Promise<boolean> {
  try {
    const { act, count } = await call("delete_customers", { ids });
    toasts.undoable(t("customers-deleted", { count, number: format.number(count) }), act, "deleted");
    return true;
  } catch (thrown) {
    toasts.failed(thrown);
    return false;
  }
}

/** What was done to many customers, in words. */
function changed(change: CustomersChange, count: number): string {
  const counts = { count, number: format.number(count) };
  if (change.kind === "delete") return t("customers-deleted", counts);
  if (change.kind === "set") {
    const { value } = change;
    if (value.field === "owner") return t("customers-assigned", counts);
    if (value.field === "stage")
      return t("customers-staged", { ...counts, stage: t(`stage-${value.stage}`) });
    return t("customers-edited", { ...counts, field: labelOf(keyOf(value)) });
  }
  const [tag = ""] = [...change.add, ...change.remove];
  return change.add.length > 0
    ? t("customers-tagged", { ...counts, tag })
    : t("customers-untagged", { ...counts, tag });
}

/** Does one thing to many customers and offers to undo it. `onstart` gets the job, to stop it. */
export async function changeCustomers(
  customers: CustomerSelection,
  change: CustomersChange,
  onstart: (job: Job<"change_customers">) => void,
  onprogress: (done: number, total: number) => void,
): Promise<boolean> {
  try {
    const job = runJob("change_customers", { customers, change }, onprogress);
    onstart(job);
    const { act, count } = await job.result;
    if (act) toasts.undoable(changed(change, count), act, change.kind === "delete" ? "deleted" : "done");
    else toasts.show(t("customers-unchanged"));
    return true;
  } catch (thrown) {
    toasts.failed(thrown);
    return false;
  }
}

/** How customers leave the workspace: as a table, or as cards with the people there. */
export const FORMATS = ["csv", "csv_gb18030", "xlsx", "vcard"] as const satisfies readonly (
  ListFormat | "vcard"
)[];
export type CustomersFormat = (typeof FORMATS)[number];

/** Writes address labels to a PDF that the person names, and says how many customers have none, and why. */
export async function exportLabels(labels: Omit<ExportLabels, "ticket">): Promise<void> {
  await saveAs("pdf", t("labels-file"), async (ticket) => {
    const done = await runJob("export_labels", { ...labels, ticket }).result;
    const counts = { count: done.labels, number: format.number(done.labels), name: done.name };
    const written = t("labels-saved", counts);
    const without = (id: string, count: number) =>
      count > 0 ? [t(id, { count, number: format.number(count) })] : [];
    return [
      written,
      ...without("labels-left-out", done.leftOut),
      ...without("labels-unwanted", done.doNotContact),
    ].join(" ");
  });
}

/** Writes customers to a file that the person names, in the order of the list. */
export async function exportCustomers(
  customers: CustomerSelection,
  sort: CustomerSort,
  as: CustomersFormat,
): Promise<void> {
  const purpose = as === "csv_gb18030" ? "csv" : as;
  const ending = as === "vcard" ? "vcf" : purpose;
  await saveAs(purpose, t("customers-file", { ending }), async (ticket) => {
    const input = as === "vcard" ? { kind: "cards" as const } : { kind: "customers" as const, format: as };
    const {
      rows,
      customers: of,
      cut,
      name,
    } = await runJob("export_list", { ...input, ticket, customers, sort }).result;
    const id = as === "vcard" ? "cards-exported" : "customers-exported";
    const count = as === "vcard" ? rows : of;
    const written = t(id, { count, number: format.number(count), name });
    return cut > 0 ? `${written} ${t("export-cut", { count: cut })}` : written;
  });
}

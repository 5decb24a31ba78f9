/** What can be done with the files of a conversation. */
import type { Component } from "svelte";
import File from "@lucide/svelte/icons/file";
import FileArchive from "@lucide/svelte/icons/file-archive";
import FileImage from "@lucide/svelte/icons/file-image";
import FileMusic from "@lucide/svelte/icons/file-music";
import FileSpreadsheet from "@lucide/svelte/icons/file-spreadsheet";
import FileTerminal from "@lucide/svelte/icons/file-terminal";
import FileText from "@lucide/svelte/icons/file-text";
import FileVideo from "@lucide/svelte/icons/file-video-camera";
import { call } from "$lib/ipc/call";
import type { AttachmentView, CommunicationId, FileTicket } from "$lib/ipc/generated";
import { runJob } from "$lib/ipc/jobs.svelte";
import { t } from "$lib/i18n.svelte";
import { saveAs } from "$lib/save";
import { toasts } from "$lib/toast.svelte";

/** A sign for what a file is, told by what is in it. */
export function iconOf({
  mediaType,
  opens,
}: Pick<AttachmentView, "mediaType" | "opens">): Component<{ class?: string }> {
  if (!opens) return FileTerminal;
  const [kind, form = ""] = mediaType.split("/");
  if (kind === "image") return FileImage;
  if (kind === "audio") return FileMusic;
  if (kind === "video") return FileVideo;
  if (/sheet|excel/.test(form)) return FileSpreadsheet;
  if (/zip|compressed|rar|tar|bzip2|xz|zstd/.test(form)) return FileArchive;
  if (kind === "text" || /pdf|word|rtf|opendocument|presentation/.test(form)) return FileText;
  return File;
}

/** Asks for files. Empty where the person thinks better of it. */
export async function chooseFiles(): Promise<FileTicket[]> {
  try {
    return await call("choose_files", {});
  } catch (thrown) {
    toasts.failed(thrown);
    return [];
  }
}

/** Adds files to a conversation that is saved already. */
export async function attach(communicationId: CommunicationId, files: readonly FileTicket[]): Promise<void> {
  if (files.length === 0) return;
  try {
    const tickets = files.map(({ ticket }) => ticket);
    const { act, attachments } = await runJob("add_attachments", { communicationId, files: tickets }).result;
    const name = attachments[0]?.name ?? "";
    toasts.undoable(t("attachments-added", { count: attachments.length, name }), act);
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Whether a person was told what opening does. */
let told = false;

/** Opens a file with the system's program for it. */
export async function openAttachment({ id, opens }: AttachmentView): Promise<void> {
  try {
    await call("open_attachment", { id });
    if (opens && !told) toasts.show(t("attachment-opened"), undefined, { kind: "note" });
    told = true;
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

/** Writes a copy to where the person says. */
export const saveAttachment = ({ id, name }: AttachmentView): Promise<void> =>
  saveAs("any", name, async (ticket) => {
    const saved = await runJob("export_attachment", { id, ticket }).result;
    return t("attachment-saved", { name: saved.name });
  });

export async function removeAttachment({ id, name }: AttachmentView): Promise<void> {
  try {
    const { act } = await call("remove_attachment", { id });
    toasts.undoable(t("attachment-removed", { name }), act, "deleted");
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

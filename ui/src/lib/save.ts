/** Files that the person names. */
import { call } from "./ipc/call";
import type { FilePurpose } from "./ipc/generated";
import { toasts } from "./toast.svelte";

/** Asks where to write a file and says what `write` gives when it is there; nothing happens where the person thinks better of it. */
export async function saveAs(
  purpose: FilePurpose,
  suggestedName: string,
  write: (ticket: string) => Promise<string>,
): Promise<void> {
  try {
    const file = await call("choose_save_file", { purpose, suggestedName });
    if (file) toasts.show(await write(file.ticket));
  } catch (thrown) {
    toasts.failed(thrown);
  }
}

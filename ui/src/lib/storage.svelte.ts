/** Whether the workspace's folder can be written, looked at again and again for as long as it can't. */
import { call, onFailure } from "./ipc/call";
import type { ErrorCode, Storage } from "./ipc/generated";
import { session } from "./session.svelte";

const AGAIN_AFTER_MS = 2000;
/** What may concern the whole workspace, or only one file; the core tells after a look. */
const ABOUT_THE_DISK: readonly ErrorCode[] = ["disk_full", "read_only", "gone", "disk_error"];

class StorageWatch {
  #looking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    onFailure((error) => {
      if (ABOUT_THE_DISK.includes(error.code)) void this.look();
    });
  }

  get now(): Storage | undefined {
    return session.open?.storage;
  }
  /** Looks at once, then until nothing is in the way any more. */
  async look(): Promise<void> {
    if (this.#looking || !session.open) return;
    this.#looking = true;
    clearTimeout(this.#timer);
    try {
      session.stored(await call("check_storage", {}));
    } catch {
      // A workspace that could not be opened anew is locked, and the session has said so.
    }
    this.#looking = false;
    if (this.now?.trouble) this.#timer = setTimeout(() => void this.look(), AGAIN_AFTER_MS);
  }
}
export const storage = new StorageWatch();

import { call } from "./ipc/call";

/** The core knows the code, and the shell takes it out of the clipboard again even if this window is gone. */
export const copyCode = (): Promise<unknown> => call("copy_recovery_code", {});

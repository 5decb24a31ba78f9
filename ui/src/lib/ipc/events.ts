/** What the core tells the window without being asked. Each function returns the way to stop listening. */
import { listen } from "@tauri-apps/api/event";
import type { ChangeEvent, FileTicket, JobEvent, SessionState, ShowRecord } from "./generated";

type Stop = () => void;

/** One subscription to the shell per event, however many listeners the screen has. */
function channel<T>(event: string): (listener: (payload: T) => void) => Stop {
  const listeners = new Set<(payload: T) => void>();
  let opened = false;
  return (listener) => {
    listeners.add(listener);
    if (!opened) {
      opened = true;
      void listen<T>(event, ({ payload }) => [...listeners].forEach((each) => each(payload)));
    }
    return () => listeners.delete(listener);
  };
}

/** Something was committed: the tags name what changed. */
export const onChange = channel<ChangeEvent>("change");
/** A job moved on or ended. */
export const onJob = channel<JobEvent>("job");
/** The workspace was opened, locked or replaced. */
export const onSession = channel<SessionState>("session");
/** Files are held over the window, or no longer. */
export const onFilesOver = channel<boolean>("files-over");
/** Files were dropped on the window. */
export const onFilesDropped = channel<FileTicket[]>("files-dropped");
/** A person asked outside the window for a record, as by pressing a notification. */
export const onShow = channel<ShowRecord>("show");

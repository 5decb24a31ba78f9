/** Tells the core that a person is at the window, so that it locks only when nobody is. The core does the measuring. */
import { call } from "./ipc/call";

const EVENTS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
/** A moving pointer is told this often at most. */
const PACE_MS = 10_000;

/** Begins to tell; the answer ends it. */
export function tellActivity(): () => void {
  let told = -PACE_MS;
  const tell = () => {
    const now = performance.now();
    if (now - told < PACE_MS) return;
    told = now;
    // What is lost here is told by the next movement.
    call("note_activity", {}).catch(() => undefined);
  };
  for (const event of EVENTS) window.addEventListener(event, tell, { capture: true, passive: true });
  return () => EVENTS.forEach((event) => window.removeEventListener(event, tell, { capture: true }));
}

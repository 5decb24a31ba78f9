/** The keys that work on every page. */
import { call } from "$lib/ipc/call";
import { useKeys } from "$lib/keys.svelte";
import { overlays } from "$lib/overlays.svelte";
import { router, type Route } from "$lib/router.svelte";
import { session } from "$lib/session.svelte";
import { redo, toasts, undo } from "$lib/toast.svelte";

const go = (route: Route) => () => router.go(route);

/** Leaves the workspace behind a lock, if it has one. */
export async function lock(): Promise<void> {
  try {
    session.take(await call("lock", {}));
  } catch (error) {
    toasts.failed(error);
  }
}

const PANES = ".sidebar, .main > .topbar, .main .pane";
const FOCUSABLE = '[tabindex="0"], a[href], button:not([disabled]), input, select, textarea';

/** Moves the focus to the first control of the next pane, round the window. */
function nextPane(): void {
  const panes = [...document.querySelectorAll(PANES)].filter((pane) => pane.querySelector(FOCUSABLE));
  const here = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  panes[(here + 1) % panes.length]?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}

export function useShellKeys(): void {
  const here = () => (overlays.customerId ? { customerId: overlays.customerId } : {});
  useKeys(() => [
    {
      keys: "mod+k",
      label: "key-search",
      group: "keys-anywhere",
      run: () => overlays.show({ name: "palette" }),
    },
    { keys: "?", label: "key-shortcuts", group: "keys-anywhere", run: () => overlays.show({ name: "keys" }) },
    { keys: "mod+z", label: "key-undo", group: "keys-anywhere", run: () => void undo() },
    { keys: "mod+shift+z", label: "key-redo", group: "keys-anywhere", run: () => void redo() },
    {
      keys: "mod+,",
      label: "settings",
      group: "keys-anywhere",
      run: go({ name: "settings", section: "workspace" }),
    },
    { keys: "F6", label: "key-next-pane", group: "keys-anywhere", run: () => nextPane() },
    { keys: "g t", label: "today", group: "keys-go", run: go({ name: "today" }) },
    { keys: "g c", label: "customers", group: "keys-go", run: go({ name: "customers" }) },
    { keys: "g m", label: "conversations", group: "keys-go", run: go({ name: "conversations" }) },
    { keys: "g i", label: "insights", group: "keys-go", run: go({ name: "insights" }) },
    {
      keys: "n",
      label: "key-note",
      group: "keys-new",
      run: () => overlays.show({ name: "capture", ...here() }),
    },
    // The same while a text field has the keyboard.
    { keys: "mod+shift+n", run: () => overlays.show({ name: "capture", ...here() }) },
    {
      keys: "shift+n",
      label: "key-log",
      group: "keys-new",
      run: () => overlays.show({ name: "log", ...here() }),
    },
    {
      keys: "f",
      label: "key-follow-up",
      group: "keys-new",
      run: () => overlays.show({ name: "follow-up", ...here() }),
    },
    {
      keys: "c",
      label: "key-customer",
      group: "keys-new",
      run: () => overlays.show({ name: "new-customer" }),
    },
    ...(session.open?.canLock
      ? [{ keys: "mod+l", label: "lock-now", group: "keys-anywhere", run: () => void lock() }]
      : []),
  ]);
}

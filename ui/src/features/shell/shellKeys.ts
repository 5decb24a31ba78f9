/** The keys that work on every page. */
import { keepDrafts } from "$lib/draft.svelte";
import { call } from "$lib/ipc/call";
import { useKeys } from "$lib/keys.svelte";
import { overlays } from "$lib/overlays.svelte";
import { router, type Route } from "$lib/router.svelte";
import { session } from "$lib/session.svelte";
import { redo, toasts, undo } from "$lib/toast.svelte";
import { movePane } from "./panes";

const go = (route: Route) => () => router.go(route);

/** Leaves the workspace behind a lock, if it has one. */
export async function lock(): Promise<void> {
  try {
    // What was typed in the last moments is a draft, too.
    await keepDrafts();
    session.take(await call("lock", {}));
  } catch (error) {
    toasts.failed(error);
  }
}

export function useShellKeys(): void {
  const here = () => (overlays.customerId ? { customerId: overlays.customerId } : {});
  useKeys(() => ({
    search: () => overlays.show({ name: "palette" }),
    shortcuts: () => overlays.show({ name: "keys" }),
    undo: () => void undo(),
    redo: () => void redo(),
    settings: go({ name: "settings", section: "workspace" }),
    nextPane: () => movePane(1),
    previousPane: () => movePane(-1),
    today: go({ name: "today" }),
    calendar: go({ name: "calendar" }),
    customers: go({ name: "customers" }),
    conversations: go({ name: "conversations" }),
    insights: go({ name: "insights" }),
    reports: go({ name: "reports", kind: "activity" }),
    health: go({ name: "health" }),
    history: go({ name: "history" }),
    note: () => overlays.show({ name: "capture", ...here() }),
    log: () => overlays.show({ name: "log", ...here() }),
    followUp: () => overlays.show({ name: "follow-up", ...here() }),
    customer: () => overlays.show({ name: "new-customer" }),
    lock: session.open?.canLock ? () => void lock() : undefined,
  }));
}

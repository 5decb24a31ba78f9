/** Whether a workspace is open, who works in it, and what this person prefers. */
import { call } from "./ipc/call";
import { onSession } from "./ipc/events";
import type { Preferences, SessionState, Storage, User, Workspace } from "./ipc/generated";
import { i18n } from "./i18n.svelte";
import { keys } from "./keys.svelte";
import { router } from "./router.svelte";
import { theme } from "./theme.svelte";
import { toasts } from "./toast.svelte";

type Open = Extract<SessionState, { state: "open" }>;

class Session {
  #state = $state.raw<SessionState>();
  #lastWorkspace: string | undefined;
  /** The latest change of preferences. */
  #preferred: Promise<unknown> = Promise.resolve();
  #preferences = $state.raw<Preferences>({
    language: null,
    theme: "system",
    singleKeys: true,
    textSize: 13,
    lockAfterMinutes: 10,
    lockOnSleep: true,
    reminders: "named",
    workingHours: "09:00-12:00, 13:00-18:00",
    workingDays: [1, 2, 3, 4, 5],
  });

  /** Asks the core where things stand; the program's first call. */
  async start(): Promise<void> {
    onSession((state) => this.take(state));
    const [preferences, state] = await Promise.all([call("get_preferences", {}), call("session_state", {})]);
    this.#apply(preferences);
    this.take(state);
  }

  get state(): SessionState | undefined {
    return this.#state;
  }
  /** The open workspace; undefined while none is. */
  get open(): Open | undefined {
    return this.#state?.state === "open" ? this.#state : undefined;
  }
  get workspace(): Workspace | undefined {
    return this.open?.workspace;
  }
  get user(): User | undefined {
    return this.open?.user;
  }
  get preferences(): Preferences {
    return this.#preferences;
  }

  /** Takes over a state that a session command answered with. */
  take(state: SessionState): void {
    if (state.state === "open") {
      // An address of one workspace means nothing in another; after unlocking the same one it still does.
      if (this.#lastWorkspace !== undefined && this.#lastWorkspace !== state.workspace.id) router.reset();
      this.#lastWorkspace = state.workspace.id;
    } else {
      // A message may name a customer, and nothing of the workspace stays on a locked screen.
      toasts.clear();
    }
    this.#state = state;
  }
  /** Takes over what changed about the open workspace. */
  renamed(workspace: Workspace): void {
    const open = this.open;
    if (open) this.#state = { ...open, workspace };
  }
  /** Takes over how the folder of the open workspace stands. */
  stored(storage: Storage): void {
    const open = this.open;
    if (open) this.#state = { ...open, storage };
  }
  /** One change after the other: an answer to an earlier one must not come after that to a later one. */
  async prefer(change: Partial<Preferences>): Promise<void> {
    const preferred = this.#preferred.then(() => call("update_preferences", change));
    this.#preferred = preferred.catch(() => undefined);
    this.#apply(await preferred);
  }

  #apply(preferences: Preferences): void {
    this.#preferences = preferences;
    i18n.set(preferences.language);
    theme.set(preferences.theme, preferences.textSize);
    keys.singleKeys = preferences.singleKeys;
  }
}
export const session = new Session();

/** One keyboard: pages and layers say what an act does while they are shown, and the newest of them is asked first. */

import { untrack } from "svelte";
import { ACTS, BY_KEY, entryOf, type Act } from "./keymap";

/** What acts do now; an act without a function is left to older pages. */
export type Actions = { [A in Act]?: (() => void) | undefined };

/** Combinations that a text field keeps for editing. */
const EDITING = new Set(["mod+a", "mod+c", "mod+v", "mod+x", "mod+z", "mod+y", "mod+shift+z"]);
const CHORD_MS = 1200;
const isMac = /Mac/.test(navigator.platform);

/** What a Chinese input method types for a key, also where no text is asked for. */
const FULL_WIDTH: Record<string, string> = {
  "？": "?",
  "＃": "#",
  "。": ".",
  "，": ",",
  "【": "[",
  "】": "]",
  "、": "/",
};

/** The key as it is written, before what is held down with it. */
function plainKey({ key, code }: KeyboardEvent): string {
  if (key === " ") return "Space";
  if (key.length > 1) return key;
  const plain = (FULL_WIDTH[key] ?? key).toLowerCase();
  // A keyboard of another script has the same places: Я on KeyZ acts as Z.
  return plain > "\u007f" && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : plain;
}

/** How a key event is written in the map; undefined while an input method is composing. */
export function keyOf(event: KeyboardEvent): string | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  if (["Control", "Shift", "Alt", "AltGraph", "Meta", "Process", "Dead"].includes(event.key))
    return undefined;
  const key = plainKey(event);
  // AltGr types a character, as [ on a German keyboard; some systems also report Ctrl and Alt.
  const typed = key.length === 1 && event.getModifierState("AltGraph");
  const mod = !typed && (isMac ? event.metaKey : event.ctrlKey);
  const alt = !typed && event.altKey;
  // Shift already made `?` or `#` out of another key, so it is named for letters and named keys only.
  const shift = event.shiftKey && (key.length > 1 || key !== key.toUpperCase());
  return [mod && "mod", alt && "alt", shift && "shift", key].filter(Boolean).join("+");
}

const CAPS: Record<string, string> = {
  mod: isMac ? "⌘" : "Ctrl",
  shift: isMac ? "⇧" : "Shift",
  alt: isMac ? "⌥" : "Alt",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** The caps to draw for a key: one for each press, so `mod+k` is a single "Ctrl K" and `g t` two. */
export function keyCaps(written: string): string[] {
  const cap = (key: string) => CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return written.split(" ").map((press) =>
    press
      .split("+")
      .map(cap)
      .join(isMac ? "" : " "),
  );
}

/** Whether keys typed here are text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.role === "spinbutton"
  )
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
  );
}

const isAbove = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;

/** Whether Enter and Space already mean something here: press this button, follow this link. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a[href], summary, [role="button"]') !== null;

/** Whether arrows are free for a list: with the keyboard in one, or nowhere in particular. Elsewhere they scroll. */
const isAmongRows = (target: EventTarget | null) =>
  target instanceof Element &&
  (target === document.body ||
    target.id === "main" ||
    target.closest('[role="grid"], [role="listbox"], [data-rows]') !== null);

class Keys {
  /** Kept apart from the state: a page that goes in the same step as another comes would read the state from before. */
  readonly #held = new Set<Actions>();
  #layers = $state.raw<Actions[]>([]);
  #chord: string | undefined;
  #chordTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether plain letters act; the setting "single keys". */
  singleKeys = true;

  constructor() {
    window.addEventListener("keydown", (event) => this.#handle(event));
  }

  /** What can be done now, in the order of the map. Reactive. */
  get active(): { act: Act; run: () => void }[] {
    return ACTS.flatMap((act) => {
      const run = this.#actionOf(act);
      return run ? [{ act, run }] : [];
    });
  }

  add(actions: Actions): () => void {
    this.#held.add(actions);
    this.#layers = [...this.#held];
    return () => {
      this.#held.delete(actions);
      this.#layers = [...this.#held];
    };
  }

  #handle(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === undefined || event.defaultPrevented) return;
    const chord = this.#chord;
    this.#endChord();
    const written = chord ? `${chord} ${key}` : key;
    const act = BY_KEY.get(written);
    if (!this.#mayAct(event, key, act)) return;

    const run = act && this.#actionOf(act);
    if (run) {
      event.preventDefault();
      run();
    } else if (!chord && [...BY_KEY.keys()].some((each) => each.startsWith(`${key} `))) {
      event.preventDefault();
      this.#chord = key;
      this.#chordTimer = setTimeout(() => this.#endChord(), CHORD_MS);
    }
  }

  #mayAct({ target }: KeyboardEvent, key: string, act: Act | undefined): boolean {
    // What floats above the page has the keyboard to itself.
    if (isAbove(target)) return act !== undefined && entryOf(act).above === true;
    if (/^(mod|alt)\+/.test(key)) return !(EDITING.has(key) && isTextField(target));
    if (/^(shift\+)?F\d+$/.test(key)) return true;
    if (isTextField(target)) return false;
    if (["Enter", "Space"].includes(key) && isControl(target)) return false;
    if (key.includes("Arrow") && !isAmongRows(target)) return false;
    const single = key.replace("shift+", "").length === 1;
    return !single || this.singleKeys;
  }

  #actionOf(act: Act): (() => void) | undefined {
    return this.#layers.findLast((layer) => layer[act])?.[act];
  }
  #endChord(): void {
    clearTimeout(this.#chordTimer);
    this.#chord = undefined;
  }
}
export const keys = new Keys();

/** Says what acts do while the calling component is shown. `actions` is reactive. */
export function useKeys(actions: () => Actions): void {
  // The keyboard lives outside the component, so leaving must take the actions along. It runs before the effects of
  // the components inside, so that a page's keys are newer than the shell's.
  $effect.pre(() => {
    const current = actions();
    return untrack(() => keys.add(current));
  });
}

/** Whether a key event does this act, for what handles its own keys. */
export const isKey = (event: KeyboardEvent, act: Act): boolean => {
  const key = keyOf(event);
  return key !== undefined && BY_KEY.get(key) === act;
};

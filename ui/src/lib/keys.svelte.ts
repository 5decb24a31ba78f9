/**
 * One keyboard map. Pages register bindings while they are shown; the newest binding of a key wins.
 *
 * A key is written `j`, `?`, `Space`, `Delete`, `shift+j`, `mod+k` (Ctrl, or ⌘ on a Mac) or, as a chord, `g t`.
 */

import { untrack } from "svelte";

export type Binding = {
  keys: string;
  /** Message id of what the key does, for the `?` list; without one it is not listed. */
  label?: string;
  /** Message id of the heading in the `?` list. */
  group?: string;
  run: () => void;
};

/** Combinations that a text field keeps for editing. */
const EDITING = new Set(["mod+a", "mod+c", "mod+v", "mod+x", "mod+z", "mod+y", "mod+shift+z"]);
const CHORD_MS = 1200;
const isMac = /Mac/.test(navigator.platform);

/** How a key event is written in a binding; undefined while an input method is composing. */
export function keyOf(event: KeyboardEvent): string | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  if (["Control", "Shift", "Alt", "Meta", "Process", "Dead"].includes(event.key)) return undefined;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Shift already made `?` or `#` out of another key, so it is named for letters and named keys only.
  const shift = event.shiftKey && (key.length > 1 || key !== key.toUpperCase());
  return [mod && "mod", event.altKey && "alt", shift && "shift", key].filter(Boolean).join("+");
}

const CAPS: Record<string, string> = {
  mod: isMac ? "⌘" : "Ctrl",
  shift: isMac ? "⇧" : "Shift",
  alt: isMac ? "⌥" : "Alt",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** The caps to draw for a binding: one for each press, so `mod+k` is a single "Ctrl K" and `g t` two. */
export function keyCaps(keys: string): string[] {
  const cap = (key: string) => CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return keys.split(" ").map((press) =>
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
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
  );
}

const isOverlay = (node: Element) => node.closest('[role="dialog"], [role="menu"], [role="listbox"]');

/** Whether Enter and Space already mean something here: press this button, follow this link. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a[href], summary, [role="button"]') !== null;

class Keys {
  /** Kept apart from the state: a page that goes in the same step as another comes would read the state from before. */
  readonly #held = new Set<Binding>();
  #bindings = $state.raw<Binding[]>([]);
  #chord: string | undefined;
  #chordTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether plain letters act; the setting "single keys". */
  singleKeys = true;

  constructor() {
    window.addEventListener("keydown", (event) => this.#handle(event));
  }

  /** Every binding that can be pressed now, for the `?` list. */
  get list(): Binding[] {
    return this.#bindings;
  }

  add(bindings: Binding[]): () => void {
    for (const binding of bindings) this.#held.add(binding);
    this.#bindings = [...this.#held];
    return () => {
      for (const binding of bindings) this.#held.delete(binding);
      this.#bindings = [...this.#held];
    };
  }

  #handle(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === undefined || event.defaultPrevented) return;
    const withMod = key.startsWith("mod+") || key.startsWith("alt+");
    if (withMod ? EDITING.has(key) && isTextField(event.target) : !this.#mayActPlainly(event, key)) return;

    const chord = this.#chord;
    this.#endChord();
    const binding = this.#find(chord ? `${chord} ${key}` : key);
    if (binding) {
      event.preventDefault();
      binding.run();
    } else if (!chord && this.#bindings.some((each) => each.keys.startsWith(`${key} `))) {
      event.preventDefault();
      this.#chord = key;
      this.#chordTimer = setTimeout(() => this.#endChord(), CHORD_MS);
    }
  }

  /** Plain keys stay out of text fields and of anything that floats above the page. */
  #mayActPlainly(event: KeyboardEvent, key: string): boolean {
    if (isTextField(event.target)) return false;
    if (event.target instanceof Element && isOverlay(event.target)) return false;
    if (["Enter", "Space"].includes(key) && isControl(event.target)) return false;
    const single = key.replace("shift+", "").length === 1;
    return !single || this.singleKeys;
  }

  #find(keys: string): Binding | undefined {
    return this.#bindings.findLast((binding) => binding.keys === keys);
  }
  #endChord(): void {
    clearTimeout(this.#chordTimer);
    this.#chord = undefined;
  }
}
export const keys = new Keys();

/** Registers bindings while the calling component is shown. `bindings` is reactive. */
export function useKeys(bindings: () => Binding[]): void {
  // The map lives outside the component, so leaving must take the bindings along. It runs before the effects of
  // the components inside, so that a page's keys are newer than the shell's.
  $effect.pre(() => {
    const current = bindings();
    return untrack(() => keys.add(current));
  });
}

import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { ACTS, BY_KEY, entryOf, type Act } from "$lib/keymap";
import { keyCaps, keyOf, keys } from "$lib/keys.svelte";
import KeysHost from "./KeysHost.svelte";

const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};
let stop = () => {};
function bind(act: Act) {
  const run = vi.fn();
  const before = stop;
  const remove = keys.add({ [act]: run });
  stop = () => (remove(), before());
  return run;
}
afterEach(() => {
  stop();
  stop = () => {};
  keys.singleKeys = true;
  document.body.replaceChildren();
});
function inside(html: string): Element {
  const host = document.createElement("div");
  host.append(new DOMParser().parseFromString(html, "text/html").body.firstElementChild as Element);
  document.body.append(host);
  return host.querySelector("[data-here]") as Element;
}

test("Enter presses the focused button or link instead of acting on the page", () => {
  const run = bind("open");
  press("Enter", {}, inside("<button data-here></button>"));
  press("Enter", {}, inside('<a href="#/today"><b data-here></b></a>'));
  expect(run).not.toHaveBeenCalled();
  press("Enter");
  expect(run).toHaveBeenCalledTimes(1);
});

test("a letter acts on the page and stays out of text fields and layers above it", () => {
  const run = bind("note");
  press("n");
  expect(run).toHaveBeenCalledTimes(1);
  press("n", {}, inside("<input data-here>"));
  press("n", {}, inside("<textarea data-here></textarea>"));
  press("n", {}, inside("<select data-here></select>"));
  press("n", {}, inside('<div role="dialog"><button data-here></button></div>'));
  press("n", {}, inside('<div role="menu"><div data-here></div></div>'));
  expect(run).toHaveBeenCalledTimes(1);
  press("n", {}, inside('<input type="checkbox" data-here>'));
  press("n", {}, inside('<ol role="listbox" data-here></ol>'));
  expect(run).toHaveBeenCalledTimes(3);
});

test("a layer has the keyboard to itself, but locking never waits", () => {
  const [palette, undo, lock] = [bind("search"), bind("undo"), bind("lock")];
  const layer = inside('<div role="dialog"><button data-here></button></div>');
  press("k", { ctrlKey: true }, layer);
  press("z", { ctrlKey: true }, layer);
  press("l", { ctrlKey: true }, layer);
  expect([palette, undo, lock].map((run) => run.mock.calls.length)).toEqual([0, 0, 1]);
});

test("panes are left from text fields too", () => {
  const [next, previous] = [bind("nextPane"), bind("previousPane")];
  const field = inside("<input data-here>");
  press("F6", {}, field);
  press("F6", { shiftKey: true }, field);
  expect([next, previous].map((run) => run.mock.calls.length)).toEqual([1, 1]);
});

test("arrows move through rows, and scroll what is no list", () => {
  const run = bind("nextRow");
  press("ArrowDown");
  press("ArrowDown", {}, inside('<div role="grid"><button data-here></button></div>'));
  press("ArrowDown", {}, inside('<div data-rows><article tabindex="0" data-here></article></div>'));
  expect(run).toHaveBeenCalledTimes(3);
  press("ArrowDown", {}, inside('<div class="scroll" tabindex="0" data-here></div>'));
  expect(run).toHaveBeenCalledTimes(3);
});

test("nothing acts while an input method composes", () => {
  const run = bind("note");
  press("n", { isComposing: true });
  press("n", { keyCode: 229 } as KeyboardEventInit);
  press("Process");
  expect(run).not.toHaveBeenCalled();
});

test("single letters can be switched off, combinations cannot", () => {
  const [letter, combination] = [bind("nextRow"), bind("search")];
  keys.singleKeys = false;
  press("j");
  press("k", { ctrlKey: true });
  expect(letter).not.toHaveBeenCalled();
  expect(combination).toHaveBeenCalledTimes(1);
});

test("combinations work in text fields, but not those that edit text", () => {
  const [palette, undo] = [bind("search"), bind("undo")];
  const field = inside("<input data-here>");
  press("k", { ctrlKey: true }, field);
  expect(press("z", { ctrlKey: true }, field).defaultPrevented).toBe(false);
  press("z", { ctrlKey: true });
  expect(palette).toHaveBeenCalledTimes(1);
  expect(undo).toHaveBeenCalledTimes(1);
});

test("a chord needs both keys in time and swallows the second", () => {
  vi.useFakeTimers();
  try {
    const [chord, plain] = [bind("customers"), bind("customer")];
    press("g");
    press("c");
    expect([chord.mock.calls.length, plain.mock.calls.length]).toEqual([1, 0]);
    press("g");
    vi.advanceTimersByTime(2000);
    press("c");
    expect([chord.mock.calls.length, plain.mock.calls.length]).toEqual([1, 1]);
  } finally {
    vi.useRealTimers();
  }
});

test("the newest binding wins and gives the key back when it goes", () => {
  const page = bind("back");
  const layer = vi.fn();
  const remove = keys.add({ back: layer });
  press("Escape");
  remove();
  press("Escape");
  expect([page.mock.calls.length, layer.mock.calls.length]).toEqual([1, 1]);
});

test("a page that replaces another keeps its keys", async () => {
  const pressed: string[] = [];
  const { rerender } = render(KeysHost, { shown: "first", pressed });
  press("#");
  await rerender({ shown: "second", pressed });
  press("#");
  expect(pressed).toEqual(["first", "second"]);
  cleanup();
  press("#");
  expect(pressed, "a page that is gone binds nothing").toHaveLength(2);
});

test("keys are named as bindings write them", () => {
  const named = (key: string, init: KeyboardEventInit = {}) =>
    keyOf(new KeyboardEvent("keydown", { key, ...init }));
  expect(named("J", { shiftKey: true })).toBe("shift+j");
  expect(named("?", { shiftKey: true })).toBe("?");
  expect(named(" ")).toBe("Space");
  expect(named("ArrowUp", { shiftKey: true })).toBe("shift+ArrowUp");
  expect(named("Z", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+z");
  expect(named("Shift", { shiftKey: true })).toBeUndefined();
  expect(keyCaps("g t")).toEqual(["G", "T"]);
  expect(keyCaps("mod+shift+z")).toEqual(["Ctrl Shift Z"]);
});

test("keys of other keyboards mean the same", () => {
  const named = (init: KeyboardEventInit) => keyOf(new KeyboardEvent("keydown", init));
  expect(named({ key: "【" }), "a Chinese input method").toBe("[");
  expect(named({ key: "？", shiftKey: true })).toBe("?");
  expect(named({ key: "о", code: "KeyJ" }), "Cyrillic").toBe("j");
  expect(named({ key: "[", ctrlKey: true, altKey: true, modifierAltGraph: true }), "AltGr").toBe("[");
  expect(named({ key: "J" }), "Caps Lock").toBe("j");
});

test("each key means one thing, and each act is done somewhere", () => {
  const written = ACTS.flatMap((act) => [...entryOf(act).keys]);
  expect(written).toHaveLength(BY_KEY.size);
  const sources = import.meta.glob<string>("../src/**/*.{ts,svelte}", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const calls = Object.values(sources).flatMap((text) => [
    ...[...text.matchAll(/\buseKeys\(\(\) =>/g)].map(({ index }) => untilClosed(text.slice(index + 7))),
    ...(text.match(/\bisKey\([^)]*\)/g) ?? []),
  ]);
  const done = (act: Act) => calls.some((call) => new RegExp(`[{ ]${act}(:|,| })|"${act}"`).test(call));
  expect(ACTS.filter((act) => !done(act))).toEqual([]);
});

/** From an opening bracket to the one that closes it. */
function untilClosed(text: string): string {
  let depth = 0;
  const end = [...text].findIndex((char) => (depth += Number(char === "(") - Number(char === ")")) === 0);
  return text.slice(0, end);
}

import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { keyCaps, keyOf, keys } from "$lib/keys.svelte";
import KeysHost from "./KeysHost.svelte";

const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};
let stop = () => {};
function bind(written: string) {
  const run = vi.fn();
  const before = stop;
  const remove = keys.add([{ keys: written, run }]);
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
  const run = bind("Enter");
  press("Enter", {}, inside("<button data-here></button>"));
  press("Enter", {}, inside('<a href="#/today"><b data-here></b></a>'));
  expect(run).not.toHaveBeenCalled();
  press("Enter");
  expect(run).toHaveBeenCalledTimes(1);
});

test("a letter acts on the page and stays out of text fields, dialogs and menus", () => {
  const run = bind("n");
  press("n");
  expect(run).toHaveBeenCalledTimes(1);
  press("n", {}, inside("<input data-here>"));
  press("n", {}, inside("<textarea data-here></textarea>"));
  press("n", {}, inside("<select data-here></select>"));
  press("n", {}, inside('<div role="dialog"><button data-here></button></div>'));
  press("n", {}, inside('<div role="menu"><div data-here></div></div>'));
  expect(run).toHaveBeenCalledTimes(1);
  press("n", {}, inside('<input type="checkbox" data-here>'));
  expect(run).toHaveBeenCalledTimes(2);
});

test("nothing acts while an input method composes", () => {
  const run = bind("n");
  press("n", { isComposing: true });
  press("n", { keyCode: 229 } as KeyboardEventInit);
  press("Process");
  expect(run).not.toHaveBeenCalled();
});

test("single letters can be switched off, combinations cannot", () => {
  const [letter, combination] = [bind("j"), bind("mod+k")];
  keys.singleKeys = false;
  press("j");
  press("k", { ctrlKey: true });
  expect(letter).not.toHaveBeenCalled();
  expect(combination).toHaveBeenCalledTimes(1);
});

test("combinations work in text fields, but not those that edit text", () => {
  const [palette, undo] = [bind("mod+k"), bind("mod+z")];
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
    const [chord, plain] = [bind("g t"), bind("t")];
    press("g");
    press("t");
    expect([chord.mock.calls.length, plain.mock.calls.length]).toEqual([1, 0]);
    press("g");
    vi.advanceTimersByTime(2000);
    press("t");
    expect([chord.mock.calls.length, plain.mock.calls.length]).toEqual([1, 1]);
  } finally {
    vi.useRealTimers();
  }
});

test("the newest binding wins and gives the key back when it goes", () => {
  const page = bind("Escape");
  const layer = vi.fn();
  const remove = keys.add([{ keys: "Escape", run: layer }]);
  press("Escape");
  remove();
  press("Escape");
  expect([page.mock.calls.length, layer.mock.calls.length]).toEqual([1, 1]);
});

test("a page that replaces another keeps its keys", async () => {
  const pressed: string[] = [];
  const { rerender } = render(KeysHost, { shown: "first", pressed });
  press("u");
  await rerender({ shown: "second", pressed });
  press("u");
  expect(pressed).toEqual(["first", "second"]);
  cleanup();
  press("u");
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

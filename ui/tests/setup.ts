/** What jsdom lacks and the screen needs. */
import { cleanup } from "@testing-library/svelte";
import { afterEach } from "vitest";
import "./shell";

Object.defineProperty(window, "matchMedia", {
  value: (query: string) => ({ matches: false, media: query, addEventListener: () => undefined }),
});

/** Every element is as large as a window, so that lists of any length have a screen to fill. */
const SIZE = { clientWidth: 1200, clientHeight: 670 };
for (const [side, value] of Object.entries(SIZE)) {
  Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => value });
}
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollTo = function (this: Element, options?: ScrollToOptions | number) {
  if (typeof options !== "object") return;
  this.scrollTop = options.top ?? 0;
  this.dispatchEvent(new Event("scroll"));
};

afterEach(cleanup);

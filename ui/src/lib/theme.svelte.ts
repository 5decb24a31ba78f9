/** Light, dark or the system's choice, and the base size of text, set on the root element. */
import type { Preferences } from "./ipc/generated";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

class Theme {
  #chosen = $state<Preferences["theme"]>("system");
  #systemIsDark = $state(systemDark.matches);
  readonly #shown = $derived(
    this.#chosen === "system" ? (this.#systemIsDark ? "dark" : "light") : this.#chosen,
  );

  constructor() {
    systemDark.addEventListener("change", (event) => {
      this.#systemIsDark = event.matches;
      this.#paint();
    });
  }

  /** The theme on screen. */
  get shown(): "light" | "dark" {
    return this.#shown;
  }
  set(theme: Preferences["theme"], textSize: Preferences["textSize"]): void {
    this.#chosen = theme;
    document.documentElement.dataset["text"] = String(textSize);
    this.#paint();
  }

  #paint(): void {
    document.documentElement.dataset["theme"] = this.#shown;
  }
}
export const theme = new Theme();

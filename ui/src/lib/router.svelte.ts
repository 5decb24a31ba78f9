/** Pages as hash addresses. A page reads `router.route`; links use `href`, code uses `router.go`. */

import type { ReportKind } from "./ipc/generated";

export type Route =
  | { name: "today" }
  /** Follow-ups by day. */
  | { name: "calendar" }
  | { name: "customers" }
  | { name: "customer"; id: string; view?: "history" }
  | { name: "dossier"; id: string }
  | { name: "conversations" }
  | { name: "insights" }
  | { name: "reports"; kind: ReportKind }
  | { name: "history" }
  | { name: "health" }
  | { name: "duplicates" }
  /** Customers side by side, to become one. */
  | { name: "merge"; ids: string[] }
  | { name: "import" }
  /** The imports that were done. */
  | { name: "imports" }
  | { name: "settings"; section: string };

/** The route an address means; anything unknown leads to Today. */
export function parseRoute(hash: string): Route {
  const [page = "", id, leaf] = hash
    .replace(/^#\/?/, "")
    .replace(/\?.*$/, "")
    .split("/")
    .map((part) => decodeURIComponent(part));
  switch (page) {
    case "customers":
      if (id && leaf === "dossier") return { name: "dossier", id };
      if (id && leaf === "history") return { name: "customer", id, view: "history" };
      return id ? { name: "customer", id } : { name: "customers" };
    case "calendar":
    case "conversations":
    case "insights":
    case "history":
    case "health":
    case "duplicates":
    case "import":
    case "imports":
      return { name: page };
    case "reports":
      return { name: "reports", kind: id === "agenda" ? "agenda" : "activity" };
    case "merge":
      return id ? { name: "merge", ids: id.split(",") } : { name: "duplicates" };
    case "settings":
      return { name: "settings", section: id ?? "workspace" };
    default:
      return { name: "today" };
  }
}

/** The address of a route, with search parameters if any. */
export function href(route: Route, query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString();
  return `#/${path(route)}${text ? `?${text}` : ""}`;
}

function path(route: Route): string {
  switch (route.name) {
    case "customer":
      return `customers/${encodeURIComponent(route.id)}${route.view ? `/${route.view}` : ""}`;
    case "dossier":
      return `customers/${encodeURIComponent(route.id)}/dossier`;
    case "merge":
      return `merge/${route.ids.map(encodeURIComponent).join(",")}`;
    case "reports":
      return `reports/${route.kind}`;
    case "settings":
      return `settings/${route.section}`;
    default:
      return route.name;
  }
}

const currentHash = () => window.location.hash;
const queryOf = (hash: string) => new URLSearchParams(hash.split("?")[1] ?? "");

class Router {
  #hash = $state(currentHash());
  readonly #route = $derived(parseRoute(this.#hash));
  readonly #query = $derived(queryOf(this.#hash));
  /** Addresses behind the current one, newest last. */
  #behind: string[] = [];

  constructor() {
    window.addEventListener("hashchange", () => {
      const next = currentHash();
      if (next === this.#hash) return;
      if (this.#behind.at(-1) === next) this.#behind.pop();
      else this.#behind.push(this.#hash);
      this.#hash = next;
    });
  }

  get route(): Route {
    return this.#route;
  }
  get query(): URLSearchParams {
    return this.#query;
  }

  go(route: Route, query: Record<string, string> = {}): void {
    window.location.hash = href(route, query);
  }
  /** Changes the address without a step to come back to, as for a filter typed in a search field. */
  replace(route: Route, query: Record<string, string> = {}): void {
    const next = href(route, query);
    window.history.replaceState(null, "", next);
    this.#hash = next;
  }
  /** One step back, or to `fallback` when this page was the first. */
  back(fallback: Route): void {
    const previous = this.#behind.at(-1);
    window.location.hash = previous ?? href(fallback);
  }
  /** Forgets the way here, as after locking. */
  reset(): void {
    this.#behind = [];
    this.replace({ name: "today" });
  }
}
export const router = new Router();

import { expect, test } from "vitest";
import { href, parseRoute, router, type Route } from "$lib/router.svelte";

test("every route survives its address", () => {
  const routes: Route[] = [
    { name: "today" },
    { name: "calendar" },
    { name: "customers" },
    { name: "customer", id: "0194-a/b 张" },
    { name: "customer", id: "0194-a/b 张", view: "history" },
    { name: "dossier", id: "0194" },
    { name: "conversations" },
    { name: "insights" },
    { name: "history" },
    { name: "import" },
    { name: "imports" },
    { name: "settings", section: "security" },
  ];
  for (const route of routes) {
    expect(parseRoute(href(route))).toEqual(route);
    expect(parseRoute(href(route, { q: "泵 & seal" }))).toEqual(route);
  }
});

test("what is unknown leads to Today", () => {
  expect(parseRoute("")).toEqual({ name: "today" });
  expect(parseRoute("#/nowhere/3")).toEqual({ name: "today" });
});

const moved = () => new Promise((resolve) => window.addEventListener("hashchange", resolve, { once: true }));

test("back goes where one came from, or to the fallback", async () => {
  router.reset();
  router.go({ name: "customers" });
  await moved();
  router.replace({ name: "customers" }, { q: "泵" });
  expect(router.query.get("q")).toBe("泵");
  router.go({ name: "customer", id: "c1" });
  await moved();
  router.back({ name: "today" });
  await moved();
  expect(router.route).toEqual({ name: "customers" });
  expect(router.query.get("q")).toBe("泵");
  router.reset();
  router.back({ name: "insights" });
  await moved();
  expect(router.route).toEqual({ name: "insights" });
});

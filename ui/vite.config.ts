import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const src = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte()],
  resolve: {
    alias: { $lib: src("lib"), $components: src("components"), $features: src("features") },
    // Under Vitest Svelte must resolve to its client build, or runes would run as on a server.
    ...(mode === "test" ? { conditions: ["browser"] } : {}),
  },
  server: { port: 5173, strictPort: true },
  build: {
    target: ["safari16.4", "chrome111"],
    // Inlined assets would be data: URLs, which the content security policy refuses for fonts.
    assetsInlineLimit: 0,
    // The program is read from disk, so one larger file costs nothing.
    chunkSizeWarningLimit: 2000,
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    // Whatever else the machine does: no test is about time.
    testTimeout: 60_000,
  },
}));

import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauriOnlyInIpc = {
  group: ["@tauri-apps/*"],
  message: "Only src/lib/ipc talks to the shell.",
};
const iconBarrel = {
  name: "@lucide/svelte",
  message: "Import one icon at a time: @lucide/svelte/icons/NAME.",
};

export default ts.config(
  { ignores: ["dist", "src/lib/ipc/generated.ts"] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      "no-restricted-imports": ["error", { patterns: [tauriOnlyInIpc], paths: [iconBarrel] }],
      "svelte/no-at-html-tags": "error",
      // Links are hash addresses made by lib/router, which has no SvelteKit `resolve`.
      "svelte/no-navigation-without-resolve": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/lib/ipc/**", "tests/shell.ts"], rules: { "no-restricted-imports": "off" } },
);

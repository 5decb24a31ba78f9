/** What other areas use of the history. */
export { default as KnownValue } from "./Value.svelte";
export { fieldName } from "./words";

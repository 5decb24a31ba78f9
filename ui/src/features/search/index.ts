/** What other areas may use of search. */
export { default as CustomerPicker } from "./CustomerPicker.svelte";
export { categoryName } from "./categories";
export { addressOf as searchAddress } from "./saved";
export { default as Marked } from "./Marked.svelte";

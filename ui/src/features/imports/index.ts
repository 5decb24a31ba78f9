/** What other areas use of imports. */
export { Pasted } from "./pasted.svelte";
export { default as PastedOffer } from "./PastedOffer.svelte";

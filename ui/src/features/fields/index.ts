export { default as FieldFacts } from "./FieldFacts.svelte";
export { default as FieldInputs } from "./FieldInputs.svelte";
export { default as ChoicesPicker } from "./ChoicesPicker.svelte";
export { customerFields } from "./known.svelte";
export { nameOf } from "./names";
export { KINDS } from "./settings/kinds";
export {
  decimal,
  held,
  inputModeOf,
  optionsOf,
  shown,
  textOf,
  valueOf,
  valuesOf,
  type Texts,
} from "./values";

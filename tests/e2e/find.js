// Finds the controls of one kind that a person would call by a name: what a screen reader says, the tip, or the words on
// it without key caps and counts. Only the topmost layer counts, because it covers the rest.
const [kind, name] = arguments;
const KINDS = {
  button: 'button, a[href], [role="menuitem"], [role="option"]',
  row: '[role="row"] .names > :first-child',
  field: 'input, textarea, select, [role="combobox"]',
};
const shown = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === "visible";
const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
function words(node) {
  const copy = node.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, .n, [aria-hidden='true']")) extra.remove();
  return tidy(copy.textContent);
}
const names = (node) => [
  node.getAttribute("aria-label"),
  node.getAttribute("title"),
  node.getAttribute("placeholder"),
  ...[...(node.labels ?? [])].map(words),
  kind === "field" ? "" : words(node),
];
const layers = [...document.querySelectorAll('[role="dialog"], [role="menu"]')].filter(shown);
const root = layers.at(-1) ?? document;
const toasts = [...document.querySelectorAll(".toasts")];
return [root, ...(root === document ? [] : toasts)]
  .flatMap((each) => [...each.querySelectorAll(KINDS[kind])])
  .filter((node) => shown(node) && !node.disabled && names(node).some((each) => tidy(each) === tidy(name)));

/** F6: from pane to pane round the window, each entered where it was left. */

const FOCUSABLE =
  '[tabindex="0"], a[href], button:not([disabled], [tabindex="-1"]), input:not([disabled]), select:not([disabled]), textarea';
/** Where a pane is entered for the first time: at what it shows as chosen, else at its first control. */
const CHOSEN = '[aria-current="page"], [role="grid"], [role="listbox"], [aria-checked="true"][tabindex="0"]';

const leftAt = new WeakMap<Element, HTMLElement>();
const isShown = (node: Element) => node.getClientRects().length > 0;
const firstShown = (pane: Element, selector: string) =>
  [...pane.querySelectorAll<HTMLElement>(selector)].find(isShown);

/** The panes in the order of the page; a page that is one piece is one pane. */
function panes(): Element[] {
  const parts = [...document.querySelectorAll(".main > *")].flatMap((part) => {
    const inner = [...part.querySelectorAll(".pane")];
    return inner.length > 0 ? inner : [part];
  });
  const all = [...document.querySelectorAll(".sidebar"), ...parts, ...document.querySelectorAll(".toasts")];
  return all.filter((pane) => firstShown(pane, FOCUSABLE));
}

/** Moves the keyboard to the next pane, or with -1 to the one before. */
export function movePane(step: 1 | -1): void {
  const all = panes();
  const active = document.activeElement;
  const here = all.findIndex((pane) => pane.contains(active));
  const left = all[here];
  if (left && active instanceof HTMLElement) leftAt.set(left, active);
  // From nowhere in particular the first step leads to the first pane, or to the last.
  const from = here < 0 && step < 0 ? 0 : here;
  const pane = all[(from + step + all.length) % all.length];
  if (!pane) return;
  const last = leftAt.get(pane);
  const target = last && pane.contains(last) && isShown(last) ? last : undefined;
  (target ?? firstShown(pane, CHOSEN) ?? firstShown(pane, FOCUSABLE))?.focus();
}

// What is wrong with what is on the screen, apart from what axe knows: text that is cut off without a way to read it, that
// lies over other text or under another control, that no catalogue has, or that is read out in the wrong language.
const problems = [];
const say = (what, node) => {
  const near = node.closest?.("[class]") ?? node;
  problems.push(
    `${what}: ${near.tagName?.toLowerCase()}.${near.className?.baseVal ?? near.className} “${(node.textContent ?? "").trim().slice(0, 60)}”`,
  );
};
const page = document.documentElement;
if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight)
  problems.push(`the page is ${page.scrollWidth}×${page.scrollHeight} in a window of ${innerWidth}×${innerHeight}`);

const style = (node) => getComputedStyle(node);
const layers = [
  ...document.querySelectorAll('[role="dialog"], [role="menu"], [data-bits-floating-content-wrapper]'),
].filter((each) => each.getClientRects().length);
const top = layers.at(-1) ?? document.body;
const hidden = (node) => node.closest('.sr, [aria-hidden="true"], svg, option, script, style, [hidden]') !== null;

/** The part of the window in which a node can be seen, its own box included when it clips. */
function seen(node) {
  const box = {
    left: 0,
    top: 0,
    right: innerWidth,
    bottom: innerHeight,
    scrollsX: false,
    scrollsY: false,
  };
  for (let each = node; each && each !== page; each = each.parentElement) {
    const { overflowX, overflowY, position } = style(each);
    const rect = each.getBoundingClientRect();
    if (overflowX !== "visible") {
      if (overflowX !== "hidden" && overflowX !== "clip") box.scrollsX = true;
      box.left = Math.max(box.left, rect.left);
      box.right = Math.min(box.right, rect.right);
    }
    if (overflowY !== "visible") {
      if (overflowY !== "hidden" && overflowY !== "clip") box.scrollsY = true;
      box.top = Math.max(box.top, rect.top);
      box.bottom = Math.min(box.bottom, rect.bottom);
    }
    if (position === "fixed") break;
  }
  return box;
}
/** Whether cut text can be read all the same: it ends in dots and the whole is a tip, or a button shows the rest. */
const excused = (node) => {
  for (let each = node; each && each !== top; each = each.parentElement) {
    const { textOverflow, webkitLineClamp, whiteSpace } = style(each);
    if (webkitLineClamp !== "none" && webkitLineClamp !== "") return true;
    if (textOverflow === "ellipsis" && whiteSpace.startsWith("nowrap")) return true;
  }
  return false;
};

const ID = /^[a-z]+([-_][a-z0-9_]+)+$/;
// An encoding, and chat handles of the sample.
const FINE = new Set(["windows-1252", "xl_yurui", "fc_58"]);
const chinesePage = page.lang.startsWith("zh");
const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
for (let text = walker.nextNode(); text; text = walker.nextNode()) {
  const node = text.parentElement;
  const words = text.data.trim();
  // Words for a screen reader alone take no room.
  if (node.closest(".word")?.offsetWidth <= 1 || node.offsetWidth <= 1) continue;
  if (!words || hidden(node) || style(node).visibility !== "visible") continue;
  if (ID.test(words) && !FINE.has(words)) say("no catalogue has", node);
  const han = /\p{Script=Han}/u.test(words);
  if (han && !chinesePage && !node.closest("[lang]").lang.startsWith("zh")) say("Chinese not marked as such", node);
  const range = document.createRange();
  range.selectNodeContents(text);
  const box = range.getBoundingClientRect();
  if (box.width === 0 || excused(node)) continue;
  const within = seen(node);
  const gone = within.right <= within.left || within.bottom <= within.top;
  if (!within.scrollsX && !gone && (box.right > within.right + 1.5 || box.left < within.left - 1.5))
    say("cut off at the side", node);
  if (!within.scrollsY && !gone && (box.bottom > within.bottom + 3 || box.top < within.top - 3))
    say("cut off above or below", node);
  // Nothing hides what overflows a control, and still it lies where it does not belong.
  const edge = node.closest(".input, .select, .btn, .chip, .tag")?.getBoundingClientRect();
  if (edge && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) say("over the edge of a control", node);
}
for (const node of top.querySelectorAll("[aria-label], [title], [placeholder]"))
  for (const name of ["aria-label", "title", "placeholder"])
    if (ID.test(node.getAttribute(name) ?? "")) problems.push(`no catalogue has ${node.getAttribute(name)}`);

// A control must be what a press in its middle meets.
for (const node of top.querySelectorAll("button, a[href], input, select, textarea, [role=button]")) {
  if (hidden(node) || !node.getClientRects().length || style(node).visibility !== "visible") continue;
  if (style(node).pointerEvents === "none") continue;
  const box = node.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const within = seen(node);
  if (x < within.left || x > within.right || y < within.top || y > within.bottom) continue;
  const met = document.elementFromPoint(x, y);
  if (met && !node.contains(met) && !met.contains(node) && !met.closest(".toasts, .vgrid-head"))
    say(`covered by ${met.tagName.toLowerCase()}.${met.className?.baseVal ?? met.className}`, node);
}
return [...new Set(problems)];

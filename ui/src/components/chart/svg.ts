/** SVG text from the core as a node: only what charts and pages need is let through. */

const ELEMENTS = new Set(
  "svg g path rect circle ellipse line polyline polygon text tspan defs clipPath use symbol linearGradient stop pattern title desc".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  `id class d x y x1 y1 x2 y2 dx dy cx cy r rx ry width height points transform viewBox preserveAspectRatio fill fill-opacity
   fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
   opacity clip-path clip-rule font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing offset
   stop-color stop-opacity gradientUnits gradientTransform patternUnits overflow xmlns href xlink:href xmlns:xlink`.split(
    /\s+/,
  ),
);
/** Only a reference inside the same picture may stand where an address could. */
const isLocal = (value: string) => value.startsWith("#");

/** Parses and cleans; null when the text is no SVG at all. */
export function parseSvg(text: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (root.localName !== "svg") return null;
  clean(root);
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

function clean(element: Element): void {
  for (const attribute of [...element.attributes]) {
    const reference = attribute.localName === "href";
    const outside = /url\(\s*["']?(?!["']?#)/i.test(attribute.value);
    if (!ATTRIBUTES.has(attribute.name) || (reference && !isLocal(attribute.value)) || outside) {
      element.removeAttribute(attribute.name);
    }
  }
  for (const child of [...element.children]) {
    if (ELEMENTS.has(child.localName)) clean(child);
    else child.remove();
  }
}

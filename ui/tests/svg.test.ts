import { expect, test } from "vitest";
import { parseSvg } from "$components/chart/svg";

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inner}</svg>`;
const kept = (inner: string) => parseSvg(svg(inner))?.innerHTML ?? "";

test("shapes, text and references inside the picture stay", () => {
  const inner =
    '<defs><symbol id="g"><path d="M0 0"/></symbol></defs><use xlink:href="#g" fill="#123"/><text x="1">泵</text>';
  const root = parseSvg(svg(inner));
  expect(root?.querySelectorAll("path, use, text")).toHaveLength(3);
  expect(root?.querySelector("use")?.getAttribute("xlink:href")).toBe("#g");
});

test("scripts, handlers and everything that reaches outside is dropped", () => {
  expect(kept("<script>alert(1)</script>")).toBe("");
  expect(kept("<foreignObject><p>x</p></foreignObject>")).toBe("");
  expect(kept('<image href="https://example.com/x.png"/>')).toBe("");
  expect(kept("<style>rect { fill: red }</style>")).toBe("");
  expect(kept('<rect onclick="x()" style="fill: url(https://example.com)"/>')).not.toMatch(/onclick|style/);
  expect(kept('<use href="https://example.com/a.svg#b"/>')).not.toMatch(/href/);
  expect(kept('<rect fill="url(https://example.com/#a)"/>')).not.toMatch(/fill/);
  expect(kept('<rect fill="url(#a)"/>')).toMatch(/fill/);
  expect(kept('<a href="javascript:x()"><rect/></a>')).toBe("");
});

test("what is no picture is refused", () => {
  expect(parseSvg("<html></html>")).toBeNull();
  expect(parseSvg("not xml at all <")).toBeNull();
});

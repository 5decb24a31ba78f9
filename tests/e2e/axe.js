// What axe finds against WCAG 2.0, 2.1 and 2.2, levels A and AA; the colours are looked at in the other theme as well.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const told = async (where, options) => {
  const { violations } = await window.axe.run(document, {
    resultTypes: ["violations"],
    ...options,
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 8).map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
      return `${id}${where}: ${html.slice(0, 160)}: ${why}`;
    }),
  );
};
const root = document.documentElement;
const theme = root.dataset.theme;
const found = await told("", { runOnly: { type: "tag", values: TAGS } });
// A colour on its way is neither theme's.
const still = new CSSStyleSheet();
still.replaceSync("*, ::before, ::after { transition: none !important }");
document.adoptedStyleSheets.push(still);
root.dataset.theme = theme === "dark" ? "light" : "dark";
const other = await told(` in ${root.dataset.theme}`, {
  runOnly: { type: "rule", values: ["color-contrast"] },
});
root.dataset.theme = theme;
document.adoptedStyleSheets.pop();
return [...found, ...other];

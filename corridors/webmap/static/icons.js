/* Signs of the tools, 16 by 16, and the buttons that bear them. */
import { setAttributes, textButton, vector } from "./dom.js";

const ICONS = {
  plus: "M8 3v10M3 8h10", minus: "M3 8h10",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 14 14",
  ruler: "M1.8 10.6 10.6 1.8l3.6 3.6-8.8 8.8zM4.6 7.8l1.6 1.6M6.7 5.7l2.2 2.2M8.8 3.6l1.6 1.6",
  full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10", home: "M2 8l6-5.5L14 8M4 6.8V13.5h8V6.8",
  chevron: "M4 6l4 4 4-4",
};

export const icon = (name) => {
  const svg = vector("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(vector("path", { d: ICONS[name] }));
  return svg;
};

/** A button with a sign, named by its title. */
export const toolButton = (name, title, act) => {
  const node = textButton(`tool tool-${name}`, undefined, act);
  setAttributes(node, { title, "aria-label": title });
  node.append(icon(name));
  return node;
};

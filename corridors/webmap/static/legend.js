/* The legend, whose rows switch what they name. */
import { element, narrow, textButton, vector } from "./dom.js";
import { icon, toolButton } from "./icons.js";
import { numberText } from "./numbers.js";
import { symbol } from "./symbols.js";

const SAMPLE_DIGITS = 3;

/** The card of the legend with `fold()` and `refresh()`; `tools` is {isShown, toggle}. */
export function legendCard({ words, legend, look }, { formats, ...tools }) {
  const node = element("section", "card legend-card"), body = element("div", "legend-body"), marks = [];
  const setOpen = (open) => {
    node.classList.toggle("closed", !open);
    head.setAttribute("aria-expanded", String(open));
  };
  const head = textButton("card-head", undefined, () => setOpen(node.classList.contains("closed")));
  head.append(element("span", "", words.legend), icon("chevron"));
  body.append(...legend.map((group) => legendGroup(group, { ...tools, look, formats, marks })));
  node.append(head, body);
  setOpen(!narrow());
  const refresh = () => marks.forEach((mark) => mark());
  refresh();
  return { node, refresh, fold: () => setOpen(false) };
}

/** A group: its name switches all it has, the arrow shows its rows. */
function legendGroup(group, tools) {
  const box = element("section", "legend-group"), head = element("div", "group-head"), rows = element("div", "group-rows");
  const layers = [...new Set(group.rows.map((row) => row.layer).filter(Boolean))];
  const some = () => layers.some(tools.isShown);
  const open = (value) => {
    rows.hidden = !value;
    fold.setAttribute("aria-expanded", String(value));
  };
  const fold = toolButton("chevron", group.title, () => open(rows.hidden));
  const all = textButton("group-switch", undefined, () => {
    const value = !some();
    layers.forEach((layer) => tools.toggle(layer, value));
  });
  all.append(element("span", "", group.title));
  tools.marks.push(() => all.setAttribute("aria-pressed", String(some())));
  rows.append(...group.rows.map((row) => legendRow(row, tools)));
  rows.id = `group-${group.id}`;
  fold.setAttribute("aria-controls", rows.id);
  head.append(all, fold);
  box.append(head, rows);
  box.dataset.group = group.id;
  open(Boolean(group.open));
  return box;
}

function legendRow(row, { isShown, toggle, look, formats, marks }) {
  if (row.scale) return scaleRow(row, look.systems[row.scale], formats);
  const node = row.layer ? textButton("legend-row", undefined, () => toggle(row.layer)) : element("div", "legend-row");
  node.append(swatch(row, look), element("span", "", row.title));
  if (row.layer) marks.push(() => node.setAttribute("aria-pressed", String(isShown(row.layer))));
  return node;
}

/** Sample widths with their amounts, as at middle scale. */
function scaleRow(row, style, formats) {
  const node = element("div", "legend-scale"), samples = element("div", "samples");
  samples.append(...row.samples.map((value) => {
    const sample = element("span", "sample"), line = element("i");
    line.style.height = `${Math.max(1, style.base_px + value * style.px_per_unit)}px`;
    line.style.background = style.colour;
    line.style.opacity = style.alpha;
    sample.append(line, element("b", "", numberText(value, SAMPLE_DIGITS, formats)));
    return sample;
  }));
  node.append(samples, element("small", "", row.title));
  return node;
}
/** A sample of a line or a symbol. */
function swatch(row, look) {
  const box = element("span", "swatch");
  if (row.symbol) box.append(symbol(row.symbol, row.colour));
  else if (row.system) box.append(systemSwatch(look.systems[row.system]));
  else {
    const line = element("i", `swatch-line line-${row.line}`);
    line.style.setProperty("--ink", row.colour);
    box.append(line);
  }
  return box;
}

/** A line as the map draws it: its dashes, its core. */
function systemSwatch(style) {
  const svg = vector("svg", { viewBox: "0 0 26 12", class: "swatch-svg" });
  const draw = (stroke, width, dash) => svg.append(vector("line", {
    x1: 1, x2: 25, y1: 6, y2: 6, stroke, "stroke-width": width,
    "stroke-dasharray": dash.join(" "), "stroke-linecap": dash.length === 2 ? "round" : "butt",
  }));
  const width = style.base_px + (style.samples[0] || 0) * style.px_per_unit;
  svg.style.opacity = style.alpha;
  draw(style.colour, Math.max(style.base_px ? width : 8, 1.6), style.dash);
  if (style.core) draw(style.core, Math.max(1, width - 1.9), []);
  return svg;
}

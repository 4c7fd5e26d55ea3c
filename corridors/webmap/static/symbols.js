/* Symbols of points, drawn by CSS (corridors.css, .sym-…) or as glyphs of 16 by 16, white on a disc. */
import { element, setAttributes, vector } from "./dom.js";

/* A leading "-" marks a glyph that is drawn as a line. */
const GLYPHS = {
  oil: "M8 2.5S4 7.4 4 10a4 4 0 0 0 8 0C12 7.4 8 2.5 8 2.5z",
  gas: "M8.4 2c.5 2.6 3.6 4 3.6 7.6a4 4 0 0 1-8 .3c0-1.800 1-2.900 1.800-3.600.1 1.300.8 1.900 1.500 2C7 5.800 7.400 3.500 8.400 2z",
  uranium: "M8 6.700a1.300 1.300 0 1 0 0 2.600 1.300 1.300 0 0 0 0-2.600zM8 2.500a5.500 5.500 0 0 1 2.750.74L9.100 6.100a2.200 2.200 0 0 0-2.200 0L5.250 3.240A5.500 5.500 0 0 1 8 2.500zM2.500 8h3.300a2.200 2.200 0 0 0 1.100 1.900l-1.650 2.860A5.500 5.500 0 0 1 2.500 8zM13.500 8h-3.300a2.200 2.200 0 0 1-1.100 1.900l1.650 2.860A5.500 5.500 0 0 0 13.500 8z",
  factory: "M3 12.500V7.600L6 9V7.600L9 9V3.500h2.500l.5 9z",
  leaf: "M3.200 12.800C3 7 6.500 3.500 12.800 3.200c.2 6.300-3 9.600-7.400 8.600L8.500 8l-4 3.600z",
  chip: "M5 5h6v6H5zM6.500 2.800v2M9.500 2.800v2M6.500 11.200v2M9.500 11.200v2M2.800 6.500h2M2.800 9.500h2M11.200 6.500h2M11.200 9.500h2",
  box: "M3 5.500 8 3l5 2.500v5L8 13l-5-2.500zM8 8l5-2.500M8 8 3 5.500M8 8v5",
  bolt: "M9.200 2 4.500 8.800h3L6.800 14 11.500 7h-3z",
  sun: "-M8 5.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600zM8 2.300v1.500M8 12.200v1.500M2.300 8h1.500M12.200 8h1.500M4 4l1 1M11 11l1 1M12 4l-1 1M5 11l-1 1",
  wind: "-M2.500 6.300h6.200a1.700 1.700 0 1 0-1.600-2.200M2.500 9h8.700a1.700 1.700 0 1 1-1.600 2.300M2.500 11.500h4",
  zone: "-M3.500 4.500h9v7h-9zM3.500 8h9M8 4.500v7",
  trade: "-M3 6h9l-2.200-2.200M13 10H4l2.200 2.200",
};
const STROKED = new Set(["chip", "box"]);
const DRAWN_BY_CSS = new Set([
  "crossing", "gauge", "terminal", "port", "station", "city", "town", "hub", "end", "closed", "road", "minor",
]);

/** A disc in a colour with a white sign. */
function glyph(kind, colour) {
  const text = GLYPHS[kind], line = text.startsWith("-"), svg = vector("svg", { viewBox: "0 0 16 16" });
  setAttributes(svg, { "aria-hidden": "true" });
  svg.append(vector("path", { d: line ? text.slice(1) : text, class: line || STROKED.has(kind) ? "stroked" : "filled" }));
  const disc = element("i", "sym sym-glyph");
  if (colour) disc.style.setProperty("--disc", colour);
  disc.append(svg);
  return disc;
}

/** The symbol of a kind of point. */
export const symbol = (kind, colour) =>
  (kind in GLYPHS ? glyph(kind, colour) : element("i", `sym sym-${DRAWN_BY_CSS.has(kind) ? kind : "town"}`));

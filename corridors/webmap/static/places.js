/* Points and their labels: placed beforehand (corridors/webmap/labels.py), one letter a zoom band:
   " " hidden, "o" symbol alone, "r" "l" "t" "b" label on that side of the point, "c" centred on it,
   a digit: centred on that one of the place's other spots. */
import { card, tipBody } from "./cards.js";
import { element } from "./dom.js";
import { worldX, worldY } from "./geometry.js";
import { carried } from "./standing.js";
import { symbol } from "./symbols.js";
import { popup } from "./view.js";

const PAD_PX = 160, APART_PX = 3, HIDDEN = " ", CLOSE_ZOOM = 9.6;
const RING = { weight: 1.2, color: "#1d2b36", dashArray: "4 4", fillOpacity: 0.05, interactive: false };

const isSpot = (side) => side > "0" && side <= "9";
const overlap = (a, b) => a.left < b.right + APART_PX && a.right > b.left - APART_PX &&
  a.top < b.bottom + APART_PX && a.bottom > b.top - APART_PX;
const isLive = (place) => Boolean(place.facts || place.sources || place.tip || place.series);

/** The name on the map, with its symbol. */
function labelOf(place) {
  const label = element("span", "label", place.text);
  if (place.lang) label.lang = place.lang;
  if (place.size) label.style.fontSize = `${place.size}px`;
  return label;
}

function nodeOf(place) {
  const node = element(isLive(place) ? "button" : "div", `place leaflet-zoom-animated place-${place.style}`);
  if (place.kind) node.append(symbol(place.kind, place.colour));
  if (place.text) node.append(labelOf(place));
  node.dataset.layer = place.layer;
  node.dataset.id = place.id || "";
  return node;
}

/** Show the places in sight, each as its letter for the present zoom says. */
export const Places = L.Layer.extend({
  initialize(places, { bands, shown, year, voice }) {
    this._all = places.map((p) => ({ ...p, node: null }));
    this._extra = [];
    this._bands = bands;
    this._shown = shown;
    this._year = year;
    this._voice = voice;
  },
  onAdd(map) {
    this._map = map;
    this._box = element("div", "places leaflet-zoom-hide-not");
    map.getPane("places").append(this._box);
    map.on("moveend zoomend viewreset", this.refresh, this);
    map.on("zoomanim", this._animate, this);
    this.refresh();
  },
  /** Points that come with a route: they win over placed ones. */
  setExtra(extra) {
    this._extra.forEach((p) => this._drop(p));
    this._extra = extra.map((p) => ({ ...p, node: null }));
    if (this._map) this.refresh();
  },
  find(id) {
    return this._all.find((p) => p.id === id);
  },
  refresh() {
    const map = this._map, zoom = map.getZoom(), { start, step, count } = this._bands, year = this._year();
    const band = Math.max(0, Math.min(count - 1, Math.floor((zoom - start) / step + 1e-6)));
    const frame = { bounds: map.getPixelBounds(), scale: 2 ** zoom, origin: map.getPixelOrigin() };
    const there = (p) => this._shown(p.layer) && (year === null || !(p.since > year));
    this._all.forEach((p) => this._show(p, there(p) ? p.bands[band] : HIDDEN, frame));
    this._extra.forEach((p) => this._show(p, this._shown(p.layer) ? p.bands[band] : HIDDEN, frame));
    this._yield();
    this._mute(zoom);
  },
  /** Show a place on a side of its point, or drop it when it is hidden or out of sight. */
  _show(p, side, { bounds, scale, origin }) {
    const [lon, lat] = isSpot(side) ? p.spots[side - 1] : [p.lon, p.lat];
    const x = worldX(lon) * scale, y = worldY(lat) * scale;
    const inSight = x > bounds.min.x - PAD_PX && x < bounds.max.x + PAD_PX &&
      y > bounds.min.y - PAD_PX && y < bounds.max.y + PAD_PX;
    if (side === HIDDEN || !side || !inSight) return this._drop(p);
    p.at = L.latLng(lat, lon);
    if (!p.node) this._make(p);
    p.node.dataset.side = isSpot(side) ? "c" : side;
    L.DomUtil.setPosition(p.node, L.point(x, y).subtract(origin)._round());
    return undefined;
  },
  /** Hide placed labels that lie under those of a route. */
  _yield() {
    const nodes = this._extra.filter((p) => p.node).map((p) => p.node);
    const boxes = nodes.flatMap((node) => [...node.children].map((child) => child.getBoundingClientRect()));
    const isHit = (child) => {
      const box = child.getBoundingClientRect();
      return box.width && boxes.some((other) => overlap(box, other));
    };
    this._all.filter((p) => p.node).forEach(({ node }) => {
      node.classList.toggle("yields", boxes.length > 0 && [...node.children].some(isHit));
    });
  },
  /** Close up, give names another side where the edge or a card would cut them, and room that is left; else none. */
  _mute(zoom) {
    const frame = this._map.getContainer().getBoundingClientRect();
    const cards = [...this._map.getContainer().querySelectorAll(".leaflet-control")]
      .map((node) => node.getBoundingClientRect()).filter((box) => box.width);
    const lost = (box) => box.left < frame.left || box.right > frame.right || cards.some((card) => overlap(box, card));
    const nodes = this._all.filter((p) => p.node).map((p) => p.node), rest = (node) => nodes.filter((n) => n !== node)
      .flatMap((n) => [...n.children]).map((child) => child.getBoundingClientRect()).filter((box) => box.width);
    nodes.forEach((node) => node.classList.remove("mute"));
    if (zoom < CLOSE_ZOOM) return;
    nodes.forEach((node) => {
      const label = node.querySelector(".label"), boxOf = () => label.getBoundingClientRect();
      const before = node.dataset.side;
      if (!label || (boxOf().width ? !lost(boxOf()) : before !== "o")) return;
      const others = rest(node), stands = (side) => {
        node.dataset.side = side;
        return !lost(boxOf()) && !others.some((box) => overlap(box, boxOf()));
      };
      if (["r", "l", "t", "b"].some(stands)) return;
      node.dataset.side = before;
      node.classList.toggle("mute", before !== "o");
    });
  },
  _make(p) {
    p.node = nodeOf(p);
    if (isLive(p)) this._enliven(p, p.node);
    this._box.append(p.node);
  },
  /** A tooltip on pointing and focus, a card on a click. */
  _enliven(p, node) {
    node.type = "button";
    node.setAttribute("aria-label", [p.title || p.text, p.eyebrow].filter(Boolean).join(", "));
    const tip = L.tooltip({ direction: "top", offset: [0, -9], className: "tip", opacity: 1 });
    const open = () => {
      tip.setContent(tipBody(p.title || p.text, this._told(p))).setLatLng([p.lat, p.lon]);
      this._map.openTooltip(tip);
    };
    const close = () => this._map.closeTooltip(tip);
    ["mouseenter", "focus"].forEach((name) => node.addEventListener(name, open));
    ["mouseleave", "blur"].forEach((name) => node.addEventListener(name, close));
    node.addEventListener("click", (event) => {
      event.stopPropagation();
      close();
      this.open(p);
    });
    L.DomEvent.on(node, "dblclick mousedown", L.DomEvent.stopPropagation);
  },
  /** What the tooltip of a place says under its name. */
  _told(p) {
    const tip = p.tip || [];
    return [carried(p, this._year(), this._voice), ...(p.series ? tip.slice(1) : tip)];
  },
  /** Open the popup of a place. */
  open(p) {
    const body = card({ ...p, title: p.title || p.text }, this._voice, this._year());
    popup().setLatLng([p.lat, p.lon]).setContent(body).openOn(this._map);
    if (p.accuracy) this._ring(p);
  },
  /** How exact a position is, as a ring round it while its card is open. */
  _ring(p) {
    const ring = L.circle([p.lat, p.lon], { radius: p.accuracy * 1000, ...RING }).addTo(this._map);
    this._map.once("popupclose", () => ring.remove());
  },
  _drop(p) {
    if (p.node) p.node.remove();
    p.node = null;
  },
  _animate(event) {
    [...this._all, ...this._extra].filter((p) => p.node).forEach((p) => {
      L.DomUtil.setTransform(p.node, this._map._latLngToNewLayerPoint(p.at, event.zoom, event.center));
    });
  },
});

/* The pointer over lines: tooltip, light, popup, choice. */
import { card, tipBody } from "./cards.js";
import { worldX, worldY } from "./geometry.js";
import { carried } from "./standing.js";
import { popup } from "./view.js";

const TIP = { sticky: true, direction: "top", offset: [0, -10], className: "tip", opacity: 1 };
const NOT_LINES = ".place,.leaflet-control";

const legCard = ({ route, leg }) => ({
  eyebrow: route.title, title: leg.title, facts: leg.facts, sources: leg.sources,
});
const overLabel = ({ target }) => Boolean(target.closest && target.closest(NOT_LINES));

/** What of a route a hit stands for: one leg of a route, all of a corridor. */
export const partOf = (hit) => hit && { route: hit.route.id, leg: hit.kind === "routes" ? hit.index : null };

/** Works the map's pointer; `acts` is {busy, year, voice, light, relight, select}. */
export class Pointing {
  constructor(map, { routes, sheet, systems }, acts) {
    Object.assign(this, { map, routes, sheet, systems, acts, over: null, ask: 0, tip: L.tooltip(TIP) });
    map.on("mousemove", (event) => {
      cancelAnimationFrame(this.ask);
      this.ask = requestAnimationFrame(() => this.move(event));
    });
    map.on("mouseout movestart", () => this.leave());
    map.on("click", (event) => this.click(event));
  }

  /** The leg or else the line of a system under the pointer: {hit} or {line}. */
  under(event) {
    const hit = this.routes.find(this.sheet.point(event.layerPoint));
    if (hit) return { hit };
    const { lat, lng } = event.latlng;
    return { line: this.systems.find({ x: worldX(lng), y: worldY(lat) }, 2 ** this.map.getZoom()) };
  }

  move(event) {
    if (this.acts.busy() || this.map._animatingZoom) return;
    const { hit, line } = overLabel(event.originalEvent) ? {} : this.under(event);
    if (hit) this.enterLeg(hit, event.latlng);
    else if (line) this.enterLine(line, event.latlng);
    else this.leave();
  }

  say(title, lines, latlng) {
    this.tip.setContent(tipBody(title, lines)).setLatLng(latlng);
    this.map.openTooltip(this.tip);
    this.map.getContainer().classList.add("on-line");
  }

  enterLeg(hit, latlng) {
    this.say(hit.leg.title, [hit.leg.tip], latlng);
    if (this.over && this.over.leg === hit.leg) return;
    this.over = hit;
    this.acts.light(partOf(hit));
  }

  enterLine(line, latlng) {
    this.say(line.title, [line.eyebrow, line.tip, carried(line, this.acts.year(), this.acts.voice)], latlng);
    this.acts.relight(line.id);
  }

  leave() {
    if (this.over) {
      this.over = null;
      this.acts.light(null);
    }
    this.acts.relight(null);
    this.map.closeTooltip(this.tip);
    this.map.getContainer().classList.remove("on-line");
  }

  click(event) {
    if (this.acts.busy()) return;
    const { hit, line } = this.under(event);
    this.acts.select(hit || null);
    if (!hit && !line) return;
    const body = hit ? card(legCard(hit), this.acts.voice) : card(line, this.acts.voice, this.acts.year());
    popup().setLatLng(event.latlng).setContent(body).openOn(this.map);
  }
}

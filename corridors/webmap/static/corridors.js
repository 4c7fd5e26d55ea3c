/* The map's own script: data in, map on the page, and the one bridge to whoever shows the page.

   corridors.start(map, data)   draws everything; folium has made the Leaflet map
   corridors.apply(state)       {routes?, corridors?, view?, highlight?, layers?, year?, open?} -> repaint in place
   corridors.standing()         ids of the lines of the systems that the year shown has, by layer
   corridors.year()             the year shown, null for today
   corridors.onYear = f         called with the year of the slider, null for today
   corridors.onLayers = f       called with the layers that differ from those shown at first
   corridors.onView = f         called with {lon, lat, zoom, bounds} when the view has changed
   corridors.onSelect = f       called with {route, leg} or null when a leg is chosen
   corridors.painted            a promise, kept when the first picture is complete
   corridors.whole              a promise, kept when the relief and the ground that the view wants have come too
*/
import { card } from "./cards.js";
import { element, escapeText, narrow } from "./dom.js";
import { Ground } from "./ground.js";
import { legendCard } from "./legend.js";
import { comesLater, contentOf, read, withRoom } from "./loading.js";
import { FORMATS } from "./numbers.js";
import { Places } from "./places.js";
import { Pointing, partOf } from "./pointing.js";
import { PresetCard } from "./presets.js";
import { Routes } from "./routes.js";
import { searchCard } from "./searchcard.js";
import { Sheet } from "./sheet.js";
import { stands } from "./standing.js";
import { Systems } from "./systems.js";
import { routeList, titleCard } from "./titlecard.js";
import { toolbar } from "./tools.js";
import { corner, guard, makePanes, onlineTiles, popup, show } from "./view.js";
import { YearCard } from "./years.js";

const C = (window.corridors = window.corridors || {});
const NO_SYSTEMS = { digits: 3, lines: [], sources: [], areas: [] };
const FIRST = ["base", "systems", "state", "shared", "page"], LATER = ["relief", "fine"];
const without = (fault) => { window.console.warn(fault); };
const PLACE_ZOOM = 8, SITE_ZOOM = 11.5, BELOW_PX = 8, SCALE_PX = 110;

/** Everything on the map, and what changes it. */
class Page {
  constructor(map, { base, fine, systems, state }, later) {
    Object.assign(this, { map, state, later, refined: null, chosen: null, now: state.year === undefined ? null : state.year });
    this.hidden = new Set(state.hidden || []);
    this.atFirst = new Set(this.hidden);
    this.shown = (layer) => !this.hidden.has(layer);
    this.year = () => this.now;
    this.voice = { words: state.words, formats: { ...FORMATS, ...state.formats } };
    makePanes(map);
    this.addLayers(base, systems || NO_SYSTEMS);
    if (fine) this.ground.refine(fine);
    this.addCards();
    this.addCredit();
    this.addTiles();
    this.listen();
  }

  addLayers(base, systems) {
    const { map, state, shown, year, voice } = this, when = { shown, year };
    this.ground = new Ground(base, state.look, { ...when, finer: this.later.fine ? () => this.refine() : null });
    this.systems = new Systems(systems, state.look, when);
    this.routes = new Routes(state.look, { ...when, above: (ctx, f) => this.systems.paintAbove(ctx, f) });
    const sheet = (painter, pane) => new Sheet(painter, { pane }).addTo(map);
    this.systemSheet = sheet(this.systems, "systems");
    this.groundSheet = sheet(this.ground, "ground");
    this.routeSheet = sheet(this.routes, "traffic");
    this.places = new Places(state.places, { bands: state.bands, shown, year, voice }).addTo(map);
  }

  addCards() {
    const { map, state, state: { words } } = this;
    this.routesBox = element("div", "routes");
    this.slider = new YearCard(state.years, words, (year) => this.setYear(year));
    this.presets = new PresetCard(state.presets, state.places, {
      folded: () => this.legend.fold(), toggle: (layer, value) => this.toggle(layer, value),
      resized: () => this.places.refresh(), go: (view) => show(map, view, true), stands: (place) => stands(place, this.now),
      open: (place) => this.openSite(place),
    });
    const title = titleCard(state, this.routesBox);
    corner(map, "topleft", title);
    corner(map, "topright", searchCard(state, (place) => this.goTo(place)));
    this.tools = toolbar(map, this.voice, () => show(map, state.view, true));
    corner(map, "topright", this.tools.bar);
    this.legend = legendCard(state, {
      formats: this.voice.formats, isShown: this.shown, toggle: (layer, value) => this.toggle(layer, value),
    });
    if (state.folded) this.legend.fold();
    corner(map, "bottomleft", this.legend.node);
    corner(map, "topleft", this.presets.card);
    this.stack(title);
    map.getContainer().append(guard(this.slider.card));
    this.slider.show(this.now);
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: SCALE_PX }).addTo(map);
  }

  /** Tell the styles how far down the cards of the top left reach. */
  stack(title) {
    const { card: node, row } = this.presets;
    const foot = () => (narrow() ? node.offsetTop + row.offsetHeight + BELOW_PX : title.offsetTop + title.offsetHeight);
    const watch = new ResizeObserver(() => this.map.getContainer().style.setProperty("--title-foot", `${foot()}px`));
    [title, node].forEach((each) => watch.observe(each));
  }

  addCredit() {
    const { attributionControl: control } = this.map;
    control.setPrefix(false);
    control.addAttribution(escapeText(this.state.words.credit));
    const credit = control.getContainer();
    credit.tabIndex = 0;
    credit.addEventListener("click", () => credit.classList.toggle("open"));
  }

  /** A choice of online tiles, when there is a line. */
  addTiles() {
    const tiles = this.state.tiles || [];
    const layers = onlineTiles(tiles, (on) => { this.groundSheet.getPane().style.opacity = on ? 1 : 0; });
    if (!layers.length || !navigator.onLine) return;
    const named = Object.fromEntries(layers.map((layer, i) => [escapeText(tiles[i].title), layer]));
    L.control.layers(null, named, { position: "topright" }).addTo(this.map);
  }

  listen() {
    const { map, routes, systems, routeSheet: sheet, year, voice } = this;
    this.pointing = new Pointing(map, { routes, sheet, systems }, {
      busy: this.tools.measure.active, year, voice,
      light: (part) => this.light(part), relight: (id) => this.relight(id), select: (hit) => this.select(hit),
    });
    map.on("moveend", () => {
      if (!C.onView) return;
      const { lng: lon, lat } = map.getCenter(), b = map.getBounds();
      C.onView({ lon, lat, zoom: map.getZoom(), bounds: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] });
    });
  }

  repaint() {
    [this.groundSheet, this.systemSheet, this.routeSheet].forEach((sheet) => sheet.repaint());
    this.places.refresh();
  }

  /** Bring the ground of the large scales, once, after the first picture; what is there stands in until then. */
  refine() {
    this.refined ||= Promise.resolve().then(() => C.painted).then(this.later.fine).then((fine) => {
      this.ground.refine(fine);
      this.groundSheet.repaint();
    }).catch((fault) => {
      without(fault);
      this.refined = null;
    });
    return this.refined;
  }

  /** Bring what may come after the first picture: the relief, and finer ground where the view or the reader wants it. */
  async complete({ relief, fine }) {
    if (relief) {
      await relief().then((picture) => this.ground.setRelief(picture)).catch(without);
      this.groundSheet.repaint();
    }
    const box = this.map.getContainer(), touched = ["pointerdown", "wheel", "keydown"];
    if (fine) touched.forEach((name) => box.addEventListener(name, () => this.ground.finer?.(), { passive: true, once: true }));
    await this.refined;
  }

  /** Light a part of a route, else the chosen one. */
  light(part) {
    this.routes.light(part || this.chosen);
    this.routeSheet.repaint();
  }

  relight(id) {
    if (this.systems.light(id)) this.systemSheet.repaint();
  }

  select(hit) {
    this.chosen = partOf(hit);
    this.light(null);
    if (C.onSelect) C.onSelect(this.chosen);
  }

  /** Show or hide a layer; without a value turn it over. */
  toggle(layer, value = !this.shown(layer)) {
    this.hidden[value ? "delete" : "add"](layer);
    this.legend.refresh();
    this.repaint();
    this.tellLayers();
  }

  tellLayers() {
    const { hidden, atFirst } = this;
    const differ = [...new Set([...hidden, ...atFirst])].filter((l) => hidden.has(l) !== atFirst.has(l));
    if (C.onLayers) C.onLayers(Object.fromEntries(differ.map((l) => [l, this.shown(l)])));
  }

  setYear(year) {
    this.now = year;
    this.map.closePopup();
    this.repaint();
    this.presets.refresh();
    performance.mark(`corridors-year-${year === null ? "today" : year}`);
    if (C.onYear) C.onYear(year);
  }

  /** Change what is shown; what is not named stays as it is. */
  apply(change) {
    if (change.corridors) this.routes.set("corridors", change.corridors);
    if (change.routes) this.setRoutes(change.routes);
    if ("highlight" in change) {
      this.chosen = change.highlight;
      this.routes.light(change.highlight);
    }
    if (change.layers) this.setLayers(change.layers);
    if ("year" in change) {
      this.now = change.year;
      this.slider.show(this.now);
    }
    if (change.view) show(this.map, change.view, false);
    this.repaint();
    if (change.open) this.open(change.open);
  }

  setRoutes(overlay) {
    const routes = this.routes.set("routes", overlay);
    this.places.setExtra(overlay.points || []);
    routeList(this.routesBox, routes, {
      heading: this.state.title, light: (part) => this.light(part), choose: (route, i) => this.choose(route, i),
    });
  }

  setLayers(layers) {
    Object.entries(layers).forEach(([layer, value]) => this.hidden[value ? "delete" : "add"](layer));
    this.legend.refresh();
  }

  /** Choose a leg from the list of routes and go there. */
  choose(route, index) {
    this.select({ route, kind: "routes", index });
    show(this.map, { bounds: route.legs[index].bounds }, true);
  }

  /** Open the card of a mark or a line by its id. */
  open(id) {
    const place = this.places.find(id), line = this.systems.get(id);
    if (place) this.places.open(place);
    else if (line) this.openLine(line);
  }

  openLine(line) {
    const { xy } = line.parts[0], middle = 2 * Math.floor(xy.length / 4), scale = 2 ** this.map.getZoom();
    const at = this.map.unproject([xy[middle] * scale, xy[middle + 1] * scale]);
    popup().setLatLng(at).setContent(card(line, this.voice, this.now)).openOn(this.map);
  }

  /** Go to a place that was found, and show what it is. */
  goTo(place) {
    this.centre(place, place.zoom || PLACE_ZOOM);
    if (place.layer && !this.shown(place.layer)) this.toggle(place.layer, true);
    if (place.facts) this.places.open(place);
  }

  openSite(place) {
    this.centre(place, SITE_ZOOM);
    this.places.open(place);
  }

  centre({ lat, lon }, zoom) {
    this.map.setView([lat, lon], Math.max(this.map.getZoom(), zoom), { animate: false });
  }
}

/** Draw the page; a promise that is kept when the first picture is complete. What comes later is in `later`. */
C.start = (map, data, later = {}) => {
  const page = new Page(map, data, later), { state } = data;
  C.apply = (change) => page.apply(change);
  C.standing = () => page.systems.standing();
  C.year = page.year;
  show(map, state.view, false);
  C.apply({ corridors: state.corridors, routes: state.routes });
  Object.assign(C, { map, measure: page.tools.measure });
  const toned = page.ground.setRelief(data.relief || data.base.relief).catch(without);
  C.painted = Promise.all([toned, document.fonts.ready]).then(() => {
    page.repaint();
    document.documentElement.dataset.painted = "yes";
    performance.mark("corridors-painted");
  });
  C.whole = C.painted.then(() => page.complete(later)).then(() => {
    document.documentElement.dataset.whole = "yes";
  });
  return C.painted;
};

/** Read the data in the page, or fetch it from beside the page. */
C.load = async (map) => {
  const now = [...FIRST, ...LATER.filter((name) => !comesLater(name))];
  const blocks = Object.fromEntries(await Promise.all(now.map(async (name) => [name, await read(name)])));
  const later = Object.fromEntries(LATER.filter(comesLater).map((name) => [name, () => read(name)]));
  await withRoom(map);
  return C.start(map, contentOf(blocks), later);
};

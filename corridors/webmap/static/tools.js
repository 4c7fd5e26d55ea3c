/* The tools at the map's edge: zoom, the whole map, measure, full screen. */
import { element } from "./dom.js";
import { lengthKm } from "./geodesy.js";
import { toolButton } from "./icons.js";
import { lengthText } from "./numbers.js";

const LINE = { color: "#1d2b36", weight: 2, dashArray: "1 6", interactive: false };

/** Click points, read the length of the line through them; Escape or the button ends it. */
class Measure {
  constructor(map, { words, formats }) {
    Object.assign(this, { map, words, formats, points: [], on: false, line: L.polyline([], LINE) });
    this.note = element("div", "card measure-card");
    this.note.setAttribute("role", "status");
    this.tool = toolButton("ruler", words.measure, () => this.set(!this.on));
    this.tool.setAttribute("aria-pressed", "false");
    this.add = (event) => {
      this.points.push(event.latlng);
      this.say();
    };
    this.stop = (event) => { if (event.key === "Escape") this.set(false); };
    this.active = () => this.on;
    this.km = () => lengthKm(this.points);
  }

  say() {
    this.note.textContent = this.points.length < 2 ? this.words.measure_hint
      : lengthText(this.km(), this.formats);
    this.line.setLatLngs(this.points);
  }

  set(on) {
    const { map, line, note } = this;
    this.on = on;
    this.tool.setAttribute("aria-pressed", String(on));
    map.getContainer().classList.toggle("measuring", on);
    map[on ? "on" : "off"]("click", this.add);
    document[on ? "addEventListener" : "removeEventListener"]("keydown", this.stop);
    map.doubleClickZoom[on ? "disable" : "enable"]();
    if (on) {
      this.points.length = 0;
      line.addTo(map);
      map.getContainer().append(note);
      this.say();
    } else {
      line.remove();
      note.remove();
    }
  }
}

/** The bar of the tools, and the measure in it. */
export function toolbar(map, voice, home) {
  const bar = element("div", "toolbar"), measure = new Measure(map, voice), { words } = voice, frame = map.getContainer();
  const zoom = element("div", "card tools"), rest = element("div", "card tools");
  zoom.append(
    toolButton("plus", words.zoom_in, () => map.zoomIn(1)), toolButton("minus", words.zoom_out, () => map.zoomOut(1)),
  );
  rest.append(toolButton("home", words.whole_map, home), measure.tool);
  if (document.fullscreenEnabled) {
    rest.append(toolButton("full", words.full_screen, () =>
      (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen())));
  }
  bar.append(zoom, rest);
  return { bar, measure };
}

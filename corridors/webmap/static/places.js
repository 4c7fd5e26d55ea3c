/* Points and their labels: placed beforehand (corridors/webmap/labels.py), one letter a zoom band:
   " " hidden, "o" symbol alone, "r" "l" "t" "b" label on that side of the point, "c" centred on it,
   a digit: centred on that one of the place's other spots. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };
  const cssNames = { crossing: 1, gauge: 1, terminal: 1, port: 1, station: 1, city: 1, town: 1, hub: 1, end: 1, closed: 1, road: 1, minor: 1 };
  /* Glyphs of 16 by 16, white on a disc; a leading "-" marks one that is drawn as a line. */
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
  /** A disc in a colour with a white sign. */
  function glyph(kind, colour) {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
    const text = GLYPHS[kind], line = text.startsWith("-");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", line ? text.slice(1) : text);
    path.setAttribute("class", line || kind === "chip" || kind === "box" ? "stroked" : "filled");
    svg.append(path);
    const disc = element("i", "sym sym-glyph");
    if (colour) disc.style.setProperty("--disc", colour);
    disc.append(svg);
    return disc;
  }

  /** The symbol of a kind of point; drawn by CSS (corridors.css, .sym-…). */
  const symbol = (kind, colour) => (GLYPHS[kind] ? glyph(kind, colour) : element("i", `sym sym-${cssNames[kind] ? kind : "town"}`));

  /** A link when the address is a web page, else nothing. */
  const webLink = (url, text) => {
    if (!/^https?:\/\//i.test(url || "")) return null;
    const a = element("a", "", text);
    a.href = url;
    a.target = "_blank";
    a.rel = "noopener noreferrer";
    return a;
  };

  /** What a popup says of a place or a leg: heading, facts, source; text only, never markup. */
  function card(item, words, year = null) {
    const box = element("div", "pop");
    if (item.eyebrow) box.append(element("p", "pop-eyebrow", item.eyebrow));
    box.append(element("h3", "", item.title));
    if (item.also) box.append(element("p", "pop-also", item.also));
    const list = element("dl");
    (item.facts || []).forEach(([name, value]) => {
      list.append(element("dt", "", name), element("dd", "", value));
    });
    if (list.children.length) box.append(list);
    const cited = [...(item.sources || [])];
    (item.series || []).forEach((series) => {
      const known = C.figure(series, year);
      box.append(chart(series, known, words));
      if (known && !cited.some((s) => s.title === known.source.title && s.url === known.source.url)) cited.push(known.source);
    });
    cited.forEach((source) => {
      const line = element("p", "pop-source");
      line.append(`${words.source}: `, webLink(source.url, source.title) || source.title);
      if (source.date) line.append(`, ${source.date}`);
      if (source.doubt) line.append(" ", element("em", "doubt", words.unverified));
      box.append(line);
    });
    return box;
  }

  /** A series as bars, one a year, each the way to its own source; the figure of the year above. */
  function chart(series, known, words) {
    const box = element("figure", "pop-series"), bars = element("div", "bars");
    const head = element("figcaption", "", series.title), most = Math.max(...series.points.map((p) => p[1]));
    const value = known ? `${known.year}: ${C.amount(known.value, series.unit)}` : words.no_figure;
    const kind = known && known.kind !== "reported" ? ` (${known.kind})` : "";
    head.append(element("strong", "", value + kind));
    const first = series.points[0][0], last = series.points[series.points.length - 1][0];
    for (let y = first; y <= last; y += 1) {
      const point = series.points.find((p) => p[0] === y);
      const source = point ? series.sources[point[3]] : null;
      const bar = (source && webLink(source.url, "")) || element("span");
      bar.className = point ? `bar bar-${point[2] === "reported" ? "full" : "hollow"}` : "bar bar-gap";
      if (known && known.year === y) bar.classList.add("now");
      if (point) {
        bar.style.setProperty("--tall", `${Math.max(3, (point[1] / most) * 100)}%`);
        bar.title = `${y}: ${C.amount(point[1], series.unit)} (${point[2]}) – ${source.title}`;
        bar.setAttribute("aria-label", bar.title);
      }
      bars.append(bar);
    }
    const ends = element("div", "bar-ends");
    ends.style.setProperty("--years", String(last - first + 1));
    ends.append(element("span", "", String(first)), element("span", "", last > first ? String(last) : ""));
    box.append(head, bars, ends);
    return box;
  }

  /** Show the places in sight, each as its letter for the present zoom says. */
  const Places = L.Layer.extend({
    initialize(places, { bands, shown, words, year }) {
      this._year = year || (() => null);
      this._all = places.map((p) => ({ ...p, node: null }));
      this._bands = bands;
      this._shown = shown;
      this._words = words;
      this._extra = [];
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
      const map = this._map, zoom = map.getZoom(), bounds = map.getPixelBounds();
      const pad = 160, scale = 2 ** zoom, origin = map.getPixelOrigin();
      const { start, step, count } = this._bands;
      const band = Math.max(0, Math.min(count - 1, Math.floor((zoom - start) / step + 1e-6)));
      const inSight = (x, y) => x > bounds.min.x - pad && x < bounds.max.x + pad &&
        y > bounds.min.y - pad && y < bounds.max.y + pad;
      const show = (p, side) => {
        const [lon, lat] = side > "0" && side <= "9" ? p.spots[side - 1] : [p.lon, p.lat];
        const x = C.worldX(lon) * scale, y = C.worldY(lat) * scale;
        if (side === " " || !side || !inSight(x, y)) return this._drop(p);
        p.at = L.latLng(lat, lon);
        if (!p.node) this._make(p);
        p.node.dataset.side = side > "0" && side <= "9" ? "c" : side;
        L.DomUtil.setPosition(p.node, L.point(x, y).subtract(origin)._round());
        return undefined;
      };
      const there = (p) => this._shown(p.layer) && (this._year() === null || !(p.since > this._year()));
      this._all.forEach((p) => show(p, there(p) ? p.bands[band] : " "));
      this._extra.forEach((p) => show(p, this._shown(p.layer) ? p.bands[band] : " "));
      this._yield();
    },
    /** Hide placed labels that lie under those of a route. */
    _yield() {
      const nodes = this._extra.filter((p) => p.node).map((p) => p.node);
      const boxes = nodes.flatMap((n) => [...n.children].map((c) => c.getBoundingClientRect()));
      this._all.forEach((p) => {
        if (!p.node) return;
        const hit = boxes.length && [...p.node.children].some((c) => {
          const a = c.getBoundingClientRect();
          return a.width && boxes.some((b) => a.left < b.right + 3 && a.right > b.left - 3 && a.top < b.bottom + 3 && a.bottom > b.top - 3);
        });
        p.node.classList.toggle("yields", Boolean(hit));
      });
    },
    _make(p) {
      const live = Boolean(p.facts || p.sources || p.tip || p.series);
      const node = element(live ? "button" : "div", `place leaflet-zoom-animated place-${p.style}`);
      if (p.kind) node.append(symbol(p.kind, p.colour));
      if (p.text) {
        const label = element("span", "label", p.text);
        if (p.lang) label.lang = p.lang;
        if (p.size) label.style.fontSize = `${p.size}px`;
        node.append(label);
      }
      node.dataset.layer = p.layer;
      node.dataset.id = p.id || "";
      if (live) this._enliven(p, node);
      p.node = node;
      this._box.append(node);
    },
    _enliven(p, node) {
      node.type = "button";
      node.setAttribute("aria-label", [p.title || p.text, p.eyebrow].filter(Boolean).join(", "));
      const at = L.latLng(p.lat, p.lon);
      const tip = L.tooltip({ direction: "top", offset: [0, -9], className: "tip", opacity: 1 });
      const words = element("div");
      const open = () => {
        const told = [C.carried(p, this._year(), this._words), ...(p.series ? (p.tip || []).slice(1) : p.tip || [])];
        words.replaceChildren(element("strong", "", p.title || p.text), ...told.filter(Boolean).map((line) => element("span", "", line)));
        tip.setContent(words).setLatLng(at);
        this._map.openTooltip(tip);
      }, close = () => this._map.closeTooltip(tip);
      node.addEventListener("mouseenter", open);
      node.addEventListener("focus", open);
      node.addEventListener("mouseleave", close);
      node.addEventListener("blur", close);
      node.addEventListener("click", (event) => {
        event.stopPropagation();
        close();
        this.open(p);
      });
      L.DomEvent.on(node, "dblclick mousedown", L.DomEvent.stopPropagation);
    },
    /** Open the popup of a place. */
    open(p) {
      C.popup()
        .setLatLng([p.lat, p.lon]).setContent(card({ ...p, title: p.title || p.text }, this._words, this._year())).openOn(this._map);
      if (p.accuracy) this._ring(p);
    },
    /** How exact a position is, as a ring round it while its card is open. */
    _ring(p) {
      const ring = L.circle([p.lat, p.lon], { radius: p.accuracy * 1000, weight: 1.2, color: "#1d2b36", dashArray: "4 4", fillOpacity: 0.05, interactive: false });
      ring.addTo(this._map);
      this._map.once("popupclose", () => ring.remove());
    },
    _drop(p) {
      if (p.node) p.node.remove();
      p.node = null;
    },
    _animate(event) {
      const shift = (p) => {
        if (!p.node) return;
        const at = this._map._latLngToNewLayerPoint(p.at, event.zoom, event.center);
        L.DomUtil.setTransform(p.node, at);
      };
      this._all.forEach(shift);
      this._extra.forEach(shift);
    },
  });

  Object.assign(C, { Places, card, element, symbol, webLink });
})();

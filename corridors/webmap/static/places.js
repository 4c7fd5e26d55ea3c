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
  const svgNames = { crossing: 1, gauge: 1, terminal: 1, port: 1, station: 1, city: 1, town: 1, hub: 1, end: 1, closed: 1, road: 1, minor: 1 };

  /** The symbol of a kind of point; drawn by CSS (corridors.css, .sym-…). */
  const symbol = (kind) => element("i", `sym sym-${svgNames[kind] ? kind : "town"}`);

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
  function card(item, words) {
    const box = element("div", "pop");
    if (item.eyebrow) box.append(element("p", "pop-eyebrow", item.eyebrow));
    box.append(element("h3", "", item.title));
    if (item.also) box.append(element("p", "pop-also", item.also));
    const list = element("dl");
    (item.facts || []).forEach(([name, value]) => {
      list.append(element("dt", "", name), element("dd", "", value));
    });
    if (list.children.length) box.append(list);
    (item.sources || []).forEach((source) => {
      const line = element("p", "pop-source");
      line.append(`${words.source}: `, webLink(source.url, source.title) || source.title);
      if (source.date) line.append(`, ${source.date}`);
      box.append(line);
    });
    return box;
  }

  /** Show the places in sight, each as its letter for the present zoom says. */
  const Places = L.Layer.extend({
    initialize(places, { bands, shown, words }) {
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
      this._all.forEach((p) => show(p, this._shown(p.layer) ? p.bands[band] : " "));
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
      const live = Boolean(p.facts || p.sources || p.tip);
      const node = element(live ? "button" : "div", `place leaflet-zoom-animated place-${p.style}`);
      if (p.kind) node.append(symbol(p.kind));
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
      words.append(element("strong", "", p.title || p.text));
      (p.tip || []).forEach((line) => words.append(element("span", "", line)));
      tip.setContent(words).setLatLng(at);
      const open = () => this._map.openTooltip(tip), close = () => this._map.closeTooltip(tip);
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
      L.popup({ className: "pop-frame", maxWidth: 300, minWidth: 200, offset: [0, -4] })
        .setLatLng([p.lat, p.lon]).setContent(card({ ...p, title: p.title || p.text }, this._words)).openOn(this._map);
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

/* Cards and tools round the map: title, legend with switches, search, zoom, measure, full screen. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const PHONE_PX = 640;
  const { element } = C;

  const ICONS = {
    plus: "M8 3v10M3 8h10", minus: "M3 8h10", layers: "M8 2 14 5.5 8 9 2 5.5zM2.5 8.5 8 11.7l5.5-3.2M2.5 11.2 8 14.4l5.5-3.2",
    search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 14 14", close: "M4 4l8 8M12 4l-8 8",
    ruler: "M1.8 10.6 10.6 1.8l3.6 3.6-8.8 8.8zM4.6 7.8l1.6 1.6M6.7 5.7l2.2 2.2M8.8 3.6l1.6 1.6",
    full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10", home: "M2 8l6-5.5L14 8M4 6.8V13.5h8V6.8",
    chevron: "M4 6l4 4 4-4",
  };
  const icon = (name) => {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(ns, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  };
  const button = (name, title, act) => {
    const node = element("button", `tool tool-${name}`);
    node.type = "button";
    node.title = title;
    node.setAttribute("aria-label", title);
    node.append(icon(name));
    node.addEventListener("click", act);
    return node;
  };
  /** A block that keeps the map from taking its clicks and wheel turns. */
  const guard = (node) => {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return node;
  };
  const corner = (map, where, node) => {
    const control = L.control({ position: where });
    control.onAdd = () => guard(node);
    return control.addTo(map);
  };
  const narrow = () => window.innerWidth < PHONE_PX;

  /** Title, subtitle, search, and the routes with their legs. */
  function titleCard(state, routesBox) {
    const card = element("section", "card title-card");
    const words = element("div", "title-words");
    words.append(element("h1", "", state.title));
    if (state.subtitle) words.append(element("p", "", state.subtitle));
    card.append(words, routesBox);
    return card;
  }

  /** Legend whose rows switch what they name. */
  function legendCard(state, { isShown, toggle }) {
    const { words } = state, card = element("section", "card legend-card");
    const head = element("button", "card-head");
    head.type = "button";
    head.append(element("span", "", words.legend), icon("chevron"));
    const body = element("div", "legend-body");
    const setOpen = (open) => {
      card.classList.toggle("closed", !open);
      head.setAttribute("aria-expanded", String(open));
    };
    head.addEventListener("click", () => setOpen(card.classList.contains("closed")));
    const marks = [];
    state.legend.forEach((group) => body.append(legendGroup(group, { isShown, toggle, look: state.look, marks })));
    card.append(head, body);
    setOpen(!narrow());
    card.fold = () => setOpen(false);
    card.refresh = () => marks.forEach((mark) => mark());
    card.refresh();
    return card;
  }
  /** A group: its name switches all it has, the arrow shows its rows. */
  function legendGroup(group, tools) {
    const box = element("section", "legend-group"), head = element("div", "group-head"), rows = element("div", "group-rows");
    const layers = [...new Set(group.rows.map((row) => row.layer).filter(Boolean))];
    const all = element("button", "group-switch"), fold = button("chevron", group.title, () => open(rows.hidden));
    const open = (value) => {
      rows.hidden = !value;
      fold.setAttribute("aria-expanded", String(value));
    };
    const some = () => layers.some(tools.isShown);
    all.type = "button";
    all.append(element("span", "", group.title));
    all.addEventListener("click", () => {
      const value = !some();
      layers.forEach((layer) => tools.toggle(layer, value));
    });
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
  const legendRow = (row, { isShown, toggle, look, marks }) => {
    if (row.scale) return scaleRow(row, look.systems[row.scale]);
    const node = element(row.layer ? "button" : "div", "legend-row");
    node.append(swatch(row, look), element("span", "", row.title));
    if (!row.layer) return node;
    node.type = "button";
    marks.push(() => node.setAttribute("aria-pressed", String(isShown(row.layer))));
    node.addEventListener("click", () => toggle(row.layer));
    return node;
  };
  /** Sample widths with their amounts, as at middle scale. */
  function scaleRow(row, style) {
    const node = element("div", "legend-scale"), samples = element("div", "samples");
    row.samples.forEach((value) => {
      const sample = element("span", "sample"), line = element("i");
      line.style.height = `${Math.max(1, style.base_px + value * style.px_per_unit)}px`;
      line.style.background = style.colour;
      line.style.opacity = style.alpha;
      sample.append(line, element("b", "", value.toLocaleString("en").replace(/,/g, "\u202f")));
      samples.append(sample);
    });
    node.append(samples, element("small", "", row.title));
    return node;
  }
  /** A sample of a line or a symbol. */
  const swatch = (row, look) => {
    const box = element("span", "swatch");
    if (row.symbol) {
      box.append(C.symbol(row.symbol, row.colour));
      return box;
    }
    if (row.system) {
      box.append(systemSwatch(look.systems[row.system]));
      return box;
    }
    const line = element("i", `swatch-line line-${row.line}`);
    line.style.setProperty("--ink", row.colour);
    box.append(line);
    return box;
  };

  /** A line as the map draws it: its dashes, its core. */
  function systemSwatch(style) {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 26 12");
    svg.setAttribute("class", "swatch-svg");
    const draw = (colour, width, dash) => {
      const line = document.createElementNS(ns, "line");
      Object.entries({ x1: 1, x2: 25, y1: 6, y2: 6, stroke: colour, "stroke-width": width, "stroke-dasharray": dash.join(" "), "stroke-linecap": dash.length === 2 ? "round" : "butt" })
        .forEach(([k, v]) => line.setAttribute(k, v));
      svg.append(line);
    };
    const width = style.base_px + (style.samples[0] || 0) * style.px_per_unit;
    svg.style.opacity = style.alpha;
    draw(style.colour, Math.max(style.base_px ? width : 8, 1.6), style.dash);
    if (style.core) draw(style.core, Math.max(1, width - 1.9), []);
    return svg;
  }

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f'’ʻʼ`-]/g, "").toLowerCase();

  /** Search over every name of every place, in any script; a combobox with a list. */
  function searchCard(map, state, goTo) {
    const { words } = state, card = element("div", "card search-card");
    const input = element("input"), list = element("ul");
    Object.assign(input, { type: "search", placeholder: words.search, autocomplete: "off", spellcheck: false });
    Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-label": words.search, "aria-autocomplete": "list" })
      .forEach(([k, v]) => input.setAttribute(k, v));
    list.id = "found";
    list.setAttribute("role", "listbox");
    card.append(icon("search"), input, list);
    const index = state.places.filter((p) => p.names).map((p) => ({ p, keys: p.names.map(fold) }));
    let hits = [], at = 0;
    const rank = (keys, q) => Math.min(...keys.map((k) =>
      k === q ? 0 : k.startsWith(q) ? 1 : k.includes(` ${q}`) ? 2 : k.includes(q) ? 3 : 9));
    const close = () => {
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      hits = [];
    };
    const mark = () => [...list.children].forEach((node, i) => {
      node.setAttribute("aria-selected", String(i === at));
      if (i === at) input.setAttribute("aria-activedescendant", node.id);
    });
    const choose = (hit) => {
      input.value = hit.title || hit.text;
      close();
      goTo(hit);
    };
    const show = () => {
      const q = fold(input.value.trim());
      if (!q) return close();
      hits = index.map((e) => ({ p: e.p, r: rank(e.keys, q) })).filter((e) => e.r < 9)
        .sort((a, b) => a.r - b.r || a.p.rank - b.p.rank).slice(0, 7).map((e) => e.p);
      at = 0;
      list.replaceChildren(...hits.map((p, i) => {
        const row = element("li");
        row.id = `found-${i}`;
        row.setAttribute("role", "option");
        row.append(C.symbol(p.kind, p.colour), element("span", "", p.title || p.text));
        row.append(element("small", "", [p.also, p.eyebrow].filter(Boolean).join(" · ")));
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(p);
        });
        return row;
      }));
      if (!hits.length) list.replaceChildren(element("li", "none", words.nothing));
      input.setAttribute("aria-expanded", "true");
      return mark();
    };
    input.addEventListener("input", show);
    input.addEventListener("focus", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        at = (at + step + hits.length) % hits.length;
        mark();
      } else if (event.key === "Enter" && hits[at]) choose(hits[at]);
      else if (event.key === "Escape") close();
    });
    return card;
  }

  /** Length of the shortest line between two points on the WGS 84 ellipsoid, km (Andoyer–Lambert). */
  function geodesicKm(a, b) {
    const rad = Math.PI / 180, flat = 1 / 298.257223563, radius = 6378.137;
    const f = ((a.lat + b.lat) / 2) * rad, g = ((a.lat - b.lat) / 2) * rad, l = ((a.lng - b.lng) / 2) * rad;
    const sg = Math.sin(g) ** 2, cg = Math.cos(g) ** 2, sf = Math.sin(f) ** 2, cf = Math.cos(f) ** 2;
    const sl = Math.sin(l) ** 2, cl = Math.cos(l) ** 2;
    const s = sg * cl + cf * sl, c = cg * cl + sf * sl;
    if (!s || !c) return 0;
    const w = Math.atan(Math.sqrt(s / c)), r = Math.sqrt(s * c) / w;
    return 2 * w * radius * (1 + flat * (((3 * r - 1) / (2 * c)) * sf * cg - ((3 * r + 1) / (2 * s)) * cf * sg));
  }

  /** Click points, read the length of the line through them; Escape or the button ends it. */
  function measuring(map, words) {
    const points = [], line = L.polyline([], { color: "#1d2b36", weight: 2, dashArray: "1 6", interactive: false });
    const note = element("div", "card measure-card");
    note.setAttribute("role", "status");
    let on = false, tool = null;
    const total = () => points.slice(1).reduce((sum, p, i) => sum + geodesicKm(points[i], p), 0);
    const say = () => {
      const km = total();
      note.textContent = points.length < 2 ? words.measure_hint
        : `${km.toLocaleString(document.documentElement.lang, { maximumFractionDigits: km < 100 ? 1 : 0 })} km`;
      line.setLatLngs(points);
    };
    const add = (event) => {
      points.push(event.latlng.wrap ? event.latlng : L.latLng(event.latlng));
      say();
    };
    const stop = (event) => { if (event.key === "Escape") set(false); };
    function set(value) {
      on = value;
      tool.setAttribute("aria-pressed", String(on));
      map.getContainer().classList.toggle("measuring", on);
      map[on ? "on" : "off"]("click", add);
      document[on ? "addEventListener" : "removeEventListener"]("keydown", stop);
      if (on) {
        points.length = 0;
        map.doubleClickZoom.disable();
        line.addTo(map);
        map.getContainer().append(note);
        say();
      } else {
        map.doubleClickZoom.enable();
        line.remove();
        note.remove();
      }
    }
    tool = button("ruler", words.measure, () => set(!on));
    tool.setAttribute("aria-pressed", "false");
    return { tool, active: () => on, km: total };
  }

  /** Zoom, the whole map, measure, full screen. */
  function toolbar(map, words, home) {
    const bar = element("div", "toolbar"), measure = measuring(map, words), frame = map.getContainer();
    const zoom = element("div", "card tools"), rest = element("div", "card tools");
    zoom.append(button("plus", words.zoom_in, () => map.zoomIn(1)), button("minus", words.zoom_out, () => map.zoomOut(1)));
    rest.append(button("home", words.whole_map, home), measure.tool);
    if (document.fullscreenEnabled) {
      rest.append(button("full", words.full_screen, () =>
        (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen())));
    }
    bar.append(zoom, rest);
    return { bar, measure };
  }

  Object.assign(C, { corner, titleCard, legendCard, searchCard, toolbar, geodesicKm, narrow, swatch, guard });
})();

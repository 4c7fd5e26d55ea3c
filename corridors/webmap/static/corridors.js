/* The map's own script: data in, map on the page, and the one bridge to whoever shows the page.

   corridors.start(map, data)   draws everything; folium has made the Leaflet map
   corridors.apply(state)       {routes?, corridors?, view?, highlight?, layers?, year?, open?} -> repaint in place
   corridors.standing()         ids of the lines of the systems that the year shown has, by layer
   corridors.onYear = f         called with the year of the slider, null for today
   corridors.onLayers = f       called with the layers that differ from those shown at first
   corridors.onView = f         called with {lon, lat, zoom, bounds} when the view has changed
   corridors.onSelect = f       called with {route, leg} or null when a leg is chosen
   corridors.painted            a promise, kept when the first picture is complete
*/
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const { element } = C;

  const legCard = (route, leg) => ({
    eyebrow: route.title, title: leg.title, facts: leg.facts, sources: leg.sources,
  });

  /** Pointer over lines: tooltip, light, popup, choice. */
  function pointing(map, traffic, sheet, { busy, words, select, systems, year, relight }) {
    const tip = L.tooltip({ sticky: true, direction: "top", offset: [0, -10], className: "tip", opacity: 1 });
    let over = null, ask = 0;
    const find = (event) => {
      const at = event.layerPoint.subtract(sheet._bounds.min);
      return traffic.find(at.x, at.y);
    };
    const findSystem = (event) => {
      const scale = 2 ** map.getZoom(), { lat, lng } = event.latlng;
      return systems.find(C.worldX(lng), C.worldY(lat), scale);
    };
    const enterSystem = (line, latlng) => {
      const body = element("div"), told = [line.eyebrow, line.tip, C.carried(line, year(), words)].filter(Boolean);
      body.append(element("strong", "", line.title), ...told.map((text) => element("span", "", text)));
      tip.setContent(body).setLatLng(latlng);
      map.openTooltip(tip);
      map.getContainer().classList.add("on-line");
      relight(line.id);
    };
    const leave = () => {
      if (over) {
        over = null;
        traffic.light(C.chosen || null);
        sheet.repaint();
      }
      relight(null);
      map.closeTooltip(tip);
      map.getContainer().classList.remove("on-line");
    };
    const enter = (hit, latlng) => {
      const body = element("div");
      body.append(element("strong", "", hit.leg.title), element("span", "", hit.leg.tip));
      tip.setContent(body).setLatLng(latlng);
      map.openTooltip(tip);
      map.getContainer().classList.add("on-line");
      if (over && over.leg === hit.leg) return;
      over = hit;
      traffic.light({ route: hit.route.id, leg: hit.kind === "routes" ? hit.index : null });
      sheet.repaint();
    };
    map.on("mousemove", (event) => {
      cancelAnimationFrame(ask);
      ask = requestAnimationFrame(() => {
        if (busy() || map._animatingZoom) return;
        const over_label = event.originalEvent.target.closest && event.originalEvent.target.closest(".place,.leaflet-control");
        const hit = over_label ? null : find(event);
        const line = hit || over_label ? null : findSystem(event);
        if (hit) enter(hit, event.latlng);
        else if (line) enterSystem(line, event.latlng);
        else leave();
      });
    });
    map.on("mouseout movestart", leave);
    map.on("click", (event) => {
      if (busy()) return;
      const hit = find(event);
      select(hit);
      const line = hit ? null : findSystem(event);
      if (!hit && !line) return;
      const body = hit ? C.card(legCard(hit.route, hit.leg), words) : C.card(line, words, year());
      popup().setLatLng(event.latlng).setContent(body).openOn(map);
    });
  }

  /** Chosen routes as rows with a bar of their legs; a leg can be pointed at and chosen. */
  function routeList(box, routes, { heading, light, choose }) {
    box.replaceChildren(...routes.map((route) => {
      const row = element("article", "route");
      row.style.setProperty("--ink", route.colour);
      if (route.title !== heading) row.append(element("h2", "", route.title));
      row.append(element("p", "route-sum", route.summary));
      const bar = element("ol", "route-bar");
      route.legs.forEach((leg, i) => {
        const item = element("li"), part = element("button", `mode-${leg.mode}`);
        part.type = "button";
        part.title = `${leg.title}\n${leg.tip}`;
        part.setAttribute("aria-label", `${leg.title}, ${leg.tip}`);
        item.style.flexGrow = String(Math.max(leg.km, 1));
        part.append(element("span", "", leg.country));
        part.addEventListener("mouseenter", () => light({ route: route.id, leg: i }));
        part.addEventListener("focus", () => light({ route: route.id, leg: i }));
        part.addEventListener("mouseleave", () => light(null));
        part.addEventListener("blur", () => light(null));
        part.addEventListener("click", () => choose(route, i));
        item.append(part);
        bar.append(item);
      });
      row.append(bar);
      return row;
    }));
    box.hidden = !routes.length;
  }

  const PHONE_ZOOM = 2.75;
  /** A popup that keeps clear of the cards at the map's edges. */
  const popup = () => L.popup({
    className: "pop-frame", maxWidth: 320, minWidth: 220,
    autoPanPaddingTopLeft: C.narrow() ? [10, 70] : [400, 20], autoPanPaddingBottomRight: C.narrow() ? [10, 120] : [80, 90],
  });
  const boundsOf = (view) => L.latLngBounds([view.bounds[1], view.bounds[0]], [view.bounds[3], view.bounds[2]]);
  function show(map, view, animate) {
    if (!view) return;
    if (view.bounds) {
      const bounds = boundsOf(view), small = C.narrow();
      const fit = map.getBoundsZoom(bounds, false, L.point(small ? [60, 150] : view.cover ? [40, 40] : [130, 90]));
      map.setView(bounds.getCenter(), small && view.cover ? Math.max(fit, PHONE_ZOOM) : fit, { animate });
    } else map.setView([view.lat, view.lon], view.zoom, { animate });
  }

  function panes(map) {
    [["ground", 150], ["systems", 300], ["traffic", 350], ["places", 620]].forEach(([name, z]) => {
      map.createPane(name).style.zIndex = z;
    });
    map.getPane("tooltipPane").style.zIndex = 680;
    map.getPane("popupPane").style.zIndex = 700;
  }

  /** Online tiles: only there when asked for and when there is a line. */
  function onlineTiles(map, state, toggleGround) {
    return (state.tiles || []).map((tile) => L.tileLayer(tile.url, { attribution: tile.credit, maxZoom: 19 })
      .on("add", () => toggleGround(false)).on("remove", () => toggleGround(true)));
  }

  /** Draw the page. */
  C.start = (map, data) => {
    const { state, base } = data, { look, words } = state;
    const hidden = new Set(state.hidden || []), atFirst = new Set(hidden);
    const shown = (layer) => !hidden.has(layer);
    let now = state.year === undefined ? null : state.year;
    const year = () => now, when = { shown, year };
    panes(map);
    const ground = C.ground(base, look, when), traffic = C.traffic(look, when);
    const systems = C.systems(data.systems || { digits: 3, lines: [], sources: [], areas: [] }, look, when);
    const systemSheet = new C.Sheet((ctx, f) => systems.paint(ctx, f), { pane: "systems" }).addTo(map);
    const groundSheet = new C.Sheet((ctx, f) => ground.paint(ctx, f), { pane: "ground" }).addTo(map);
    const trafficSheet = new C.Sheet((ctx, f) => traffic.paint(ctx, f), { pane: "traffic" }).addTo(map);
    const places = new C.Places(state.places, { bands: state.bands, shown, words, year }).addTo(map);
    const repaint = () => {
      groundSheet.repaint();
      systemSheet.repaint();
      trafficSheet.repaint();
      places.refresh();
    };
    const relight = (id) => {
      if (C.litLine === id) return;
      C.litLine = id;
      systems.light(id);
      systemSheet.repaint();
    };
    const changed = () => {
      const differ = [...new Set([...hidden, ...atFirst])].filter((l) => hidden.has(l) !== atFirst.has(l));
      if (C.onLayers) C.onLayers(Object.fromEntries(differ.map((l) => [l, shown(l)])));
    };
    const toggle = (layer, value) => {
      const hide = value === undefined ? shown(layer) : !value;
      hidden[hide ? "add" : "delete"](layer);
      legend.refresh();
      repaint();
      changed();
    };
    const setYear = (value) => {
      now = value;
      map.closePopup();
      repaint();
      presets.refresh();
      performance.mark(`corridors-year-${value === null ? "today" : value}`);
      if (C.onYear) C.onYear(value);
    };
    const light = (value) => {
      traffic.light(value || C.chosen || null);
      trafficSheet.repaint();
    };
    const select = (hit) => {
      C.chosen = hit ? { route: hit.route.id, leg: hit.kind === "routes" ? hit.index : null } : null;
      light(C.chosen);
      if (C.onSelect) C.onSelect(C.chosen);
    };
    const choose = (route, i) => {
      select({ route, kind: "routes", index: i });
      show(map, { bounds: route.legs[i].bounds }, true);
    };
    const routesBox = element("div", "routes");

    /** Change what is shown; what is not named stays as it is. */
    C.apply = (change) => {
      if (change.corridors) traffic.set("corridors", change.corridors);
      if (change.routes) {
        const routes = traffic.set("routes", change.routes);
        places.setExtra(change.routes.points || []);
        routeList(routesBox, routes, { heading: state.title, light, choose });
      }
      if ("highlight" in change) {
        C.chosen = change.highlight;
        traffic.light(change.highlight);
      }
      if (change.layers) Object.entries(change.layers).forEach(([layer, value]) => hidden[value ? "delete" : "add"](layer));
      if ("year" in change) {
        now = change.year;
        slider.show(now);
      }
      if (change.layers) legend.refresh();
      if (change.view) show(map, change.view, false);
      repaint();
      if (change.open) openById(change.open);
    };
    C.standing = systems.standing;
    C.year = year;
    /** Open the card of a mark or a line by its id. */
    const openById = (id) => {
      const place = places.find(id), line = systems.get(id);
      if (place) places.open(place);
      else if (line) {
        const xy = line.parts[0].xy, middle = 2 * Math.floor(xy.length / 4);
        const scale = 2 ** map.getZoom(), at = map.unproject([xy[middle] * scale, xy[middle + 1] * scale]);
        popup().setLatLng(at).setContent(C.card(line, words, now)).openOn(map);
      }
    };

    const home = () => show(map, state.view, true);
    const goTo = (place) => {
      map.setView([place.lat, place.lon], Math.max(map.getZoom(), place.zoom || 8), { animate: false });
      if (place.layer && !shown(place.layer)) toggle(place.layer, true);
      if (place.facts) places.open(place);
    };
    const slider = C.yearCard(state.years, words, setYear);
    const presets = C.presetCard(state.presets, state.places, {
      words, toggle, folded: () => legend.fold(), go: (view) => show(map, view, true), stands: (p) => C.stands(p, now),
      open: (place) => {
        map.setView([place.lat, place.lon], Math.max(map.getZoom(), 11.5), { animate: false });
        places.open(place);
      },
    });
    const card = C.titleCard(state, routesBox);
    C.corner(map, "topleft", card);
    C.corner(map, "topright", C.searchCard(map, state, goTo));
    const tools = C.toolbar(map, words, home);
    C.corner(map, "topright", tools.bar);
    const legend = C.legendCard(state, { isShown: shown, toggle });
    C.corner(map, "bottomleft", legend);
    C.corner(map, "topleft", presets.card);
    const stack = new ResizeObserver(() => {
      const foot = C.narrow() ? presets.card.offsetTop + presets.row.offsetHeight + 8 : card.offsetTop + card.offsetHeight;
      map.getContainer().style.setProperty("--title-foot", `${foot}px`);
    });
    [card, presets.card].forEach((node) => stack.observe(node));
    map.getContainer().append(C.guard(slider.card));
    slider.show(now);
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 110 }).addTo(map);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(C.escape(words.credit));
    const credit = map.attributionControl.getContainer();
    credit.tabIndex = 0;
    credit.addEventListener("click", () => credit.classList.toggle("open"));
    const tiles = onlineTiles(map, state, (on) => {
      groundSheet.getPane().style.opacity = on ? 1 : 0;
    });
    if (tiles.length && navigator.onLine) {
      const named = Object.fromEntries(tiles.map((layer, i) => [C.escape(state.tiles[i].title), layer]));
      L.control.layers(null, named, { position: "topright" }).addTo(map);
    }
    pointing(map, traffic, trafficSheet, { busy: tools.measure.active, words, select, systems, year, relight });
    map.on("moveend", () => {
      if (!C.onView) return;
      const c = map.getCenter(), b = map.getBounds();
      C.onView({ lon: c.lng, lat: c.lat, zoom: map.getZoom(), bounds: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] });
    });
    show(map, state.view, false);
    C.apply({ corridors: state.corridors, routes: state.routes });
    Object.assign(C, { map, measure: tools.measure });
    C.painted = Promise.all([ground.loadRelief(), document.fonts.ready]).then(() => {
      repaint();
      document.documentElement.dataset.painted = "yes";
      performance.mark("corridors-painted");
    });
    return C.painted;
  };

  C.popup = popup;

  C.escape = (text) => {
    const node = element("span", "", text);
    return node.innerHTML;
  };

  /** Read the data in the page, or fetch it from beside the page. */
  C.load = async (map) => {
    const read = async (name) => {
      const node = document.getElementById(`corridors-${name}`);
      if (!node.dataset.href) return JSON.parse(node.textContent);
      return (await fetch(node.dataset.href)).json();
    };
    const [base, systems, state] = await Promise.all(["base", "systems", "state"].map(read));
    return C.start(map, { base, systems, state });
  };
})();

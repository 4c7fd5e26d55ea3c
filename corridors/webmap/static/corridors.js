/* The map's own script: data in, map on the page, and the one bridge to whoever shows the page.

   corridors.start(map, data)   draws everything; folium has made the Leaflet map
   corridors.apply(state)       {routes?, corridors?, view?, highlight?, layers?} -> repaint in place
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
  function pointing(map, traffic, sheet, { busy, words, select }) {
    const tip = L.tooltip({ sticky: true, direction: "top", offset: [0, -10], className: "tip", opacity: 1 });
    let over = null, ask = 0;
    const find = (event) => {
      const at = event.layerPoint.subtract(sheet._bounds.min);
      return traffic.find(at.x, at.y);
    };
    const leave = () => {
      if (over) {
        over = null;
        traffic.light(C.chosen || null);
        sheet.repaint();
      }
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
        if (hit) enter(hit, event.latlng);
        else leave();
      });
    });
    map.on("mouseout movestart", leave);
    map.on("click", (event) => {
      if (busy()) return;
      const hit = find(event);
      select(hit);
      if (!hit) return;
      L.popup({ className: "pop-frame", maxWidth: 300, minWidth: 200 }).setLatLng(event.latlng)
        .setContent(C.card(legCard(hit.route, hit.leg), words)).openOn(map);
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
    [["ground", 150], ["traffic", 350], ["places", 620]].forEach(([name, z]) => {
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
    const hidden = new Set(state.hidden || []);
    const shown = (layer) => !hidden.has(layer);
    panes(map);
    const ground = C.ground(base, look, shown), traffic = C.traffic(look, shown);
    const groundSheet = new C.Sheet((ctx, f) => ground.paint(ctx, f), { pane: "ground" }).addTo(map);
    const trafficSheet = new C.Sheet((ctx, f) => traffic.paint(ctx, f), { pane: "traffic" }).addTo(map);
    const places = new C.Places(state.places, { bands: state.bands, shown, words }).addTo(map);
    const repaint = () => {
      groundSheet.repaint();
      trafficSheet.repaint();
      places.refresh();
    };
    const toggle = (layer, value) => {
      const hide = value === undefined ? shown(layer) : !value;
      hidden[hide ? "add" : "delete"](layer);
      repaint();
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
      if (change.view) show(map, change.view, false);
      repaint();
    };

    const home = () => show(map, state.view, true);
    const goTo = (place) => {
      map.setView([place.lat, place.lon], Math.max(map.getZoom(), place.zoom || 8), { animate: false });
      if (place.facts) places.open(place);
    };
    const card = C.titleCard(state, routesBox);
    C.corner(map, "topleft", card);
    new ResizeObserver(() => {
      map.getContainer().style.setProperty("--title-foot", `${card.offsetTop + card.offsetHeight}px`);
    }).observe(card);
    C.corner(map, "topright", C.searchCard(map, state, goTo));
    const tools = C.toolbar(map, words, home);
    C.corner(map, "topright", tools.bar);
    C.corner(map, "bottomleft", C.legendCard(state, { isShown: shown, toggle }));
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
    pointing(map, traffic, trafficSheet, { busy: tools.measure.active, words, select });
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
    const [base, state] = await Promise.all([read("base"), read("state")]);
    return C.start(map, { base, state });
  };
})();

/* Between Streamlit and the map in this frame: routes and views come in, what the reader asks for goes out.
   Panning and zooming never reach Python: the view is written into the address of the page alone. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const send = (type, data) => window.parent.postMessage({ isStreamlitMessage: true, type, ...data }, "*");
  const started = new Promise((done) => {
    const start = C.start;
    C.start = (...given) => {
      const painted = start(...given);
      done(painted);
      return painted;
    };
  });
  let last = null, touched = false, words = {};

  ["pointerdown", "wheel", "keydown"].forEach((name) =>
    document.addEventListener(name, () => { touched = true; }, { capture: true, passive: true }));

  /** On the page Learn the plain arrow keys step through the story; with Shift they move the map. */
  document.addEventListener("keydown", (event) => {
    const { key, target } = event, changed = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
    if (document.documentElement.dataset.page !== "learn" || changed || !/^Arrow(Left|Right)$/.test(key)) return;
    if (target.closest?.("input, textarea, select, [contenteditable], [role=slider]")) return;
    event.stopPropagation();
    event.preventDefault();
    window.parent.postMessage({ type: "corridors:key", key }, "*");
  }, { capture: true });

  /** Put what is shown into the page's address, without a step in the history; empty texts go away. */
  const noted = {};
  let timer = 0;
  function note(change) {
    if (!touched) return;
    Object.assign(noted, change);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const page = window.parent, url = new URL(page.location.href);
      Object.keys(noted).forEach((name) => url.searchParams.delete(name));
      const told = Object.entries(noted).filter(([, text]) => text).map(([name, text]) => `${name}=${text}`);
      const query = [url.searchParams.toString(), ...told].filter(Boolean).join("&");
      page.history.replaceState(page.history.state, "", query ? `${url.pathname}?${query}` : url.pathname);
    }, 250);
  }
  const noteView = ({ lon, lat, zoom }) => {
    const digits = zoom > 9 ? 4 : 3;
    note({ view: `${lon.toFixed(digits)},${lat.toFixed(digits)},${Number(zoom.toFixed(2))}` });
  };
  const noteLayers = (differ) => {
    const named = (wanted) => Object.keys(differ).filter((layer) => differ[layer] === wanted).join(",");
    note({ on: named(true), off: named(false) });
  };

  const ask = (what, at, name) => send("streamlit:setComponentValue", {
    dataType: "json", value: { what, lon: at.lng, lat: at.lat, name: name || "", n: Date.now() },
  });

  /** The buttons under a popup: a route from here, to here, by way of here. */
  function actions(map, at, name) {
    const row = document.createElement("div");
    row.className = "pop-actions";
    Object.entries(words).forEach(([what, text]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", () => {
        map.closePopup();
        ask(what, at.wrap(), name);
      });
      row.append(button);
    });
    return row;
  }

  function offer(map) {
    map.on("popupopen", ({ popup }) => {
      const body = popup.getElement().querySelector(".pop");
      if (!body || body.querySelector(".pop-actions")) return;
      const title = body.querySelector("h3");
      body.append(actions(map, popup.getLatLng(), title ? title.textContent : ""));
      popup.update();
    });
    map.on("contextmenu", ({ latlng }) => {
      const body = document.createElement("div"), title = document.createElement("h3"), at = latlng.wrap();
      body.className = "pop";
      title.textContent = `${at.lng.toFixed(3)}, ${at.lat.toFixed(3)}`;
      body.append(title);
      L.popup({ className: "pop-frame", maxWidth: 300 }).setLatLng(latlng).setContent(body).openOn(map);
    });
  }

  /** Show what Python says, when it says something new; the view stays unless it names one. */
  async function render(args) {
    words = args.words || {};
    await started;
    if (args.stamp !== last) {
      last = args.stamp;
      touched = false;
      clearTimeout(timer);
      Object.keys(noted).forEach((name) => delete noted[name]);
      C.map.closePopup();
      C.apply({ ...args.state, highlight: null });
    }
    document.documentElement.dataset.shown = args.stamp;
    performance.mark(`corridors-shown-${args.stamp}`);
  }

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
    render(event.data.args);
  });
  started.then(() => {
    C.onView = noteView;
    C.onYear = (year) => note({ year: year === null ? "" : String(year) });
    C.onLayers = noteLayers;
    const legend = document.querySelector(":is([data-page=plan], [data-page=learn]) .legend-card:not(.closed) .card-head");
    if (legend) legend.click();
    offer(C.map);
  });
  /* Said again until an answer comes: on a busy machine the page may not be listening yet. */
  const hello = () => send("streamlit:componentReady", { apiVersion: 1 });
  const again = setInterval(() => (last === null ? hello() : clearInterval(again)), 1000);
  hello();
})();

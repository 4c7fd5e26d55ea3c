/* The years: a slider from the first to the last, and today at its end; playing steps through them. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const { element } = C, STEP_MS = 900;

  /** The card with the slider; `set` is told each new year, null for today. */
  function yearCard([first, last], words, set) {
    const card = element("section", "card year-card"), input = element("input"), now = element("output", "year-now");
    const play = element("button", "year-play");
    const ends = element("div", "year-ends");
    let timer = 0;
    Object.assign(input, { type: "range", min: first, max: last + 1, step: 1, value: last + 1 });
    input.setAttribute("aria-label", words.year);
    play.type = "button";
    const read = () => (Number(input.value) > last ? null : Number(input.value));
    const say = () => {
      const year = read(), text = year === null ? words.today : String(year);
      now.textContent = text;
      input.setAttribute("aria-valuetext", text);
      input.style.setProperty("--at", `${((input.value - first) / (last + 1 - first)) * 100}%`);
    };
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      play.textContent = "▶";
      play.title = words.play;
      play.setAttribute("aria-label", words.play);
    };
    const step = () => {
      input.value = Number(input.value) + 1;
      say();
      set(read());
      if (read() === null) stop();
    };
    play.addEventListener("click", () => {
      if (timer) return stop();
      if (read() === null) {
        input.value = first;
        say();
        set(first);
      }
      timer = setInterval(step, STEP_MS);
      play.textContent = "❚❚";
      play.title = words.pause;
      play.setAttribute("aria-label", words.pause);
      return undefined;
    });
    input.addEventListener("input", () => {
      stop();
      say();
      set(read());
    });
    ["keydown", "keyup"].forEach((name) => input.addEventListener(name, (event) => event.stopPropagation()));
    ends.append(element("span", "", String(first)), element("span", "", words.today));
    const track = element("div", "year-track");
    track.append(input, ends);
    card.append(play, now, track);
    const show = (year) => {
      input.value = year === null || year === undefined ? last + 1 : year;
      say();
    };
    stop();
    show(null);
    return { card, show };
  }

  /** Named views, and the list of sites that the close-up opens. */
  function presetCard(presets, places, { words, folded, go, toggle, open, stands }) {
    const card = element("section", "card preset-card"), list = element("ol", "site-list");
    const row = element("div", "preset-row");
    const foot = element("p", "site-note", (presets.find((p) => p.note) || {}).note || "");
    list.hidden = true;
    foot.hidden = true;
    const sites = (layer) => places.filter((p) => p.layer === layer && p.title)
      .sort((a, b) => (a.since || 9999) - (b.since || 9999) || (a.title < b.title ? -1 : 1));
    const hide = () => {
      list.hidden = true;
      foot.hidden = true;
      row.querySelectorAll("[aria-expanded]").forEach((b) => b.setAttribute("aria-expanded", "false"));
    };
    const fill = (layer) => list.replaceChildren(...sites(layer).map((place) => {
      const item = element("li"), button = element("button", stands(place) ? "" : "later");
      button.type = "button";
      const sign = element("span", "sign");
      sign.append(C.symbol(place.kind, place.colour));
      button.append(sign, element("span", "", place.title.split(" (")[0]),
        element("small", "", place.since ? String(place.since) : ""));
      button.addEventListener("click", () => {
        if (C.narrow()) hide();
        open(place);
      });
      item.append(button);
      return item;
    }));
    presets.forEach((preset) => {
      const button = element("button", "preset", preset.title);
      button.type = "button";
      if (preset.sites) button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", () => {
        const opening = Boolean(preset.sites) && list.hidden;
        list.hidden = !opening;
        foot.hidden = !opening;
        row.querySelectorAll("[aria-expanded]").forEach((b) => b.setAttribute("aria-expanded", String(opening)));
        if (preset.sites && !opening) return;
        if (preset.sites) {
          folded();
          toggle(preset.sites, true);
          fill(preset.sites);
        }
        go({ bounds: preset.bounds });
      });
      row.append(button);
    });
    card.append(row, list, foot);
    const refresh = () => {
      const layer = (presets.find((p) => p.sites) || {}).sites;
      if (layer && !list.hidden) fill(layer);
    };
    return { card, row, refresh, words };
  }

  Object.assign(C, { yearCard, presetCard });
})();

/* Named views, and the list of sites that the close-up opens. */
import { element, narrow, textButton } from "./dom.js";
import { symbol } from "./symbols.js";

const UNKNOWN_YEAR = 9999;

const byYearAndTitle = (a, b) =>
  (a.since || UNKNOWN_YEAR) - (b.since || UNKNOWN_YEAR) || (a.title < b.title ? -1 : 1);

/** The row of views. What they do is the owner's: {folded, go, toggle, open, resized, stands}. */
export class PresetCard {
  constructor(presets, places, acts) {
    Object.assign(this, { places, acts, layer: (presets.find((p) => p.sites) || {}).sites });
    this.card = element("section", "card preset-card");
    this.row = element("div", "preset-row");
    this.list = element("ol", "site-list");
    this.foot = element("p", "site-note", (presets.find((p) => p.note) || {}).note || "");
    this.row.append(...presets.map((preset) => this.presetButton(preset)));
    this.setOpen(false);
    this.card.append(this.row, this.list, this.foot);
  }

  setOpen(open) {
    this.list.hidden = !open;
    this.foot.hidden = !open;
    this.row.querySelectorAll("[aria-expanded]").forEach((b) => b.setAttribute("aria-expanded", String(open)));
    this.acts.resized();
  }

  presetButton(preset) {
    const button = textButton("preset", preset.title, () => this.choose(preset));
    if (preset.sites) button.setAttribute("aria-expanded", "false");
    return button;
  }

  /** Go to a view; one with sites opens their list, and closes it when chosen again. */
  choose(preset) {
    const opening = Boolean(preset.sites) && this.list.hidden;
    this.setOpen(opening);
    if (preset.sites && !opening) return;
    if (preset.sites) {
      this.acts.folded();
      this.acts.toggle(preset.sites, true);
      this.fill(preset.sites);
    }
    const bounds = (narrow() && preset.narrow) || preset.bounds;
    this.acts.go({ bounds, listed: Boolean(preset.sites) });
  }

  fill(layer) {
    const sites = this.places.filter((p) => p.layer === layer && p.title).sort(byYearAndTitle);
    this.list.replaceChildren(...sites.map((place) => this.siteRow(place)));
  }

  siteRow(place) {
    const item = element("li"), sign = element("span", "sign");
    const button = textButton(this.acts.stands(place) ? "" : "later", undefined, () => {
      if (narrow()) this.setOpen(false);
      this.acts.open(place);
    });
    sign.append(symbol(place.kind, place.colour));
    button.append(sign, element("span", "", place.title.split(" (")[0]),
      element("small", "", place.since ? String(place.since) : ""));
    item.append(button);
    return item;
  }

  /** Say anew which sites stand, when their list is open. */
  refresh() {
    if (this.layer && !this.list.hidden) this.fill(this.layer);
  }
}

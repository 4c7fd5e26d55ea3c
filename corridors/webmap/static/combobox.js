/* An input with a list under it, worked by keys and pointer; what is found and what a choice does is the owner's. */
import { element, setAttributes } from "./dom.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** The place in a list after a step, round its ends. */
export const stepped = (at, step, count) => (at + step + count) % count;

/** Whether a key belongs to an input method that is still composing. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

export class Combobox {
  /** `row(hit)` gives the parts of a row; `choose(hit, index)` takes it; `enter` and `escape` may do otherwise. */
  constructor({ input, list, row, choose, enter, escape }) {
    Object.assign(this, { input, list, row, choose, hits: [], at: 0 });
    this.enter = enter || (() => this.hits[this.at] && this.choose(this.hits[this.at], this.at));
    this.escape = escape || (() => this.close());
    list.setAttribute("role", "listbox");
    setAttributes(input, {
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
    });
    input.addEventListener("keydown", (event) => this.key(event));
  }

  /** Handle a key; arrows wrap round, Enter chooses, Escape closes. */
  key(event) {
    if (composing(event)) return;
    if (event.key in STEPS && this.hits.length) {
      event.preventDefault();
      this.at = stepped(this.at, STEPS[event.key], this.hits.length);
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.enter();
    } else if (event.key === "Escape") this.escape();
  }

  /** Show what was found, or the words that nothing was. */
  show(hits, nothing) {
    this.hits = hits;
    this.at = 0;
    this.list.replaceChildren(...hits.map((hit, i) => this.rowOf(hit, i)));
    if (!hits.length) this.list.append(element("li", "none", nothing));
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.mark();
  }

  rowOf(hit, i) {
    const node = setAttributes(element("li"), { role: "option" });
    node.id = `${this.list.id}-${i}`;
    node.append(...this.row(hit));
    node.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(hit, i);
    });
    return node;
  }

  /** Mark the row that Enter would take. */
  mark() {
    const { input, list } = this;
    if (!this.hits.length) return input.removeAttribute("aria-activedescendant");
    [...list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.at)));
    input.setAttribute("aria-activedescendant", `${list.id}-${this.at}`);
    list.children[this.at].scrollIntoView({ block: "nearest" });
    return undefined;
  }

  close() {
    this.hits = [];
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

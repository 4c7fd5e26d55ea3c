/* A box for a place: type in any script, choose from what comes back, or press Enter on what was typed.
   Python is told "typed" (the text so far); what is chosen ({part} and {text} | {pick, typed} | {remove})
   goes out as an event that wire.js hands on. */
const WAIT_MS = 90;

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

class Box {
  constructor(root) {
    this.root = root;
    this.field = make("div", "field");
    this.chips = make("ul", "chips");
    this.input = make("input");
    this.clear = make("button", "clear", "×");
    this.list = make("ul", "found");
    this.label = make("label");
    this.foot = make("p", "foot");
    this.foot.id = "foot";
    this.clear.type = "button";
    this.list.id = "found";
    this.list.setAttribute("role", "listbox");
    Object.assign(this.input, { type: "text", id: "input", autocomplete: "off", spellcheck: false, enterKeyHint: "done" });
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false", "aria-describedby": "foot" })
      .forEach(([k, v]) => this.input.setAttribute(k, v));
    this.label.htmlFor = "input";
    this.field.append(this.chips, this.input, this.clear);
    root.querySelector(".box").append(this.label, this.field, this.list, this.foot);
    this.at = 0;
    this.hits = [];
    this.shown = "";
    this.listen();
  }

  listen() {
    const { input } = this;
    input.addEventListener("input", () => {
      clearTimeout(this.timer);
      if (!input.value.trim()) return this.close();
      this.timer = setTimeout(() => this.send("typed", input.value.trim()), WAIT_MS);
      return undefined;
    });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("mousedown", (event) => {
      if (event.target !== this.field && event.target !== this.chips) return;
      event.preventDefault();
      input.focus();
    });
    this.clear.addEventListener("mousedown", (event) => event.preventDefault());
    this.clear.addEventListener("click", () => {
      input.value = "";
      this.choose({ text: "" });
      input.focus();
    });
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.take();
    } else if (event.key === "Escape") {
      this.input.value = this.data.multiple ? "" : this.data.value;
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.hits.length) return;
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.hits.length) % this.hits.length;
      this.mark();
    } else if (event.key === "Backspace" && this.data.multiple && !this.input.value && this.data.values.length) {
      this.choose({ remove: this.data.values.length - 1 });
    }
  }

  /** Enter: the marked suggestion if it answers what stands in the box, else the text itself. */
  take() {
    const text = this.input.value.trim();
    if (this.hits.length && this.data.typed === text) this.choose({ pick: this.at, typed: text });
    else if (text || !this.data.multiple) this.choose({ text });
  }

  leave() {
    const text = this.input.value.trim();
    this.close();
    if (text === (this.data.multiple ? "" : this.data.value)) return;
    if (text || !this.data.multiple) this.choose({ text });
  }

  choose(what) {
    clearTimeout(this.timer);
    this.close();
    if (this.data.multiple) this.input.value = "";
    else if (what.pick !== undefined) this.input.value = this.data.suggestions[what.pick].name;
    else this.input.value = what.text;
    this.data.value = this.shown = this.data.multiple ? "" : this.input.value;
    this.field.classList.add("busy");
    document.dispatchEvent(new CustomEvent("corridors:chosen", { detail: { part: this.data.part, ...what } }));
  }

  close() {
    this.hits = [];
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark() {
    [...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.at)));
    this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  /** New data from Python; what is being typed stays. */
  update(data, send) {
    this.send = send;
    this.data = data;
    const asking = this.root.activeElement === this.input && this.input.value.trim() && data.typed === this.input.value.trim();
    this.label.textContent = data.label;
    this.input.placeholder = data.values.length ? data.more : data.placeholder;
    this.field.classList.toggle("wrong", Boolean(data.wrong));
    this.field.classList.toggle("many", Boolean(data.multiple));
    this.input.setAttribute("aria-invalid", String(Boolean(data.wrong)));
    this.foot.textContent = data.foot;
    this.foot.classList.toggle("wrong", Boolean(data.wrong));
    this.clear.setAttribute("aria-label", data.clear);
    this.clear.title = data.clear;
    this.clear.hidden = data.multiple || !data.value;
    this.showChips(data);
    if (asking) this.showHits(data);
    else {
      this.field.classList.remove("busy");
      const editing = this.root.activeElement === this.input && this.input.value !== this.shown;
      if (!editing) this.input.value = data.value;
      this.shown = data.value;
    }
  }

  showChips({ values, remove }) {
    this.chips.replaceChildren(...values.map((value, i) => {
      const chip = make("li", "chip", value), cross = make("button", "", "×");
      cross.type = "button";
      cross.setAttribute("aria-label", `${remove} ${value}`);
      cross.addEventListener("mousedown", (event) => event.preventDefault());
      cross.addEventListener("click", () => this.choose({ remove: i }));
      chip.append(cross);
      return chip;
    }));
    this.chips.hidden = !values.length;
  }

  showHits({ suggestions, nothing }) {
    this.hits = suggestions;
    this.at = 0;
    this.list.replaceChildren(...suggestions.map((hit, i) => {
      const row = make("li", "", ""), name = make("span", "name", hit.name);
      row.id = `found-${i}`;
      row.setAttribute("role", "option");
      row.append(make("i", `kind kind-${hit.kind}`), name, make("small", "", hit.detail));
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.choose({ pick: i, typed: this.data.typed });
        this.input.blur();
      });
      return row;
    }));
    if (!suggestions.length) {
      this.list.append(make("li", "none", nothing));
      return;
    }
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }
}

export default function place({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".box").getRootNode();
  if (!parentElement.placeBox) parentElement.placeBox = new Box(root);
  parentElement.placeBox.update({ ...data }, setTriggerValue);
}

/* A box for a place: type in any script, choose from what comes back, or press Enter on what was typed.
   Python is told "typed" (the text so far); what is chosen ({part} and {text} | {pick, typed} | {remove})
   goes out as an event that wire.js hands on. */
import { Combobox, composing } from "../../webmap/static/combobox.js";
import { element, setAttributes, textButton } from "../../webmap/static/dom.js";

const WAIT_MS = 90;

class Box {
  constructor(root) {
    this.root = root;
    this.field = element("div", "field");
    this.chips = element("ul", "chips");
    this.input = element("input");
    this.clear = textButton("clear", "×");
    this.label = element("label");
    this.foot = element("p", "foot");
    this.foot.id = "foot";
    const list = element("ul", "found"), { input } = this;
    list.id = "found";
    Object.assign(input, { type: "text", id: "input", autocomplete: "off", spellcheck: false, enterKeyHint: "done" });
    input.setAttribute("aria-describedby", "foot");
    this.found = new Combobox({
      input, list,
      row: (hit) => [element("i", `kind kind-${hit.kind}`), element("span", "name", hit.name), element("small", "", hit.detail)],
      choose: (_, i) => {
        this.choose({ pick: i, typed: this.data.typed });
        input.blur();
      },
      enter: () => this.take(),
      escape: () => {
        input.value = this.data.multiple ? "" : this.data.value;
        this.found.close();
      },
    });
    this.label.htmlFor = "input";
    this.field.append(this.chips, input, this.clear);
    root.querySelector(".box").append(this.label, this.field, list, this.foot);
    this.shown = "";
    this.listen();
  }

  listen() {
    const { input } = this;
    input.addEventListener("input", () => {
      clearTimeout(this.timer);
      if (!input.value.trim()) return this.found.close();
      this.timer = setTimeout(() => this.send("typed", input.value.trim()), WAIT_MS);
      return undefined;
    });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("keydown", (event) => this.erase(event));
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

  /** Backspace in an empty box takes the last of many back. */
  erase(event) {
    const { multiple, values } = this.data;
    if (event.key !== "Backspace" || composing(event)) return;
    if (multiple && !this.input.value && values.length) this.choose({ remove: values.length - 1 });
  }

  /** Enter: the marked suggestion if it answers what stands in the box, else the text itself. */
  take() {
    const text = this.input.value.trim();
    const { hits, at } = this.found;
    if (hits.length && this.data.typed === text) this.choose({ pick: at, typed: text });
    else if (text || !this.data.multiple) this.choose({ text });
  }

  leave() {
    const text = this.input.value.trim();
    this.found.close();
    if (text === (this.data.multiple ? "" : this.data.value)) return;
    if (text || !this.data.multiple) this.choose({ text });
  }

  choose(what) {
    clearTimeout(this.timer);
    this.found.close();
    if (this.data.multiple) this.input.value = "";
    else if (what.pick !== undefined) this.input.value = this.data.suggestions[what.pick].name;
    else this.input.value = what.text;
    this.data.value = this.shown = this.data.multiple ? "" : this.input.value;
    this.field.classList.add("busy");
    document.dispatchEvent(new CustomEvent("corridors:chosen", { detail: { part: this.data.part, ...what } }));
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
    setAttributes(this.clear, { "aria-label": data.clear, title: data.clear });
    this.clear.hidden = data.multiple || !data.value;
    this.showChips(data);
    if (asking) this.found.show(data.suggestions, data.nothing);
    else {
      this.field.classList.remove("busy");
      const editing = this.root.activeElement === this.input && this.input.value !== this.shown;
      if (!editing) this.input.value = data.value;
      this.shown = data.value;
    }
  }

  showChips({ values, remove }) {
    this.chips.replaceChildren(...values.map((value, i) => {
      const chip = element("li", "chip", value), cross = textButton("", "×", () => this.choose({ remove: i }));
      cross.setAttribute("aria-label", `${remove} ${value}`);
      cross.addEventListener("mousedown", (event) => event.preventDefault());
      chip.append(cross);
      return chip;
    }));
    this.chips.hidden = !values.length;
  }
}

export default function place({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".box").getRootNode();
  if (!parentElement.placeBox) parentElement.placeBox = new Box(root);
  parentElement.placeBox.update({ ...data }, setTriggerValue);
}

/* As much of a page as the scripts' parts need: elements that hold texts, attributes, listeners and children. */
class FakeElement {
  constructor(tag) {
    Object.assign(this, { tag, children: [], attributes: {}, listeners: {}, className: "", value: "", textContent: "" });
    this.style = { setProperty: (name, value) => { this.style[name] = value; } };
    this.classList = { add: (name) => { this.className = `${this.className} ${name}`.trim(); } };
  }

  setAttribute(name, value) { this.attributes[name] = String(value); }
  getAttribute(name) { return this.attributes[name]; }
  removeAttribute(name) { delete this.attributes[name]; }
  append(...nodes) { this.children.push(...nodes); }
  replaceChildren(...nodes) { this.children = nodes; }
  addEventListener(name, act) { (this.listeners[name] = this.listeners[name] || []).push(act); }
  scrollIntoView() {}

  /** Say an event to whoever listens; returns whether its own effect was prevented. */
  fire(name, given = {}) {
    let prevented = false;
    const event = { preventDefault: () => { prevented = true; }, ...given };
    (this.listeners[name] || []).forEach((act) => act(event));
    return prevented;
  }

  /** All text below, in order. */
  get text() {
    return this.textContent + this.children.map((child) => (typeof child === "string" ? child : child.text)).join("|");
  }

  /** All elements of a tag below. */
  all(tag) {
    const below = this.children.filter((child) => typeof child !== "string");
    return below.flatMap((child) => [...(child.tag === tag ? [child] : []), ...child.all(tag)]);
  }
}

globalThis.document = { createElement: (tag) => new FakeElement(tag), createElementNS: (_, tag) => new FakeElement(tag) };

export const make = (tag) => new FakeElement(tag);

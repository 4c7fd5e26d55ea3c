/* Elements: text goes in as text, never as markup. */
const PHONE_PX = 640, SVG = "http://www.w3.org/2000/svg";

/** Make an element with a class and a text. */
export const element = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
};

/** Set attributes by name. */
export const setAttributes = (node, attributes) => {
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
};

/** Make a button that acts and never submits. */
export const textButton = (className, text, act) => {
  const node = element("button", className, text);
  node.type = "button";
  if (act) node.addEventListener("click", act);
  return node;
};

/** Make an SVG element. */
export const vector = (tag, attributes) => setAttributes(document.createElementNS(SVG, tag), attributes);

/** A link to a new tab when the address is a web page, else nothing. */
export const webLink = (url, text) => {
  if (!/^https?:\/\//i.test(url || "")) return null;
  return Object.assign(element("a", "", text), { href: url, target: "_blank", rel: "noopener noreferrer" });
};

/** A text as markup that shows it. */
export const escapeText = (text) => element("span", "", text).innerHTML;

/** Whether the window is a phone's. */
export const narrow = () => window.innerWidth < PHONE_PX;

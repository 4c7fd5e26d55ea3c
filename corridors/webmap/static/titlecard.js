/* Title, subtitle, and the chosen routes with a bar of their legs; a leg can be pointed at and chosen. */
import { element, narrow, setAttributes, textButton, webLink } from "./dom.js";

/** The card of the title, with a box in it for the routes. */
export function titleCard({ title, subtitle }, routesBox) {
  const card = element("section", "card title-card"), words = element("div", "title-words");
  words.append(element("h1", "", title));
  if (subtitle) words.append(element("p", "", subtitle));
  card.append(words, routesBox);
  return card;
}

/** The part of a bar that stands for a leg. */
function legPart(route, i, { light, choose }) {
  const leg = route.legs[i], item = element("li"), part = textButton(`mode-${leg.mode}`, undefined, () => choose(route, i));
  part.title = `${leg.title}\n${leg.tip}`;
  part.setAttribute("aria-label", `${leg.title}, ${leg.tip}`);
  item.style.flexGrow = String(Math.max(leg.km, 1));
  part.append(element("span", "", leg.country));
  ["mouseenter", "focus"].forEach((name) => part.addEventListener(name, () => light({ route: route.id, leg: i })));
  ["mouseleave", "blur"].forEach((name) => part.addEventListener(name, () => light(null)));
  item.append(part);
  return item;
}

/** A list that folds, under its heading. */
function folded(className, heading, items, open) {
  const box = element("details", className), list = element("ul");
  list.append(...items);
  box.append(element("summary", "", heading), list);
  box.open = open;
  return box;
}

const listed = (node) => {
  const item = element("li");
  item.append(node);
  return item;
};

/** What makes a route doubtful, in sight but on a phone; notes and sources, folded. */
function toldOf({ warnings, warned, notes, sources, cited }) {
  const boxes = [];
  if (warnings.length) {
    const items = warnings.map((text) => element("li", "", text));
    boxes.push(setAttributes(folded("route-warnings", warned, items, !narrow()), { role: "note", "aria-label": warned }));
  }
  const rest = [...notes.map((text) => element("li", "", text)),
    ...sources.map(([title, url]) => listed(webLink(url, title) || element("span", "", title)))];
  boxes.push(folded("route-sources", cited, rest, false));
  return boxes;
}

/** Put routes into their box; `acts` is {light, choose}. A route named as the page is not named again. */
export function routeList(box, routes, { heading, ...acts }) {
  box.replaceChildren(...routes.map((route) => {
    const row = element("article", "route"), bar = element("ol", "route-bar");
    row.style.setProperty("--ink", route.colour);
    if (route.title !== heading) row.append(element("h2", "", route.title));
    bar.append(...route.legs.map((_, i) => legPart(route, i, acts)));
    row.append(element("p", "route-sum", route.summary), bar, ...(route.told ? toldOf(route.told) : []));
    return row;
  }));
  box.hidden = !routes.length;
}

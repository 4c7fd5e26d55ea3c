/* Title, subtitle, and the chosen routes with a bar of their legs; a leg can be pointed at and chosen. */
import { element, textButton } from "./dom.js";

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

/** Put routes into their box; `acts` is {light, choose}. A route named as the page is not named again. */
export function routeList(box, routes, { heading, ...acts }) {
  box.replaceChildren(...routes.map((route) => {
    const row = element("article", "route"), bar = element("ol", "route-bar");
    row.style.setProperty("--ink", route.colour);
    if (route.title !== heading) row.append(element("h2", "", route.title));
    bar.append(...route.legs.map((_, i) => legPart(route, i, acts)));
    row.append(element("p", "route-sum", route.summary), bar);
    return row;
  }));
  box.hidden = !routes.length;
}

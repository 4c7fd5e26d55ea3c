/* The search over every name of every place: a combobox with a list. */
import { Combobox } from "./combobox.js";
import { element, setAttributes } from "./dom.js";
import { icon } from "./icons.js";
import { searcher } from "./search.js";
import { symbol } from "./symbols.js";

/** The card of the search; `goTo` is told the place that is chosen. */
export function searchCard({ words, places }, goTo) {
  const card = element("div", "card search-card"), input = element("input"), list = element("ul");
  Object.assign(input, { type: "search", placeholder: words.search, autocomplete: "off", spellcheck: false });
  setAttributes(input, { "aria-label": words.search });
  list.id = "found";
  card.append(icon("search"), input, list);
  const found = searcher(places), box = new Combobox({
    input, list,
    row: (place) => [symbol(place.kind, place.colour), element("span", "", place.title || place.text),
      element("small", "", [place.also, place.eyebrow].filter(Boolean).join(" · "))],
    choose: (place) => {
      input.value = place.title || place.text;
      box.close();
      goTo(place);
    },
  });
  const show = () => {
    const hits = found(input.value);
    if (hits) box.show(hits, words.nothing);
    else box.close();
  };
  ["input", "focus"].forEach((name) => input.addEventListener(name, show));
  input.addEventListener("blur", () => box.close());
  return card;
}

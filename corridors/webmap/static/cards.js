/* What a popup or a tooltip says of a place, a line or a leg; text only, never markup. */
import { element, webLink } from "./dom.js";
import { amount } from "./numbers.js";
import { figure } from "./standing.js";

const LEAST_BAR = 3, REPORTED = "reported";

/** A tooltip: a title and lines under it, empty ones left out. */
export const tipBody = (title, lines) => {
  const body = element("div");
  body.append(element("strong", "", title), ...lines.filter(Boolean).map((line) => element("span", "", line)));
  return body;
};

const factList = (facts) => {
  const list = element("dl");
  facts.forEach(([name, value]) => list.append(element("dt", "", name), element("dd", "", value)));
  return list;
};

const sourceLine = (source, words) => {
  const line = element("p", "pop-source");
  line.append(`${words.source}: `, webLink(source.url, source.title) || source.title);
  if (source.date) line.append(`, ${source.date}`);
  if (source.doubt) line.append(" ", element("em", "doubt", words.unverified));
  return line;
};

/** The sources of an item and of the figures that it shows, each once. */
const citedBy = (item, figures) => {
  const cited = [...(item.sources || [])];
  figures.filter(Boolean).forEach(({ source }) => {
    if (!cited.some(({ title, url }) => title === source.title && url === source.url)) cited.push(source);
  });
  return cited;
};

/** The card of an item: heading, facts, series, sources; `voice` is {words, formats}. */
export function card(item, voice, year = null) {
  const box = element("div", "pop"), series = item.series || [], figures = series.map((s) => figure(s, year));
  if (item.eyebrow) box.append(element("p", "pop-eyebrow", item.eyebrow));
  box.append(element("h3", "", item.title));
  if (item.also) box.append(element("p", "pop-also", item.also));
  const facts = item.facts || [];
  if (facts.length) box.append(factList(facts));
  box.append(...series.map((s, i) => chart(s, figures[i], voice)));
  box.append(...citedBy(item, figures).map((source) => sourceLine(source, voice.words)));
  return box;
}

const yearsOf = (series) => {
  const first = series.points[0][0], last = series.points[series.points.length - 1][0];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};

/** The bar of a year: the way to its own source, or a gap. */
function bar(series, year, { most, formats }) {
  const point = series.points.find((p) => p[0] === year);
  if (!point) return element("span", "bar bar-gap");
  const [, value, kind, source] = point, { title, url } = series.sources[source];
  const node = webLink(url, "") || element("span");
  node.className = `bar bar-${kind === REPORTED ? "full" : "hollow"}`;
  node.style.setProperty("--tall", `${Math.max(LEAST_BAR, (value / most) * 100)}%`);
  node.title = `${year}: ${amount(value, series.unit, formats)} (${kind}) – ${title}`;
  node.setAttribute("aria-label", node.title);
  return node;
}

/** A series as bars, one a year; the figure of the year above. */
function chart(series, known, { words, formats }) {
  const box = element("figure", "pop-series"), bars = element("div", "bars"), ends = element("div", "bar-ends");
  const head = element("figcaption", "", series.title), most = Math.max(...series.points.map((p) => p[1]));
  const value = known ? `${known.year}: ${amount(known.value, series.unit, formats)}` : words.no_figure;
  const kind = known && known.kind !== REPORTED ? ` (${known.kind})` : "";
  head.append(element("strong", "", value + kind));
  const years = yearsOf(series), first = years[0], last = years[years.length - 1];
  bars.append(...years.map((year) => {
    const node = bar(series, year, { most, formats });
    if (known && known.year === year) node.classList.add("now");
    return node;
  }));
  ends.style.setProperty("--years", String(years.length));
  ends.append(element("span", "", String(first)), element("span", "", last > first ? String(last) : ""));
  box.append(head, bars, ends);
  return box;
}

import assert from "node:assert/strict";
import { test } from "node:test";

import { make } from "./fake_page.mjs";
import { card, tipBody } from "../../corridors/webmap/static/cards.js";
import { Combobox } from "../../corridors/webmap/static/combobox.js";
import { webLink } from "../../corridors/webmap/static/dom.js";
import { FORMATS, lengthText } from "../../corridors/webmap/static/numbers.js";
import { carried } from "../../corridors/webmap/static/standing.js";

const VOICE = { words: { source: "Source", unverified: "unverified", no_figure: "no figure" }, formats: FORMATS };
const SERIES = {
  title: "Throughput", unit: "Mt", sources: [{ title: "A", url: "https://a.example/" }, { title: "B", url: "javascript:1" }],
  points: [[2010, 12.5, "reported", 0], [2012, 1200, "estimate", 1]],
};

const box = (more = {}) => {
  const input = make("input"), list = Object.assign(make("ul"), { id: "found" }), chosen = [];
  const combobox = new Combobox({ input, list, row: (hit) => [hit], choose: (hit, i) => chosen.push([hit, i]), ...more });
  const press = (key, given) => input.fire("keydown", { key, ...given });
  return { input, list, combobox, chosen, press };
};

test("arrows go round the list, Enter takes what is marked", () => {
  const { input, list, combobox, chosen, press } = box();
  combobox.show(["a", "b", "c"], "nothing");
  assert.equal(input.getAttribute("aria-expanded"), "true");
  assert.ok(press("ArrowUp"));
  assert.equal(input.getAttribute("aria-activedescendant"), "found-2");
  assert.deepEqual(list.children.map((row) => row.getAttribute("aria-selected")), ["false", "false", "true"]);
  press("ArrowDown");
  press("ArrowDown");
  press("Enter");
  assert.deepEqual(chosen, [["b", 1]]);
});

test("a click takes a row before the box loses the focus", () => {
  const { list, combobox, chosen } = box();
  combobox.show(["a", "b"], "nothing");
  assert.ok(list.children[1].fire("mousedown"));
  assert.deepEqual(chosen, [["b", 1]]);
});

test("a key of an input method that composes takes nothing", () => {
  const { combobox, chosen, press } = box();
  combobox.show(["a"], "nothing");
  press("Enter", { isComposing: true });
  press("Enter", { keyCode: 229 });
  assert.deepEqual(chosen, []);
});

test("what is not found is said; Escape closes", () => {
  const { input, list, combobox, press } = box();
  combobox.show([], "No place of that name");
  assert.equal(list.text, "No place of that name");
  assert.equal(input.getAttribute("aria-expanded"), "false");
  press("Escape");
  assert.deepEqual(list.children, []);
});

test("a card cites each source once and links web pages alone", () => {
  const item = { title: "<b>x</b>", facts: [["Gauge", "1435 mm"]], series: [SERIES], sources: [{ title: "A", url: "https://a.example/" }] };
  const node = card(item, VOICE, 2010), cited = (of) => of.all("p").filter((p) => p.className === "pop-source").map((p) => p.text);
  assert.equal(node.all("h3")[0].text, "<b>x</b>");
  assert.deepEqual(cited(node), ["Source: |A"]);
  assert.deepEqual(cited(card(item, VOICE, 2012)), ["Source: |A", "Source: |B"]);
  assert.equal(webLink("javascript:1", "B"), null);
});

test("a series is a bar a year: reported full, estimates hollow, gaps between", () => {
  const node = card({ title: "x", series: [SERIES] }, VOICE, 2012), bars = node.all("div").find((div) => div.className === "bars");
  assert.deepEqual(bars.children.map((b) => b.className), ["bar bar-full", "bar bar-gap", "bar bar-hollow now"]);
  assert.equal(node.all("strong")[0].text, "2012: 1\u202f200\u202fMt (estimate)");
});

test("a tooltip says what was carried, or that nobody published it", () => {
  assert.equal(carried({ series: [SERIES] }, 2011, VOICE), "Throughput 2010: 12.5\u202fMt");
  assert.equal(carried({ series: [SERIES] }, 2009, VOICE), "Throughput: no figure");
  assert.equal(carried({}, 2009, VOICE), "");
  assert.equal(tipBody("x", ["", "y"]).text, "x|y");
  assert.equal(lengthText(99.94, FORMATS), "99.9 km");
});

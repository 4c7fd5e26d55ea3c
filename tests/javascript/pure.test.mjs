import assert from "node:assert/strict";
import { test } from "node:test";

import { stepped } from "../../corridors/webmap/static/combobox.js";
import { distanceKm } from "../../corridors/webmap/static/geodesy.js";
import { boxOf, decode, nearest, squareToLine, worldX, worldY } from "../../corridors/webmap/static/geometry.js";
import { ease, lanesOf, offset } from "../../corridors/webmap/static/lanes.js";
import { fill, numberText } from "../../corridors/webmap/static/numbers.js";
import { fold, searcher } from "../../corridors/webmap/static/search.js";
import { figure, stands } from "../../corridors/webmap/static/standing.js";

const FORMATS = { group: "\u202f", decimal: ".", minus: "-" };

test("numbers are grouped and lose idle zeros", () => {
  assert.equal(numberText(1234567, 0, FORMATS), "1\u202f234\u202f567");
  assert.equal(numberText(12.5, 2, FORMATS), "12.5");
  assert.equal(numberText(-0.001, 2, FORMATS), "0");
  assert.equal(fill("{value} {unit} {other}", { value: 3, unit: "t" }), "3 t {other}");
});

test("what is not built yet stands today alone", () => {
  assert.ok(stands({ unbuilt: true }, null));
  assert.ok(!stands({ unbuilt: true }, 2026));
  assert.ok(stands({ since: 2009, closed: 2015 }, 2014));
  assert.ok(!stands({ since: 2009, closed: 2015 }, 2015));
  assert.ok(!stands({ since: 2009 }, 2008));
});

test("a figure stands for four years after its own, marked as not exact", () => {
  const series = { points: [[2010, 7, "reported", 0]], sources: ["s"] };
  assert.equal(figure(series, 2010).exact, true);
  assert.equal(figure(series, 2014).exact, false);
  assert.equal(figure(series, 2015), null);
  assert.equal(figure(series, 2009), null);
});

test("an encoded line comes back as world units", () => {
  assert.deepEqual([...decode("", 4)], []);
  assert.deepEqual([...decode("A@", 0)], [worldX(1), worldY(-1)]);
  assert.deepEqual(boxOf([3, 1, 2, 5]), [2, 1, 3, 5]);
});

test("the nearest line within reach is hit, the later drawn of two equal ones", () => {
  const line = [0, 0, 10, 0], items = [{ name: "below" }, { name: "above" }];
  assert.equal(squareToLine(line, 5, 3), 9);
  const hit = (y) => nearest(items, { x: 5, y }, () => [line], () => 4);
  assert.equal(hit(3).name, "above");
  assert.equal(hit(5), null);
});

test("lanes follow their runs, are eased, and move a line to its right hand", () => {
  assert.deepEqual([...lanesOf([[1, 1], [2, -1]], 4)], [1, -1, -1, -1]);
  assert.deepEqual([...ease({ xs: [0, 1], ys: [0, 0], lanes: [2, 2] })], [2, 2]);
  assert.deepEqual([...offset({ xs: [0, 10], ys: [0, 0], lanes: [1, 1] }, 3)], [0, 3, 10, 3]);
});

test("search folds accents and prefers the start of a name", () => {
  const places = [{ names: ["Nový Łódź"], rank: 1 }, { names: ["Novy"], rank: 2 }, { rank: 0 }];
  assert.equal(fold("Horgos’"), "horgos");
  assert.deepEqual(searcher(places)("novy").map((place) => place.rank), [2, 1]);
  assert.equal(searcher(places)(" "), null);
});

test("a step in a list goes round its ends; the ellipsoid's equator is measured", () => {
  assert.equal(stepped(0, -1, 3), 2);
  assert.ok(Math.abs(distanceKm({ lat: 0, lng: 0 }, { lat: 0, lng: 1 }) - 111.31949) < 1e-3);
});

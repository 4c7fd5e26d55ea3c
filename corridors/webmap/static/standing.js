/* What stands and what ran in a year; a year of null is today.

   A series of the page's data: {title, unit, points: [[year, value, kind, number of its source]], sources}. */
import { amount, fill } from "./numbers.js";

const NEAR_YEARS = 4;

/** Whether something that stands since a year is there; unbuilt things are there today only. */
export const stands = (item, year) => {
  if (year === null) return !item.closed;
  return !item.unbuilt && !(item.since > year) && !(item.closed && item.closed <= year);
};

/** The figure of a series for a year: {value, year, kind, source, exact}, or null.

    The last figure stands for up to NEAR_YEARS after it, marked as not exact. */
export function figure(series, year) {
  const points = series ? series.points : [];
  const last = points.filter((point) => year === null || point[0] <= year).pop();
  if (!last) return null;
  const exact = year === null ? last === points[points.length - 1] : last[0] === year;
  if (!exact && year - last[0] > NEAR_YEARS) return null;
  return { value: last[1], year: last[0], kind: last[2], source: series.sources[last[3]], exact };
}

/** What a tooltip says of what something carried. */
export const carried = (item, year, { words, formats }) => {
  const series = item.series && item.series[0], known = figure(series, year);
  if (!series) return "";
  if (!known) return fill(formats.no_figure, { title: series.title, none: words.no_figure });
  const value = amount(known.value, series.unit, formats);
  return fill(formats.figure_of, { title: series.title, year: known.year, amount: value });
};

/* Numbers, and the patterns of what is said with them. */

/** How numbers are written, and sentences with them, where the page does not say: patterns with {names}. */
export const FORMATS = {
  group: "\u202f", decimal: ".", minus: "-",
  amount: "{value}\u202f{unit}", figure_of: "{title} {year}: {amount}", no_figure: "{title}: {none}",
  length_km: "{value} km",
};

/** Put values into a pattern: "{value} {unit}"; a name without a value stays as it is. */
export const fill = (pattern, values) =>
  pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** Write a number with at most `digits` decimals. */
export function numberText(value, digits, { group, decimal, minus }) {
  const [whole, part = ""] = Math.abs(value).toFixed(digits).split(".");
  const decimals = part.replace(/0+$/, ""), grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const text = decimals ? `${grouped}${decimal}${decimals}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text;
}

/** Write a figure of a series with its unit: two decimals below a hundred, none above. */
export const amount = (value, unit, formats) =>
  fill(formats.amount, { value: numberText(value, Math.abs(value) < 100 ? 2 : 0, formats), unit });

/** Write a measured length: one decimal below a hundred kilometres, none above. */
export const lengthText = (km, formats) =>
  fill(formats.length_km, { value: numberText(km, km < 100 ? 1 : 0, formats) });

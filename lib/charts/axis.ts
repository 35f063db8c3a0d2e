import { type Format, formatValue, isCurrency } from "../document/index.js";

/** A value axis: a round domain, its ticks, and what is printed at them. */
export interface ValueAxis {
  domain: [number, number];
  ticks: number[];
  tickFormat: (value: number) => string;
  /** The unit as it stands in the axis label, such as `USD million` or `%`. */
  unit: string;
}

const MONEY_SCALES: readonly (readonly [size: number, word: string])[] = [
  [1e9, " billion"],
  [1e6, " million"],
  [1e3, " thousand"],
  [1, ""],
];

/** How a value of a unit is printed beside a chart's marks: money with its scale, fractions as percentages. */
function labelFormat(unit: string, size: number): Format {
  if (isCurrency(unit)) return { kind: "money", currency: unit, digits: 0, compact: true };
  if (unit === "fraction") return { kind: "percent", digits: 1 };
  const whole = unit !== "ratio" && Number.isInteger(size);
  return { kind: "number", digits: whole || size >= 1000 ? 0 : size >= 100 ? 1 : 2 };
}

/** How a value of a unit is printed in a chart's table. */
export function cellFormat(unit: string): Format {
  if (isCurrency(unit)) return { kind: "money", currency: unit, digits: 0 };
  return unit === "fraction" ? { kind: "percent", digits: 2 } : { kind: "number", digits: 2 };
}

/** A label for a mark: `$1.24m`, `−3.1%`. */
export function labelText(value: number, unit: string): string {
  return formatValue(value, labelFormat(unit, Math.abs(value)));
}

/** As `labelText`, with a plus sign before gains. */
export function changeText(value: number, unit: string): string {
  const text = labelText(value, unit);
  return value > 0 ? `+${text}` : text;
}

/**
 * An axis around values: the domain is theirs with a little air (none beyond zero), ticks are round numbers within it,
 * scaled to thousands, millions or billions for money and to percent for fractions.
 * @param options `count`: about how many ticks there is room for; `air`: the share of the extent left free on each side
 */
export function valueAxis(
  low: number,
  high: number,
  unit: string,
  options: { count?: number; air?: number } = {},
): ValueAxis {
  const { count = 5, air = 0.08 } = options;
  const [from, to] = low === high ? [Math.min(low, 0), Math.max(high, 0) || 1] : [low, high];
  const margin = (to - from) * air;
  const domain: [number, number] = [from === 0 ? 0 : from - margin, to === 0 ? 0 : to + margin];
  const ticks = roundTicks(domain[0], domain[1], count).filter(tick => tick >= domain[0] && tick <= domain[1]);
  const { divisor, word } = scaleOf(Math.max(...ticks.map(Math.abs)), unit);
  const digits = digitsOf((ticks[1]! - ticks[0]!) / divisor);
  return { domain, ticks, tickFormat: value => formatValue(value / divisor, { kind: "number", digits }), unit: word };
}

/** Multiples of 1, 2, 2.5 or 5 times a power of ten that reach from at or below `low` to at or above `high`. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  const step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 2.5 ? 2.5 : factor <= 5 ? 5 : 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** An axis label with its unit: `P&L, USD million`. */
export function axisLabel(words: string, axis: ValueAxis): string {
  return axis.unit === "" ? words : `${words}, ${axis.unit}`;
}

/** What figures of a unit are divided by so that the largest has few digits, and what that scale is called. */
export function scaleOf(largest: number, unit: string): { divisor: number; word: string } {
  if (unit === "fraction") return { divisor: 0.01, word: "%" };
  if (!isCurrency(unit)) return { divisor: 1, word: unit === "ratio" ? "" : unit };
  const [divisor, word] = MONEY_SCALES.find(([size]) => largest >= size) ?? [1, ""];
  return { divisor, word: `${unit}${word}` };
}

function digitsOf(step: number): number {
  for (let digits = 0; digits < 6; digits++) {
    const shifted = step * 10 ** digits;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6) return digits;
  }
  return 6;
}

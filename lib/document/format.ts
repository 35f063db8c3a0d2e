import { RiskbookError } from "../core/index.js";
import type { Cell, Format } from "./block.js";
import { type Decimal, magnitudeText, parseDecimal, roundDecimal } from "./decimal.js";

/** What stands where there is no value. */
export const NO_VALUE = "–";

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["USD", "$"],
  ["EUR", "€"],
  ["GBP", "£"],
  ["JPY", "¥"],
]);

const SCALES: readonly (readonly [exponent: number, suffix: string])[] = [
  [12, "tn"],
  [9, "bn"],
  [6, "m"],
  [3, "k"],
];

/**
 * Prints a value in the desk's typography: true minus sign, thousands commas, `–` for no value. It is the same in
 * every medium and every locale; figures are rounded half away from zero by their shortest decimal form, as Excel does.
 * @param value a cell; decimals and 64-bit integers may come as text, and other text is printed as it is
 * @throws RiskbookError `NOT_A_FIGURE` for NaN and infinities
 */
export function formatValue(value: Cell, format: Format): string {
  if (value === null || value === "") return NO_VALUE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (format.kind === "timestamp" && typeof value === "string") return timestampText(value);
  if (typeof value === "string" && (format.kind === "text" || format.kind === "date")) return value;
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RiskbookError("NOT_A_FIGURE", `${value} cannot be printed. Give null with the reason instead.`);
  }
  const decimal = parseDecimal(value);
  return decimal === undefined ? String(value) : figureText(decimal, format);
}

function figureText(value: Decimal, format: Format): string {
  switch (format.kind) {
    case "integer":
      return signed(value, 0);
    case "number":
    case "ratio":
      return signed(value, format.digits);
    case "percent":
      return signed(shifted(value, 2), format.digits, "", "%");
    case "money":
      return moneyText(value, format);
    default:
      return signed(value, value.scale);
  }
}

function moneyText(value: Decimal, format: Extract<Format, { kind: "money" }>): string {
  const symbol = SYMBOLS.get(format.currency) ?? `${format.currency}\u00a0`;
  if (!format.compact) return signed(value, format.digits, symbol);
  const { decimal, digits, suffix } = compacted(value);
  return suffix === "" ? signed(value, format.digits, symbol) : signed(decimal, digits, symbol, suffix);
}

/** Scales to three significant digits; a figure that rounds up to 1,000 of a scale takes the next one. */
function compacted(value: Decimal): { decimal: Decimal; digits: number; suffix: string } {
  const size = Math.abs(Number(magnitudeText(value)));
  for (const [exponent, suffix] of SCALES) {
    const scaled = size / 10 ** exponent;
    if (scaled < 0.9995) continue;
    const digits = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
    return { decimal: shifted(value, -exponent), digits, suffix };
  }
  return { decimal: value, digits: 0, suffix: "" };
}

function shifted(value: Decimal, places: number): Decimal {
  const scale = value.scale - places;
  return scale >= 0 ? { units: value.units, scale } : { units: value.units * 10n ** BigInt(-scale), scale: 0 };
}

/** The sign stands before the symbol, and a figure that rounds to zero has none. */
function signed(value: Decimal, digits: number, prefix = "", suffix = ""): string {
  const rounded = roundDecimal(value, digits);
  const sign = rounded.units < 0n ? "−" : "";
  return `${sign}${prefix}${grouped(magnitudeText(rounded))}${suffix}`;
}

function grouped(digits: string): string {
  const point = digits.indexOf(".");
  const whole = point < 0 ? digits : digits.slice(0, point);
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (point < 0 ? "" : digits.slice(point));
}

/** `2020-04-17T20:00:00Z` as `2020-04-17 20:00 UTC`; seconds and fractions only where there are any. */
function timestampText(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?Z$/.exec(iso);
  if (match === null) return iso;
  const [, day, minute, second = "00", digits = ""] = match;
  const fraction = digits.replace(/0+$/, "");
  const seconds = fraction !== "" ? `:${second}.${fraction}` : second === "00" ? "" : `:${second}`;
  return `${day} ${minute}${seconds} UTC`;
}

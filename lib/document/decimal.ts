/** An exact decimal number: `units` / 10^`scale`. */
export interface Decimal {
  units: bigint;
  scale: number;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Reads a finite number (by its shortest decimal form, as spreadsheets do) or a decimal text exactly.
 * @returns undefined when it is not a decimal number
 */
export function parseDecimal(value: number | string | bigint): Decimal | undefined {
  const match = DECIMAL.exec(String(value).trim());
  if (match === null) return undefined;
  const [, sign, whole = "0", fraction = "", exponent = "0"] = match;
  const magnitude = BigInt(whole + fraction);
  const units = sign === "-" ? -magnitude : magnitude;
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** Rounds half away from zero to a number of decimal places, never below zero places. */
export function roundDecimal(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return { units: value.units * 10n ** BigInt(places - value.scale), scale: places };
  const divisor = 10n ** BigInt(value.scale - places);
  const magnitude = value.units < 0n ? -value.units : value.units;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return { units: value.units < 0n ? -rounded : rounded, scale: places };
}

/** The exact sum. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: roundDecimal(left, scale).units + roundDecimal(right, scale).units, scale };
}

/** The plain text, with an ASCII minus and no grouping: `-1234.50`. */
export function decimalText(value: Decimal): string {
  const text = magnitudeText(value);
  return value.units < 0n ? `-${text}` : text;
}

/** The digits without a sign: `1234.50`. */
export function magnitudeText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

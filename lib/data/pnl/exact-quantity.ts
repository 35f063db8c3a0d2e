import { RiskbookError } from "../../core/index.js";

/** Decimal places that a quantity may have: those of the store's DECIMAL(24,8). */
export const MAX_PLACES = 8;

const POWERS = Array.from({ length: MAX_PLACES + 1 }, (_, places) => 10 ** places);

/**
 * How many decimal places a parsed decimal has. Dividing an integer by a power of ten gives the double nearest to that
 * decimal, which is also what parsing gives, so equality is exact and no tolerance is needed.
 * @param quantity a number that was parsed from a decimal of at most eight places
 * @returns 0 to 8, or −1 where it has more places or more digits than a double keeps
 */
export function decimalPlaces(quantity: number): number {
  if (Number.isInteger(quantity)) return 0;
  for (let places = 1; places <= MAX_PLACES; places++) {
    const power = POWERS[places]!;
    const units = Math.round(quantity * power);
    if (units / power === quantity) return Number.isSafeInteger(units) ? places : -1;
  }
  return -1;
}

/** 10 to the number of places. */
export function unitsPerOne(places: number): number {
  return POWERS[places]!;
}

/**
 * A quantity as a whole number of its chain's smallest unit. Positions are sums of these integers, so 0.1 + 0.2 − 0.3 is
 * flat exactly and no dust is left.
 */
export function toUnits(quantity: number, scale: number): number {
  return Math.round(quantity * scale);
}

/** The error for a quantity that is no decimal of at most eight places. */
export function inexactQuantity(quantity: number, account: string, symbol: string, line: number): RiskbookError {
  return new RiskbookError(
    "QUANTITY_PLACES",
    `Line ${line}: the quantity ${quantity} of ${symbol} in ${account} has more than ${MAX_PLACES} decimal places or more digits than can be kept exactly. Round it at its source.`,
    { details: { line, quantity, account, symbol } },
  );
}

/** The error for a position that outgrows exact integers. */
export function positionTooLarge(account: string, symbol: string, line: number): RiskbookError {
  return new RiskbookError(
    "POSITION_TOO_LARGE",
    `Line ${line}: the position in ${symbol} of ${account} grows beyond what can be kept exactly. Check the quantities before it, or state them in a larger unit.`,
    { details: { line, account, symbol } },
  );
}

import { RiskbookError } from "../../core/index.js";

/** Categories of government securities by years to maturity, each with the rates of its parts: from this maturity on. */
const TREASURY_CATEGORIES: readonly (readonly (readonly [fromYears: number, rate: number])[])[] = [
  [
    [0, 0],
    [0.25, 0.005],
    [0.5, 0.0075],
    [0.75, 0.01],
  ],
  [
    [1, 0.015],
    [2, 0.02],
  ],
  [
    [3, 0.03],
    [5, 0.04],
  ],
  [
    [10, 0.045],
    [15, 0.05],
    [20, 0.055],
    [25, 0.06],
  ],
];

/** A government security: years to maturity and signed market value. */
export interface TreasuryPosition {
  readonly years: number;
  readonly marketValue: number;
}

/**
 * The deduction on government securities: within each category the net of the deductions on net long and on net short
 * positions by maturity band, and half of the lesser of the two.
 * @throws RiskbookError `BAD_MATURITY`
 * @see 17 CFR 240.15c3-1(c)(2)(vi)(A)
 */
export function treasuryHaircut(positions: readonly TreasuryPosition[]): number {
  for (const { years } of positions) {
    if (years >= 0) continue;
    throw new RiskbookError("BAD_MATURITY", `A security had ${years} years to maturity; expected zero or more.`);
  }
  let total = 0;
  TREASURY_CATEGORIES.forEach((bands, at) => {
    const end = TREASURY_CATEGORIES[at + 1]?.[0]?.[0] ?? Number.POSITIVE_INFINITY;
    let [long, short] = [0, 0];
    bands.forEach(([from, rate], band) => {
      const until = bands[band + 1]?.[0] ?? end;
      const net = positions.reduce(
        (sum, { years, marketValue }) => (years >= from && years < until ? sum + marketValue : sum),
        0,
      );
      if (net > 0) long += rate * net;
      else short -= rate * net;
    });
    total += Math.abs(long - short) + 0.5 * Math.min(long, short);
  });
  return total;
}

/**
 * The deduction on shares: 15% of the greater of all long and all short positions, and 15% of what the lesser has beyond a
 * quarter of the greater.
 * @param marketValues signed
 * @see 17 CFR 240.15c3-1(c)(2)(vi)(J)
 */
export function equityHaircut(marketValues: readonly number[]): number {
  const long = marketValues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const short = marketValues.reduce((sum, value) => sum + Math.max(0, -value), 0);
  const [lesser, greater] = [Math.min(long, short), Math.max(long, short)];
  return 0.15 * greater + 0.15 * Math.max(0, lesser - 0.25 * greater);
}

/** How far prices are moved for a class of underlying: 15% for a share, 10% for a broad index. */
export const OPTION_MOVES: Readonly<Record<"share" | "index", number>> = { share: 0.15, index: 0.1 };

/**
 * The deduction on options and what hedges them on one underlying: the largest loss over ten prices at equal steps from the
 * largest fall to the largest rise, at least a quarter of a point a contract.
 * @param pnlAt what the positions make when the underlying's price changes by a fraction
 * @param options.contracts number of contracts, times the multiplier of each
 * @see 17 CFR 240.15c3-1a(b)(1)
 */
export function optionHaircut(
  pnlAt: (move: number) => number,
  options: { underlying: "share" | "index"; contracts: number },
): number {
  const move = OPTION_MOVES[options.underlying];
  let largest = 0.25 * options.contracts;
  for (let step = 1; step <= 5; step++) {
    for (const sign of [-1, 1]) largest = Math.max(largest, -pnlAt((sign * step * move) / 5));
  }
  return largest;
}

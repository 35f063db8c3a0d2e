import { RiskbookError } from "../../core/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, tooFew } from "../figure.js";

/** Opening, highest, lowest and closing prices by day, all positive. */
export interface PriceBars {
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** Ways to estimate a day's variance from its prices. */
export type RangeEstimator = "parkinson" | "garman_klass" | "rogers_satchell" | "yang_zhang";

/**
 * Parkinson: the range alone. Five times as efficient as close to close where prices move without drift and all day; it
 * leaves out the gap overnight.
 * @returns variance per day
 * @see Parkinson (1980), Journal of Business 53(1), 61–65
 */
export function parkinsonVariance(bars: PriceBars): Figure {
  return meanOverDays(bars, ({ up, down }) => (up - down) ** 2 / (4 * Math.LN2));
}

/**
 * Garman and Klass's practical estimator: range and close. It takes the drift for zero and leaves out the gap overnight.
 * @returns variance per day
 * @see Garman & Klass (1980), Journal of Business 53(1), 67–78, estimator σ̂₅
 */
export function garmanKlassVariance(bars: PriceBars): Figure {
  return meanOverDays(bars, ({ up, down, close }) => (up - down) ** 2 / 2 - (2 * Math.LN2 - 1) * close ** 2);
}

/**
 * Rogers and Satchell: right whatever the drift; it leaves out the gap overnight.
 * @returns variance per day
 * @see Rogers & Satchell (1991), Annals of Applied Probability 1(4), 504–512
 */
export function rogersSatchellVariance(bars: PriceBars): Figure {
  return meanOverDays(bars, rogersSatchell);
}

/**
 * Yang and Zhang: variance of the gap overnight, plus k times that from open to close, plus (1 − k) times Rogers and
 * Satchell's, k = 0.34/(1.34 + (n + 1)/(n − 1)). Right whatever the drift and the gaps.
 * @returns variance per day, of the days after the first one
 * @see Yang & Zhang (2000), Journal of Business 73(3), 477–491
 */
export function yangZhangVariance(bars: PriceBars): Figure {
  const moves = movesOf(bars).slice(1);
  const n = moves.length;
  const few = tooFew(n, 2);
  if (few) return few;
  const weight = 0.34 / (1.34 + (n + 1) / (n - 1));
  const inside = moves.reduce((total, move) => total + rogersSatchell(move), 0) / n;
  return varianceOf(moves, "gap") + weight * varianceOf(moves, "close") + (1 - weight) * inside;
}

/** The estimator of a name. */
export const RANGE_ESTIMATORS: Readonly<Record<RangeEstimator, (bars: PriceBars) => Figure>> = {
  parkinson: parkinsonVariance,
  garman_klass: garmanKlassVariance,
  rogers_satchell: rogersSatchellVariance,
  yang_zhang: yangZhangVariance,
};

/** One day in logarithms: high, low and close over its open, the open over the close before. */
interface DayMove {
  readonly up: number;
  readonly down: number;
  readonly close: number;
  readonly gap: number;
}

function rogersSatchell({ up, down, close }: DayMove): number {
  return up * (up - close) + down * (down - close);
}

function meanOverDays(bars: PriceBars, of: (move: DayMove) => number): Figure {
  const moves = movesOf(bars);
  return tooFew(moves.length, 1) ?? moves.reduce((total, move) => total + of(move), 0) / moves.length;
}

function movesOf(bars: PriceBars): DayMove[] {
  const { open, high, low, close } = bars;
  return Array.from(open, (price, day) => {
    requireBar(bars, day);
    return {
      up: Math.log(high[day]! / price),
      down: Math.log(low[day]! / price),
      close: Math.log(close[day]! / price),
      gap: day === 0 ? 0 : Math.log(price / close[day - 1]!),
    };
  });
}

function requireBar({ open, high, low, close }: PriceBars, day: number): void {
  const [o, h, l, c] = [open[day]!, high[day], low[day], close[day]] as [number, number, number, number];
  // Splits and dividends rescale prices with rounding: a high may then lie a hair below the close.
  const most = Math.max(o, c) * (1 - 1e-6);
  if (l > 0 && Number.isFinite(h) && h >= most && l <= Math.min(o, c) * (1 + 1e-6)) return;
  throw new RiskbookError(
    "BAD_BAR",
    `Day ${day + 1} opened at ${o}, rose to ${h}, fell to ${l} and closed at ${c}; expected positive prices with the open and the close between low and high.`,
    { details: { day } },
  );
}

/** Sample variance of one figure of the moves. */
function varianceOf(moves: readonly DayMove[], figure: "gap" | "close"): number {
  const mean = moves.reduce((total, move) => total + move[figure], 0) / moves.length;
  return moves.reduce((total, move) => total + (move[figure] - mean) ** 2, 0) / (moves.length - 1);
}

/** What the catalogue says of estimates from a day's range. */
export const rangeEntries: readonly CatalogueEntry[] = [
  {
    id: "parkinson",
    label: "Parkinson",
    unit: "variance per day",
    definition: "mean of ln(high/low)²/(4·ln 2); no drift, no gap overnight",
    source: "Parkinson (1980), Journal of Business 53(1), 61–65",
    recommended: true,
  },
  {
    id: "garman_klass",
    label: "Garman–Klass",
    unit: "variance per day",
    definition: "mean of ln(high/low)²/2 − (2·ln 2 − 1)·ln(close/open)²; no drift, no gap overnight",
    source: "Garman & Klass (1980), Journal of Business 53(1), 67–78",
    recommended: true,
  },
  {
    id: "rogers_satchell",
    label: "Rogers–Satchell",
    unit: "variance per day",
    definition:
      "mean of u·(u − c) + d·(d − c), u, d and c the logarithms of high, low and close over the open; any drift, no gap overnight",
    source: "Rogers & Satchell (1991), Annals of Applied Probability 1(4), 504–512",
    recommended: true,
  },
  {
    id: "yang_zhang",
    label: "Yang–Zhang",
    unit: "variance per day",
    definition:
      "variance of the gap overnight + k·variance from open to close + (1 − k)·Rogers–Satchell, k = 0.34/(1.34 + (n + 1)/(n − 1))",
    source: "Yang & Zhang (2000), Journal of Business 73(3), 477–491",
    recommended: true,
  },
];

import { RiskbookError } from "../../core/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

export interface ChangePointOptions {
  /** What a further change must gain in −2·log likelihood; 2·ln n, which is BIC's, unless given. Heavy tails ask for more. */
  readonly penalty?: number;
  /** Observations that a stretch has at least, 20 by default. */
  readonly shortest?: number;
}

/** A stretch of constant variance. */
export interface VarianceStretch {
  /** First and last observation. */
  readonly from: number;
  readonly to: number;
  /** Root mean square about the mean of the whole series. */
  readonly deviation: number;
}

/** A variance below this share of the whole's is only rounding, or a stretch of equal values. */
const LEAST_VARIANCE = 1e-8;

/**
 * Where the variance of a series changes: the exact minimum of −2·log likelihood plus a penalty for each change, by dynamic
 * programming that drops what can no longer be best.
 * @returns stretches in time order, one where nothing changes
 * @throws `BAD_STRETCH`, `NOT_FINITE`
 * @see Killick, Fearnhead & Eckley (2012), Journal of the American Statistical Association 107, 1590–1598; Yao (1988),
 *   Statistics & Probability Letters 6, 181–189, on BIC
 */
export function varianceChangePoints(
  series: Series,
  options: ChangePointOptions = {},
): Figure<readonly VarianceStretch[]> {
  const sample = sampleOf(series, "series");
  const { penalty = 2 * Math.log(sample.n), shortest = 20 } = options;
  if (!(Number.isInteger(shortest) && shortest >= 2 && penalty >= 0)) {
    throw new RiskbookError(
      "BAD_STRETCH",
      `The shortest stretch was ${shortest} and the penalty ${penalty}; give a whole number of at least 2 and a penalty of at least 0.`,
    );
  }
  const few = tooFew(sample.n, 2 * shortest);
  if (few) return few;
  if (sample.isConstant) return new Undefined(`all ${sample.n} observations are the same`);
  const squares = cumulativeSquares(sample.values, sample.mean);
  const starts = startsOf(squares, penalty, shortest);
  return starts.map((from, i) => {
    const to = (starts[i + 1] ?? sample.n) - 1;
    return { from, to, deviation: Math.sqrt((squares[to + 1]! - squares[from]!) / (to + 1 - from)) };
  });
}

function cumulativeSquares(values: Float64Array, mean: number): Float64Array {
  const squares = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) squares[i + 1] = squares[i]! + (values[i]! - mean) ** 2;
  return squares;
}

/** First observations of the best stretches. */
function startsOf(squares: Float64Array, penalty: number, shortest: number): number[] {
  const n = squares.length - 1;
  const least = (LEAST_VARIANCE * squares[n]!) / n;
  const cost = (from: number, to: number): number => {
    const sum = squares[to]! - squares[from]!;
    const variance = Math.max(least, sum / (to - from));
    return (to - from) * Math.log(variance) + sum / variance;
  };
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = -penalty;
  const start = new Int32Array(n + 1);
  /** A start that one at t beats stays until stretches from t are long enough. */
  const until = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  let candidates: number[] = [];
  for (let end = shortest; end <= n; end++) {
    const born = end - shortest;
    if (best[born]! < Number.POSITIVE_INFINITY) candidates.push(born);
    const totals = candidates.map(from => best[from]! + cost(from, end));
    totals.forEach((total, i) => {
      if (total + penalty >= best[end]!) return;
      best[end] = total + penalty;
      start[end] = candidates[i]!;
    });
    candidates.forEach((from, i) => {
      if (totals[i]! >= best[end]!) until[from] = Math.min(until[from]!, end + shortest);
    });
    candidates = candidates.filter(from => until[from]! > end + 1);
  }
  const starts: number[] = [];
  for (let end = n; end > 0; end = start[end]!) starts.unshift(start[end]!);
  return starts;
}

/** What the catalogue says of change points. */
export const changePointEntry: CatalogueEntry = {
  id: "variance_change_points",
  label: "Change points of variance",
  unit: "observations",
  definition:
    "stretches of equal variance that minimise −2·log likelihood + a penalty for each change (2·ln n), exactly",
  source: "Killick, Fearnhead & Eckley (2012), Journal of the American Statistical Association 107, 1590–1598",
  recommended: true,
};

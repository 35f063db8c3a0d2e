import { type RandomStream, RiskbookError, randomStream } from "../../core/index.js";
import { quantileSorted } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { blockLength } from "./block-length.js";

export interface BootstrapOptions {
  /** Of the interval, 0.95 by default. */
  readonly confidence?: number;
  /** Resampled series, 1,000 by default. */
  readonly resamples?: number;
  /** The same seed gives the same interval. */
  readonly seed?: string;
  /** Mean length of the blocks; chosen from the series' autocorrelation unless given. */
  readonly block?: number;
}

/** What resampling says of an estimate. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly standardError: number;
  /** Mean length of a block. */
  readonly block: number;
  /** Resamples that had a value, of all. */
  readonly used: number;
  readonly resamples: number;
}

/** Draws with replacement in blocks of random length, so that what follows a period mostly goes with it. */
export function stationaryIndices(n: number, block: number, random: RandomStream, into: Int32Array): Int32Array {
  let at = random.integer(n);
  for (let i = 0; i < into.length; i++) {
    into[i] = at;
    at = random.uniform() * block < 1 ? random.integer(n) : (at + 1) % n;
  }
  return into;
}

/**
 * Percentile interval of any statistic of a series by the stationary bootstrap.
 * @param statistic of a resampled series; an undefined one leaves that resample out, and the interval says how many had a value
 * @returns undefined where the series is shorter than 20 or over a tenth of the resamples have no value
 * @throws `BAD_BOOTSTRAP`
 * @see Politis & Romano (1994), Journal of the American Statistical Association 89, 1303–1313
 */
export function bootstrapInterval(
  series: Series,
  statistic: (resampled: Float64Array) => Figure,
  options: BootstrapOptions = {},
): Figure<Interval> {
  const { values, n } = sampleOf(series, "series");
  const { confidence = 0.95, resamples = 1000, seed = "bootstrap" } = options;
  requireSense(confidence, resamples, options.block);
  const few = tooFew(n, 20);
  if (few) return few;
  const block = options.block ?? blockLength(values);
  const random = randomStream(seed);
  const [indices, drawn] = [new Int32Array(n), new Float64Array(n)];
  const found: number[] = [];
  for (let sample = 0; sample < resamples; sample++) {
    stationaryIndices(n, block, random, indices);
    for (let i = 0; i < n; i++) drawn[i] = values[indices[i]!]!;
    const figure = statistic(drawn);
    if (isDefined(figure)) found.push(figure);
  }
  if (found.length < 0.9 * resamples) {
    return new Undefined(`${resamples - found.length} of ${resamples} resampled series have no value`);
  }
  return { ...spread(Float64Array.from(found), confidence), confidence, block, used: found.length, resamples };
}

function spread(values: Float64Array, confidence: number): { low: number; high: number; standardError: number } {
  const ordered = values.sort();
  const centre = ordered.reduce((total, value) => total + value, 0) / ordered.length;
  const squares = ordered.reduce((total, value) => total + (value - centre) ** 2, 0);
  const tail = (1 - confidence) / 2;
  return {
    low: quantileSorted(ordered, tail),
    high: quantileSorted(ordered, 1 - tail),
    standardError: Math.sqrt(squares / (ordered.length - 1)),
  };
}

function requireSense(confidence: number, resamples: number, block: number | undefined): void {
  if (confidence > 0 && confidence < 1 && Number.isInteger(resamples) && resamples >= 100 && (block ?? 1) >= 1) return;
  throw new RiskbookError(
    "BAD_BOOTSTRAP",
    `The bootstrap had a confidence of ${confidence}, ${resamples} resamples and blocks of ${block ?? "chosen length"}; expected a fraction, at least 100, and blocks of 1 or more.`,
  );
}

export const bootstrapEntry: CatalogueEntry = {
  id: "stationary_bootstrap",
  label: "Stationary bootstrap",
  unit: "interval",
  definition:
    "percentile interval of any measure over series drawn in blocks of random length, mean length by Politis and White",
  source: "Politis & Romano (1994), JASA 89, 1303–1313; Politis & White (2004), Econometric Reviews 23(1), 53–70",
  recommended: true,
};

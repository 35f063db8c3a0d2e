import { quantile } from "./quantile.js";

/** 1 / Φ⁻¹(3/4): what makes the median absolute deviation of a normal sample its standard deviation. */
const NORMAL_CONSISTENCY = 1.482602218505602;

/** The middle of a sample and its spread, neither of which a minority of wild values can move. */
export interface RobustScale {
  readonly median: number;
  /** Median absolute deviation from the median × 1.4826, so that it estimates σ of a normal sample. */
  readonly deviation: number;
}

/** The median; of an even number of values the mean of the two in the middle. NaN for an empty series. */
export function median(values: Float64Array): number {
  return quantile(values, 0.5);
}

/**
 * Median and scaled median absolute deviation of a sample.
 * @param values the observations, all finite
 * @returns NaN for both of an empty sample; a deviation of 0 where more than half of the values are equal
 * @see Hampel (1974), JASA 69, 383–393; Rousseeuw & Croux (1993), JASA 88, 1273–1283
 */
export function robustScale(values: Float64Array): RobustScale {
  const middle = median(values);
  const deviation = median(values.map(value => Math.abs(value - middle))) * NORMAL_CONSISTENCY;
  return { median: middle, deviation };
}

/**
 * How many deviations a value is from the middle of a sample, with its sign.
 * @param floor the least deviation that counts, so that a sample of equal values does not make everything else infinite
 */
export function robustScore(value: number, { median, deviation }: RobustScale, floor: number): number {
  return (value - median) / Math.max(deviation, floor);
}

import { RiskbookError } from "../core/index.js";
import {
  type CentralMoments,
  centralMoments,
  firstNonFinite,
  float64,
  isRoundingNoise,
  sorted,
} from "../numeric/index.js";
import { type Compounded, compound } from "./drawdown/path.js";
import { type Tally, tally } from "./tally.js";

/** What the measures take: plain values in time order, or a sample whose statistics may be known already. */
export type Series = ArrayLike<number> | Sample;

/**
 * A series of observations whose statistics are computed once, when first asked for, and shared by all measures.
 * The values must not change afterwards.
 */
export class Sample {
  readonly values: Float64Array;
  readonly n: number;
  /** Sums and counts by sign. */
  readonly tally: Tally;
  #moments: CentralMoments | undefined;
  #sorted: Float64Array | undefined;
  #compounded: Compounded | undefined;

  /** @throws `NOT_FINITE` with the index of the first NaN or infinite value: gaps are refused, never filled. */
  constructor(values: ArrayLike<number>, name = "series") {
    this.values = float64(values);
    this.n = this.values.length;
    this.tally = tally(this.values);
    if (!Number.isFinite(this.tally.sum)) refuse(this.values, name);
  }

  /** Arithmetic mean; NaN for an empty sample. */
  get mean(): number {
    return this.tally.sum / this.n;
  }

  get moments(): CentralMoments {
    this.#moments ??= centralMoments(this.values, this.mean);
    return this.#moments;
  }

  /** Standard deviation with n − 1; 0 for a constant sample, NaN for fewer than two values. */
  get deviation(): number {
    return this.n < 2 ? Number.NaN : this.isConstant ? 0 : Math.sqrt((this.moments.m2 * this.n) / (this.n - 1));
  }

  /** Standard deviation with n in the denominator; 0 for a constant sample. */
  get populationDeviation(): number {
    return this.isConstant ? 0 : Math.sqrt(this.moments.m2);
  }

  /** Whether all values are the same but for rounding of the mean. */
  get isConstant(): boolean {
    return isRoundingNoise(Math.sqrt(this.moments.m2), this.mean);
  }

  /** The values in ascending order. */
  get sorted(): Float64Array {
    this.#sorted ??= sorted(this.values);
    return this.#sorted;
  }

  /** The values taken as returns and compounded from a capital of 1. */
  get compounded(): Compounded {
    this.#compounded ??= compound(this.values);
    return this.#compounded;
  }
}

/** The sample itself, or a new one of the values; throws `NOT_FINITE` as its constructor does. */
export function sampleOf(series: Series, name = "series"): Sample {
  return series instanceof Sample ? series : new Sample(series, name);
}

function refuse(values: Float64Array, name: string): never {
  const index = firstNonFinite(values);
  if (index < 0) throw new RiskbookError("OVERFLOW", `The ${name} adds up to more than a double can hold.`);
  throw new RiskbookError(
    "NOT_FINITE",
    `The ${name} has ${values[index]} at index ${index} of ${values.length}; a gap is refused, never filled with zero. ` +
      "Leave that observation out, or mend the source.",
    { details: { index, series: name } },
  );
}

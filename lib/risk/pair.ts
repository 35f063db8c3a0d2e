import { RiskbookError } from "../core/index.js";
import { type CrossMoments, crossMoments } from "../numeric/index.js";
import { Sample, type Series, sampleOf } from "./sample.js";

/** Returns beside those of a benchmark on the same days; what both measures need is computed once. */
export class Pair {
  readonly returns: Sample;
  readonly benchmark: Sample;
  #active: Sample | undefined;
  #cross: CrossMoments | undefined;

  /** @throws `LENGTH_MISMATCH` when the two differ in length, `NOT_FINITE` as `Sample` does. */
  constructor(returns: Series, benchmark: Series) {
    this.returns = sampleOf(returns, "returns");
    this.benchmark = sampleOf(benchmark, "benchmark");
    if (this.returns.n === this.benchmark.n) return;
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `The benchmark has ${this.benchmark.n} observations and the returns have ${this.returns.n}; join both by date first.`,
    );
  }

  /** Return less benchmark return, period by period. */
  get active(): Sample {
    if (this.#active === undefined) {
      const [x, y] = [this.returns.values, this.benchmark.values];
      const difference = new Float64Array(x.length);
      for (let i = 0; i < x.length; i++) difference[i] = x[i]! - y[i]!;
      this.#active = new Sample(difference, "active return");
    }
    return this.#active;
  }

  /**
   * Sample deviation of the active return; 0 where it is nothing but the rounding of the subtraction, as when a fund is
   * its benchmark less a fixed fee.
   */
  get activeDeviation(): number {
    const size = Math.max(magnitude(this.returns), magnitude(this.benchmark));
    const deviation = this.active.deviation;
    return deviation <= 8 * Number.EPSILON * size ? 0 : deviation;
  }

  /** Joint moments with the benchmark as x and the returns as y. */
  get cross(): CrossMoments {
    this.#cross ??= crossMoments(this.benchmark.values, this.returns.values, this.benchmark.mean, this.returns.mean);
    return this.#cross;
  }
}

function magnitude({ tally }: Sample): number {
  return Math.max(Math.abs(tally.largest), Math.abs(tally.smallest));
}

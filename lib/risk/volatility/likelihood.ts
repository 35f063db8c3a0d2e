import { type ErrorLaw, type Errors, errorLaw } from "./error-law.js";
import type { VarianceRecursion } from "./recursion.js";

/** The likelihood of one series under a recursion of its variance, with room for it so that a step of a search allocates nothing. */
export class Likelihood {
  /** Of all parameters; `nu` is last where errors are t. */
  readonly names: readonly string[];
  /** As `at` left them: element i is the variance expected of observation i, the last one that of the period to come. */
  readonly variances: Float64Array;
  readonly #values: Float64Array;
  readonly #recursion: VarianceRecursion;
  readonly #law: ErrorLaw;
  readonly #slopes: Float64Array;
  readonly #hasMean: boolean;
  readonly #freedom: number;

  constructor(values: Float64Array, recursion: VarianceRecursion, errors: Errors) {
    this.#values = values;
    this.#recursion = recursion;
    this.#law = errorLaw(errors);
    this.names = errors === "t" ? [...recursion.names, "nu"] : recursion.names;
    this.#slopes = new Float64Array(this.names.length);
    this.#hasMean = recursion.names[0] === "mu";
    this.#freedom = errors === "t" ? this.names.length - 1 : -1;
    this.variances = new Float64Array(values.length + 1);
  }

  /**
   * Mean of minus the log likelihood, and its gradient by the parameters.
   * @param scores where given, row i takes the gradient of observation i
   * @returns Infinity where a variance is not positive and finite
   */
  at(parameters: Float64Array, gradient: Float64Array, scores?: Float64Array): number {
    const [values, law, slopes] = [this.#values, this.#law, this.#slopes];
    const n = values.length;
    const size = this.names.length;
    const mean = this.#hasMean ? parameters[0]! : 0;
    if (this.#freedom >= 0) law.setFreedom(parameters[this.#freedom]!);
    gradient.fill(0);
    let variance = this.#recursion.first(parameters, values, law, slopes);
    let [loss, byMean, byFreedom] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
      this.variances[i] = variance;
      const residual = values[i]! - mean;
      law.observe(residual, variance);
      loss += law.loss;
      const { byVariance } = law;
      for (let k = 0; k < size; k++) gradient[k]! += byVariance * slopes[k]!;
      byMean -= law.byResidual;
      byFreedom += law.byFreedom;
      if (scores !== undefined) this.#score(scores, i);
      variance = this.#recursion.next(parameters, residual, variance, law, slopes);
    }
    this.variances[n] = variance;
    if (this.#hasMean) gradient[0]! += byMean;
    if (this.#freedom >= 0) gradient[this.#freedom]! += byFreedom;
    for (let k = 0; k < size; k++) gradient[k]! /= n;
    return loss / n;
  }

  /** The gradient of observation i alone, after the law has observed it. */
  #score(scores: Float64Array, i: number): void {
    const size = this.names.length;
    for (let k = 0; k < size; k++) scores[i * size + k] = this.#law.byVariance * this.#slopes[k]!;
    if (this.#hasMean) scores[i * size]! -= this.#law.byResidual;
    if (this.#freedom >= 0) scores[i * size + this.#freedom]! += this.#law.byFreedom;
  }
}

import { digamma, logGamma } from "../../numeric/index.js";

/** The distribution of standardised residuals: mean 0, variance 1. */
export type Errors = "normal" | "t";

/**
 * What an observation adds to minus the log likelihood, with its derivatives. `observe` writes the fields, so that a pass
 * over a series allocates nothing.
 */
export interface ErrorLaw {
  loss: number;
  byVariance: number;
  byResidual: number;
  byFreedom: number;
  /** E|z| and its derivative by the degrees of freedom. */
  meanSize: number;
  meanSizeByFreedom: number;
  /** Sets the degrees of freedom, above 2; the normal law has none. */
  setFreedom(freedom: number): void;
  observe(residual: number, variance: number): void;
}

/** The law of a name. */
export function errorLaw(errors: Errors): ErrorLaw {
  return errors === "t" ? new StudentLaw() : new NormalLaw();
}

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

class NormalLaw implements ErrorLaw {
  loss = 0;
  byVariance = 0;
  byResidual = 0;
  byFreedom = 0;
  meanSize: number = Math.sqrt(2 / Math.PI);
  meanSizeByFreedom = 0;

  setFreedom(): void {}

  observe(residual: number, variance: number): void {
    const precision = 1 / variance;
    const square = residual * residual * precision;
    this.loss = HALF_LOG_TWO_PI + (Math.log(variance) + square) / 2;
    this.byVariance = ((1 - square) * precision) / 2;
    this.byResidual = residual * precision;
  }
}

/**
 * Student's t with ν degrees of freedom, scaled to variance 1.
 * @see Bollerslev (1987), Review of Economics and Statistics 69, 542–547, equation (1)
 */
class StudentLaw implements ErrorLaw {
  loss = 0;
  byVariance = 0;
  byResidual = 0;
  byFreedom = 0;
  meanSize = 0;
  meanSizeByFreedom = 0;
  #freedom = 0;
  #constant = 0;
  #constantByFreedom = 0;

  setFreedom(freedom: number): void {
    const [upper, lower] = [(freedom + 1) / 2, freedom / 2];
    const logRatio = logGamma(upper) - logGamma(lower);
    const ratioSlope = (digamma(upper) - digamma(lower)) / 2;
    this.#freedom = freedom;
    this.#constant = Math.log(Math.PI * (freedom - 2)) / 2 - logRatio;
    this.#constantByFreedom = 1 / (2 * (freedom - 2)) - ratioSlope;
    this.meanSize = (2 * Math.sqrt((freedom - 2) / Math.PI) * Math.exp(logRatio)) / (freedom - 1);
    this.meanSizeByFreedom = this.meanSize * (1 / (2 * (freedom - 2)) + ratioSlope - 1 / (freedom - 1));
  }

  observe(residual: number, variance: number): void {
    const scale = this.#freedom - 2;
    const ratio = (residual * residual) / (variance * scale);
    const log = Math.log1p(ratio);
    const weight = (this.#freedom + 1) / (1 + ratio);
    this.loss = this.#constant + (Math.log(variance) + (this.#freedom + 1) * log) / 2;
    this.byVariance = (1 - weight * ratio) / (2 * variance);
    this.byResidual = (weight * residual) / (variance * scale);
    this.byFreedom = this.#constantByFreedom + log / 2 - (weight * ratio) / (2 * scale);
  }
}

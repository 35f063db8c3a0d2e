import { minimiseSmooth } from "../../numeric/index.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";

/** GARCH(1,1) with a constant mean: σ²(t+1) = ω + α·e²(t) + β·σ²(t). */
export interface GarchFit {
  readonly mean: number;
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
  readonly logLikelihood: number;
  /** Element i is the variance expected of observation i; the last one that of the period to come. */
  readonly variances: Float64Array;
}

/** Fewer observations say nothing of persistence. */
const FEWEST = 100;
/** α + β stays below this, so that there is an unconditional variance. */
const MOST_PERSISTENCE = 0.9999;
const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * Fits GARCH(1,1) with normal errors by (quasi-)maximum likelihood with an analytic gradient. The recursion starts at the
 * mean squared residual, as the published benchmark does.
 * @param series returns or P&L, in time order
 * @see Bollerslev (1986), Journal of Econometrics 31, 307–327; Fiorentini, Calzolari & Panattoni (1996), Journal of
 *   Applied Econometrics 11, 399–417
 */
export function fitGarch(series: Series): Figure<GarchFit> {
  const sample = sampleOf(series, "series");
  const few = tooFew(sample.n, FEWEST);
  if (few) return few;
  if (sample.isConstant) return new Undefined(`all ${sample.n} observations are the same`);
  const unit = sample.populationDeviation;
  const scaled = sample.values.map(value => value / unit);
  const recursion = new Recursion(scaled);
  const start = Float64Array.of(sample.mean / unit, Math.log(0.05), ...codesOf(0.08, 0.87));
  const found = minimiseSmooth((x, gradient) => recursion.loss(x, gradient), start, { tolerance: 1e-9 });
  if (!found.converged) return new Undefined("the fit of GARCH(1,1) did not converge");
  const { omega, alpha, beta } = parametersOf(found.argument);
  return {
    mean: found.argument[0]! * unit,
    omega: omega * unit * unit,
    alpha,
    beta,
    logLikelihood: -sample.n * (found.value + Math.log(unit)),
    variances: recursion.variances.map(variance => variance * unit * unit),
  };
}

interface Parameters {
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
}

/** ω, α and β, within their bounds, as smooth functions of any three numbers: the last three of `x`. */
function parametersOf(x: Float64Array): Parameters {
  const [a, b] = [Math.exp(x[2]!), Math.exp(x[3]!)];
  const total = 1 + a + b;
  return { omega: Math.exp(x[1]!), alpha: (MOST_PERSISTENCE * a) / total, beta: (MOST_PERSISTENCE * b) / total };
}

function codesOf(alpha: number, beta: number): [number, number] {
  const rest = MOST_PERSISTENCE - alpha - beta;
  return [Math.log(alpha / rest), Math.log(beta / rest)];
}

/** The likelihood of one series, with room for its recursion so that a step of the search allocates nothing. */
class Recursion {
  readonly variances: Float64Array;
  readonly #values: Float64Array;

  constructor(values: Float64Array) {
    this.#values = values;
    this.variances = new Float64Array(values.length + 1);
  }

  /** Mean negative log likelihood at (mean, log ω, codes of α and β), with its gradient. */
  loss(x: Float64Array, gradient: Float64Array): number {
    const values = this.#values;
    const n = values.length;
    const mean = x[0]!;
    const { omega, alpha, beta } = parametersOf(x);
    let variance = 0;
    let byMean = 0;
    for (const value of values) {
      variance += (value - mean) ** 2 / n;
      byMean -= (2 * (value - mean)) / n;
    }
    // The residual before the first one is taken as the mean squared one too.
    [variance, byMean] = [omega + (alpha + beta) * variance, (alpha + beta) * byMean];
    const first = (variance - omega) / (alpha + beta);
    let [byOmega, byAlpha, byBeta] = [1, first, first];
    let loss = 0;
    const slopes = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      this.variances[i] = variance;
      const residual = values[i]! - mean;
      const square = residual * residual;
      const weight = (1 - square / variance) / (2 * variance);
      loss += (Math.log(variance) + square / variance) / 2;
      slopes[0]! += weight * byMean - residual / variance;
      slopes[1]! += weight * byOmega;
      slopes[2]! += weight * byAlpha;
      slopes[3]! += weight * byBeta;
      byMean = beta * byMean - 2 * alpha * residual;
      byOmega = 1 + beta * byOmega;
      byAlpha = square + beta * byAlpha;
      byBeta = variance + beta * byBeta;
      variance = omega + alpha * square + beta * variance;
    }
    this.variances[n] = variance;
    const [atMean, atOmega, atAlpha, atBeta] = slopes as [number, number, number, number];
    const common = (atAlpha * alpha + atBeta * beta) / MOST_PERSISTENCE;
    gradient[0] = atMean / n;
    gradient[1] = (atOmega * omega) / n;
    gradient[2] = (alpha * (atAlpha - common)) / n;
    gradient[3] = (beta * (atBeta - common)) / n;
    return loss / n + LOG_TWO_PI / 2;
  }
}

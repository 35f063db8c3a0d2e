import { normalCdf } from "../../numeric/index.js";
import { type Figure, Undefined } from "../figure.js";
import type { VolatilityFit } from "./fit.js";

/** What a fitted model says of the variance of the days to come. */
export interface VarianceForecast {
  /** Element h is the variance expected of day h + 1 from now. */
  readonly variances: Float64Array;
  /** What the figures are where they are not the conditional expectation; null where they are. */
  readonly warning: string | null;
}

/** Terms after which EGARCH's product no longer moves. */
const MOST_TERMS = 10_000;

/**
 * The share of today's surprise in variance that is left tomorrow: α + β, α + γ/2 + β, β of EGARCH (of the logarithm),
 * 1 of EWMA.
 */
export function persistence({ model, parameters }: VolatilityFit): number {
  const { alpha1 = 0, gamma1 = 0, beta1 = 0 } = parameters;
  if (model === "ewma") return 1;
  if (model === "egarch") return beta1;
  return alpha1 + gamma1 / 2 + beta1;
}

/** Periods in which half of a surprise in variance is gone: ln ½ / ln(persistence). */
export function halfLife(fit: VolatilityFit): Figure {
  const left = persistence(fit);
  if (!(left < 1)) return new Undefined("the variance has no level to return to");
  return left > 0 ? Math.log(0.5) / Math.log(left) : new Undefined("a surprise is gone after one period");
}

/**
 * The variance to which forecasts tend: ω/(1 − persistence); of EGARCH with normal errors exp(ω/(1 − β)) times the mean of
 * the exponential of all its surprises.
 * @see Nelson (1991), Econometrica 59, theorem A1.2
 */
export function unconditionalVariance(fit: VolatilityFit): Figure {
  const { omega = 0, beta1 = 0 } = fit.parameters;
  if (fit.model === "ewma") return new Undefined("exponential weighting has no unconditional variance");
  if (fit.model !== "egarch") return omega / (1 - persistence(fit));
  if (fit.errors === "t") return new Undefined(INFINITE);
  let log = omega / (1 - beta1);
  let power = 1;
  for (let term = 0; term < MOST_TERMS && Math.abs(power) > 1e-16; term++, power *= beta1)
    log += Math.log(growthOf(fit, power));
  return Math.exp(log);
}

const INFINITE = "with t errors the expected variance of EGARCH is infinite beyond the next day";

/**
 * Variances expected of the next days. EGARCH with t errors has no expectation beyond the next day (a t variable has no
 * exponential moment): there the exponential of the expected logarithm stands, and the warning says so.
 * @param horizon days, at least 1
 * @see Nelson (1991), Econometrica 59, appendix 1; Bauwens, Hafner & Laurent (2012), Handbook of Volatility Models, ch. 1
 */
export function forecastVariance(fit: VolatilityFit, horizon: number): VarianceForecast {
  const variances = new Float64Array(horizon);
  variances[0] = fit.variances.at(-1)!;
  const { omega = 0, beta1 = 0 } = fit.parameters;
  const left = persistence(fit);
  const infinite = fit.model === "egarch" && fit.errors === "t";
  let [log, growth, power] = [Math.log(variances[0]), 0, 1];
  for (let day = 1; day < horizon; day++) {
    if (fit.model !== "egarch") {
      variances[day] = omega + left * variances[day - 1]!;
      continue;
    }
    log = omega + beta1 * log;
    if (!infinite) growth += Math.log(growthOf(fit, power));
    power *= beta1;
    variances[day] = Math.exp(log + growth);
  }
  const warning = infinite && horizon > 1 ? `${INFINITE}; shown is the exponential of its expected logarithm` : null;
  return { variances, warning };
}

/** E exp(c·g(z)) for normal z, g(z) = α(|z| − E|z|) + γz: what a surprise that counts c times adds to the expected variance. */
function growthOf({ parameters }: VolatilityFit, count: number): number {
  const { alpha1 = 0, gamma1 = 0 } = parameters;
  const [gain, loss] = [count * (alpha1 + gamma1), count * (alpha1 - gamma1)];
  const sum = Math.exp((gain * gain) / 2) * normalCdf(gain) + Math.exp((loss * loss) / 2) * normalCdf(loss);
  return sum * Math.exp(-count * alpha1 * Math.sqrt(2 / Math.PI));
}

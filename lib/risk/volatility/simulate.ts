import type { RandomStream } from "../../core/index.js";
import type { VolatilityFit } from "./fit.js";

/** E|z| of a t law is not needed: surprises are drawn from the residuals, and their own mean size stands for it. */
function meanSize(residuals: Float64Array): number {
  return residuals.reduce((total, z) => total + Math.abs(z), 0) / residuals.length;
}

/**
 * Makes a simulator of the days to come: residuals drawn with replacement from those of the fit, times the volatility that
 * the model makes of the days before, from today's forecast on.
 * @returns a function that fills a path and allocates nothing
 * @see Barone-Adesi, Giannopoulos & Vosper (1999), Journal of Futures Markets 19(5), 583–602
 */
export function volatilitySimulator(fit: VolatilityFit): (random: RandomStream, path: Float64Array) => void {
  const { model, parameters, mean, residuals } = fit;
  const { omega = 0, alpha1 = 0, gamma1 = 0, beta1 = 0, lambda = 0 } = parameters;
  const [weight, carried] = model === "ewma" ? [1 - lambda, lambda] : [alpha1, beta1];
  const size = meanSize(residuals);
  const today = fit.variances.at(-1)!;
  return (random, path) => {
    let variance = today;
    for (let day = 0; day < path.length; day++) {
      const z = residuals[random.integer(residuals.length)]!;
      const shock = z * Math.sqrt(variance);
      path[day] = mean + shock;
      if (model === "egarch") {
        variance = Math.exp(omega + alpha1 * (Math.abs(z) - size) + gamma1 * z + beta1 * Math.log(variance));
      } else {
        variance = omega + (weight + (z < 0 ? gamma1 : 0)) * shock * shock + carried * variance;
      }
    }
  };
}

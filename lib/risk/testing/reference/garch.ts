import { isDefined } from "../../figure.js";
import { fitGarch } from "../../volatility/garch.js";
import type { Comparison } from "./comparison.js";

/** The part of `garch_fcp.json` that a fit has: full precision, found by search. */
export interface GarchReference {
  readonly computed_full_precision: {
    readonly mu: number;
    readonly omega: number;
    readonly alpha1: number;
    readonly beta1: number;
    readonly loglik: number;
    readonly last_h: number;
    readonly variance_forecast_1_10: readonly number[];
  };
}

/** Fiorentini, Calzolari and Panattoni's benchmark on the returns of the mark against the pound. */
export function garchBenchmark(returns: Float64Array, { computed_full_precision: full }: GarchReference): Comparison[] {
  const fit = fitGarch(returns);
  if (!isDefined(fit)) throw new Error(fit.reason);
  const n = returns.length;
  const searched = (of: string, expected: number, found: number): Comparison => ({
    of,
    expected,
    found,
    tolerance: 1e-6,
  });
  return [
    searched("μ", full.mu, fit.mean),
    searched("ω", full.omega, fit.omega),
    searched("α", full.alpha1, fit.alpha),
    searched("β", full.beta1, fit.beta),
    searched("log likelihood", full.loglik, fit.logLikelihood),
    searched("last variance", full.last_h, fit.variances[n - 1]!),
    searched("variance of the next day", full.variance_forecast_1_10[0]!, fit.variances[n]!),
  ];
}

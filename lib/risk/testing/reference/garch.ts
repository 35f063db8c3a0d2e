import { isDefined } from "../../figure.js";
import { fitVolatility } from "../../volatility/fit.js";
import { type ParameterErrors, volatilityErrors } from "../../volatility/standard-errors.js";
import { forecastVariance, unconditionalVariance } from "../../volatility/term-structure.js";
import type { Comparison } from "./comparison.js";

/** The part of `garch_fcp.json` that is compared: full precision, found by search. */
export interface GarchReference {
  readonly computed_full_precision: {
    readonly mu: number;
    readonly omega: number;
    readonly alpha1: number;
    readonly beta1: number;
    readonly loglik: number;
    readonly se_hessian: readonly number[];
    readonly se_opg: readonly number[];
    readonly se_qml: readonly number[];
    readonly last_h: number;
    readonly variance_forecast_1_10: readonly number[];
    readonly unconditional_variance: number;
  };
}

/** Fiorentini, Calzolari and Panattoni's benchmark on the returns of the mark against the pound. */
export function garchBenchmark(returns: Float64Array, { computed_full_precision: full }: GarchReference): Comparison[] {
  const fit = defined(fitVolatility(returns));
  const { hessian, opg, robust } = volatilityErrors(returns, fit);
  const searched = (of: string, expected: number, found: number): Comparison => ({
    of,
    expected,
    found,
    tolerance: 1e-6,
  });
  const errors = (of: string, expected: readonly number[], found: ParameterErrors): Comparison[] =>
    Object.keys(found).map((name, i) => searched(`${of} of ${name}`, expected[i]!, found[name]!));
  const forecast = forecastVariance(fit, full.variance_forecast_1_10.length).variances;
  return [
    ...(["mu", "omega", "alpha1", "beta1"] as const).map(name => searched(name, full[name], fit.parameters[name]!)),
    searched("log likelihood", full.loglik, fit.logLikelihood),
    ...errors("Hessian error", full.se_hessian, defined(hessian)),
    ...errors("OPG error", full.se_opg, defined(opg)),
    ...errors("robust error", full.se_qml, defined(robust)),
    searched("last variance", full.last_h, fit.variances[returns.length - 1]!),
    ...full.variance_forecast_1_10.map((value, day) => searched(`variance of day ${day + 1}`, value, forecast[day]!)),
    searched("unconditional variance", full.unconditional_variance, defined(unconditionalVariance(fit))),
  ];
}

function defined<T>(figure: T): Exclude<T, { reason: string }> {
  if (!isDefined(figure)) throw new Error((figure as { reason: string }).reason);
  return figure as Exclude<T, { reason: string }>;
}

import {
  archTest,
  type Errors,
  expectedStay,
  type Figure,
  forecastRegimes,
  forecastVariance,
  halfLife,
  isDefined,
  ljungBox,
  type ParameterErrors,
  persistence,
  type RegimeFit,
  type StandardErrors,
  unconditionalVariance,
  type VolatilityFit,
  volatilityErrors,
} from "../lib/risk/index.js";

/** A model of volatility as the command prints it. A figure that is undefined is null, and its reason stands beside it. */
export interface VolatilityResult {
  readonly model: string;
  readonly errors: Errors;
  readonly n: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly standardErrors: {
    readonly hessian: ParameterErrors | null;
    readonly opg: ParameterErrors | null;
    readonly robust: ParameterErrors | null;
    readonly reason?: string;
    readonly atBound?: readonly string[];
  };
  readonly logLikelihood: number;
  readonly bic: number;
  /** Variance expected of each of the periods to come. */
  readonly forecast: readonly number[];
  /** What the forecast is where it is no expectation. */
  readonly warning: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** GARCH and its kin, with standard errors and tests of the residuals. */
export function volatilityResult(series: Float64Array, fit: VolatilityFit, horizon: number): VolatilityResult {
  const { model, errors, n, parameters, logLikelihood, residuals } = fit;
  const { variances, warning } = forecastVariance(fit, horizon);
  return {
    model,
    errors,
    n,
    parameters,
    standardErrors: errorsJson(volatilityErrors(series, fit)),
    logLikelihood,
    bic: -2 * logLikelihood + Object.keys(parameters).length * Math.log(n),
    forecast: Array.from(variances),
    warning,
    details: {
      persistence: persistence(fit),
      halfLife: orReason(halfLife(fit)),
      unconditionalVariance: orReason(unconditionalVariance(fit)),
      diagnostics: {
        ljungBox: orReason(ljungBox(residuals)),
        ljungBoxSquares: orReason(ljungBox(residuals.map(z => z * z))),
        arch: orReason(archTest(residuals)),
      },
    },
  };
}

/** Hidden regimes, the calmest first. */
export function regimeResult(fit: RegimeFit, horizon: number): VolatilityResult {
  const { states, n, initial, transition, means, deviations, logLikelihood, bic, filtered } = fit;
  const { variances } = forecastRegimes(fit, horizon);
  return {
    model: "hmm",
    errors: "normal",
    n,
    parameters: {
      states,
      means: Array.from(means),
      deviations: Array.from(deviations),
      transition: Array.from({ length: states }, (_, from) =>
        Array.from(transition.subarray(from * states, (from + 1) * states)),
      ),
      initial: Array.from(initial),
    },
    standardErrors: {
      hessian: null,
      opg: null,
      robust: null,
      reason: "standard errors of hidden regimes are not estimated",
    },
    logLikelihood,
    bic,
    forecast: Array.from(variances),
    warning: null,
    details: {
      expectedStay: expectedStay(fit),
      probabilities: filtered.map(shares => shares.at(-1)!),
      iterations: fit.iterations,
    },
  };
}

function errorsJson({ hessian, opg, robust, atBound }: StandardErrors): VolatilityResult["standardErrors"] {
  const found = [hessian, opg, robust].map(set => (isDefined(set) ? set : null));
  const reason = [hessian, opg, robust].find(set => !isDefined(set)) as { reason: string } | undefined;
  return {
    hessian: found[0]!,
    opg: found[1]!,
    robust: found[2]!,
    ...(reason === undefined ? {} : { reason: reason.reason }),
    ...(atBound.length === 0 ? {} : { atBound }),
  };
}

function orReason<T>(figure: Figure<T>): T | { reason: string } {
  return isDefined(figure) ? figure : { reason: figure.reason };
}

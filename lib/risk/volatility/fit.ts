import { RiskbookError } from "../../core/index.js";
import { type Minimum, minimiseSmooth } from "../../numeric/index.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { freedomOf, freedomSlope, MOST_FREEDOM } from "../tail/freedom.js";
import { EgarchRecursion } from "./egarch.js";
import type { Errors } from "./error-law.js";
import { EwmaRecursion } from "./ewma.js";
import { garchRecursion } from "./garch.js";
import { Likelihood } from "./likelihood.js";
import type { VarianceRecursion } from "./recursion.js";

/** The models of a variance that changes by day. */
export const VOLATILITY_MODELS = ["ewma", "garch", "gjr", "egarch"] as const;
export type VolatilityModel = (typeof VOLATILITY_MODELS)[number];

export interface VolatilityOptions {
  /** `garch` by default. */
  readonly model?: VolatilityModel;
  /** The distribution of standardised residuals, `normal` by default. */
  readonly errors?: Errors;
}

/** A model of the variance as it was fitted to a series. */
export interface VolatilityFit {
  readonly model: VolatilityModel;
  readonly errors: Errors;
  /** `mu`, `omega`, `alpha1`, `gamma1`, `beta1`, `nu`, or `lambda`, in this order, each where the model has it. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The constant mean; 0 where the model has none. */
  readonly mean: number;
  readonly logLikelihood: number;
  /** Observations. */
  readonly n: number;
  /** Element i is the variance expected of observation i; the last one that of the period to come. */
  readonly variances: Float64Array;
  /** (x − mean)/σ of each observation. */
  readonly residuals: Float64Array;
}

/** Fewer observations say nothing of persistence. */
const FEWEST = 100;
/** To which the gradient of the mean log likelihood vanishes. */
const TOLERANCE = 1e-9;

/**
 * Fits EWMA, GARCH(1,1), GJR or EGARCH by (quasi-)maximum likelihood with an analytic gradient.
 * @param series returns or P&L of equal periods, in time order; its unit scales μ and ω and nothing else
 * @returns undefined for fewer than 100 observations, for a constant, and where the search does not converge
 * @throws `NOT_FINITE`, `UNKNOWN_MODEL`
 * @see Bollerslev & Wooldridge (1992), Econometric Reviews 11, 143–172; the sources of each recursion
 */
export function fitVolatility(series: Series, options: VolatilityOptions = {}): Figure<VolatilityFit> {
  const { model = "garch", errors = "normal" } = options;
  const recursion = recursionOf(model);
  const sample = sampleOf(series, "series");
  const few = tooFew(sample.n, FEWEST);
  if (few) return few;
  if (sample.isConstant) return new Undefined(`all ${sample.n} observations are the same`);
  const unit = sample.populationDeviation;
  const scaled = sample.values.map(value => value / unit);
  const found = search(scaled, sample.mean / unit, recursion, errors);
  if (found === null) return new Undefined(`the fit of ${model} with ${errors} errors did not converge`);
  recursion.rescale(found, unit);
  return fitOf(sample.values, found, { model, errors });
}

/** The model at given parameters, in the order of their names: variances, residuals and likelihood of a series. */
function fitOf(values: Float64Array, parameters: Float64Array, options: Required<VolatilityOptions>): VolatilityFit {
  const likelihood = likelihoodOf(values, options);
  const loss = likelihood.at(parameters, new Float64Array(parameters.length));
  const { names, variances } = likelihood;
  const mean = names[0] === "mu" ? parameters[0]! : 0;
  return {
    ...options,
    parameters: Object.fromEntries(names.map((name, i) => [name, parameters[i]!])),
    mean,
    logLikelihood: -loss * values.length,
    n: values.length,
    variances,
    residuals: values.map((value, i) => (value - mean) / Math.sqrt(variances[i]!)),
  };
}

/** The likelihood of a series under a model, as a function of its parameters. */
export function likelihoodOf(values: Float64Array, { model, errors }: Required<VolatilityOptions>): Likelihood {
  return new Likelihood(values, recursionOf(model), errors);
}

/** The recursion of a model; throws `UNKNOWN_MODEL`. */
export function recursionOf(model: VolatilityModel): VarianceRecursion {
  switch (model) {
    case "ewma":
      return new EwmaRecursion();
    case "garch":
      return garchRecursion({ leverage: false });
    case "gjr":
      return garchRecursion({ leverage: true });
    case "egarch":
      return new EgarchRecursion();
    default:
      throw new RiskbookError(
        "UNKNOWN_MODEL",
        `There is no volatility model "${model}"; there are ${VOLATILITY_MODELS.join(", ")}.`,
        { exitCode: 2 },
      );
  }
}

/** The best parameters of a series of deviation 1, or null where no start leads to a minimum. */
function search(values: Float64Array, mean: number, recursion: VarianceRecursion, errors: Errors): Float64Array | null {
  const likelihood = new Likelihood(values, recursion, errors);
  const size = likelihood.names.length;
  const parameters = new Float64Array(size);
  const loss = (code: Float64Array, gradient: Float64Array): number => {
    decode(code, parameters, recursion);
    const value = likelihood.at(parameters, gradient);
    recursion.chain(parameters, gradient);
    if (errors === "t") gradient[size - 1]! *= freedomSlope(parameters[size - 1]!);
    return value;
  };
  let best: Minimum | null = null;
  for (const start of recursion.starts) {
    const code = new Float64Array(size);
    code.set(start);
    if (recursion.names[0] === "mu") code[0] = mean;
    const found = minimiseSmooth(loss, code, { tolerance: TOLERANCE });
    if (settled(found, errors) && found.value < (best?.value ?? Number.POSITIVE_INFINITY)) best = found;
  }
  if (best === null) return null;
  decode(best.argument, parameters, recursion);
  return parameters;
}

function decode(code: Float64Array, parameters: Float64Array, recursion: VarianceRecursion): void {
  recursion.decode(code, parameters);
  const freedom = recursion.names.length;
  if (freedom < parameters.length) parameters[freedom] = freedomOf(code[freedom]!);
}

/** Converged, or so near to the normal law that the degrees of freedom only grow. */
function settled({ converged, argument, gradient }: Minimum, errors: Errors): boolean {
  return converged || (errors === "t" && gradient < 1e-5 && freedomOf(argument.at(-1)!) > MOST_FREEDOM / 2);
}

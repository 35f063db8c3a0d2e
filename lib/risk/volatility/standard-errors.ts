import { cholesky, choleskyInverse, type SquareMatrix } from "../../numeric/index.js";
import { type Figure, mapFigure, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import { MOST_FREEDOM } from "../tail/freedom.js";
import { likelihoodOf, recursionOf, type VolatilityFit } from "./fit.js";
import type { Likelihood } from "./likelihood.js";

/** Standard errors by parameter. */
export type ParameterErrors = Readonly<Record<string, number>>;

/** Three estimates of how certain parameters are. Where they differ much, the errors are not what the model takes them for. */
export interface StandardErrors {
  /** From the curvature of the likelihood: H⁻¹. */
  readonly hessian: Figure<ParameterErrors>;
  /** From the outer product of the scores: G⁻¹. */
  readonly opg: Figure<ParameterErrors>;
  /** Valid whatever the distribution of the errors: H⁻¹·G·H⁻¹. */
  readonly robust: Figure<ParameterErrors>;
  /** Parameters that lie at their bounds: they have no standard error, and those of the others take them for known. */
  readonly atBound: readonly string[];
}

/** Step of the differences, relative to each parameter; they are exact to the fourth power of it. */
const STEP = 1e-4;

/**
 * Standard errors of a fit by the Hessian, by the outer product of gradients and robust to other distributions. Scores are
 * analytic; the Hessian is made of fourth-order central differences of the analytic gradient.
 * @param series what the model was fitted to
 * @returns undefined where a sum of parameters lies at its bound or a matrix is singular; a single parameter at its bound is left out
 * @see Bollerslev & Wooldridge (1992), Econometric Reviews 11, 143–172; Fiorentini, Calzolari & Panattoni (1996)
 */
export function volatilityErrors(series: Series, fit: VolatilityFit): StandardErrors {
  const { values } = sampleOf(series, "series");
  const parameters = Float64Array.from(Object.values(fit.parameters));
  const bounds = [
    ...recursionOf(fit.model).bounds(parameters),
    ...(fit.parameters.nu! > MOST_FREEDOM / 2 ? ["nu"] : []),
  ];
  const names = Object.keys(fit.parameters).filter(name => !bounds.includes(name));
  const sum = bounds.find(bound => !(bound in fit.parameters));
  if (sum !== undefined || names.length === 0) {
    const bound = sum ?? bounds[0]!;
    const none = new Undefined(`${bound} lies at its bound, where the likelihood has no regular maximum`);
    return { hessian: none, opg: none, robust: none, atBound: bounds };
  }
  const free = Object.keys(fit.parameters).flatMap((name, i) => (names.includes(name) ? [i] : []));
  const likelihood = likelihoodOf(values, fit);
  const products = part(outerProducts(likelihood, parameters, values.length), free);
  const inverse = inverseOf(part(hessian(likelihood, parameters, values), free), "Hessian");
  const errors = (covariance: SquareMatrix): Figure<ParameterErrors> =>
    Object.fromEntries(names.map((name, i) => [name, Math.sqrt(covariance.values[i * names.length + i]!)]));
  return {
    hessian: mapFigure(inverse, errors),
    opg: mapFigure(inverseOf(products, "outer product of the gradients"), errors),
    robust: mapFigure(inverse, curvature => errors(sandwich(curvature, products))),
    atBound: bounds,
  };
}

/** Rows and columns of a matrix. */
function part({ size, values }: SquareMatrix, kept: readonly number[]): SquareMatrix {
  return { size: kept.length, values: Float64Array.from(kept.flatMap(i => kept.map(j => values[i * size + j]!))) };
}

/** Second derivatives of minus the log likelihood. */
function hessian(likelihood: Likelihood, parameters: Float64Array, values: Float64Array): SquareMatrix {
  const size = parameters.length;
  const raw = new Float64Array(size * size);
  const deviation = Math.sqrt(values.reduce((total, value) => total + value * value, 0) / values.length);
  const [gradient, moved] = [new Float64Array(size), parameters.slice()];
  for (let i = 0; i < size; i++) {
    const unit = likelihood.names[i] === "mu" ? deviation : Math.abs(parameters[i]!) || 1;
    for (const [offset, weight] of [
      [-2, 1],
      [-1, -8],
      [1, 8],
      [2, -1],
    ] as const) {
      moved[i] = parameters[i]! + offset * STEP * unit;
      likelihood.at(moved, gradient);
      const factor = (weight * values.length) / (12 * STEP * unit);
      for (let j = 0; j < size; j++) raw[i * size + j]! += factor * gradient[j]!;
    }
    moved[i] = parameters[i]!;
  }
  const both = raw.map((value, at) => (value + raw[(at % size) * size + Math.floor(at / size)]!) / 2);
  return { size, values: both };
}

function outerProducts(likelihood: Likelihood, parameters: Float64Array, n: number): SquareMatrix {
  const size = parameters.length;
  const scores = new Float64Array(n * size);
  likelihood.at(parameters, new Float64Array(size), scores);
  const values = new Float64Array(size * size);
  for (let t = 0; t < n; t++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) values[i * size + j]! += scores[t * size + i]! * scores[t * size + j]!;
  return { size, values };
}

function inverseOf(matrix: SquareMatrix, name: string): Figure<SquareMatrix> {
  const lower = cholesky(matrix);
  return lower === null ? new Undefined(`the ${name} is not positive definite`) : choleskyInverse(lower);
}

/** A·B·A of symmetric matrices. */
function sandwich(outer: SquareMatrix, inner: SquareMatrix): SquareMatrix {
  return product(product(outer, inner), outer);
}

function product(a: SquareMatrix, b: SquareMatrix): SquareMatrix {
  const { size } = a;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++) values[i * size + j]! += a.values[i * size + k]! * b.values[k * size + j]!;
  return { size, values };
}

import { RiskbookError } from "../../core/index.js";
import { minimiseSmooth } from "../../numeric/index.js";
import { type Figure, mapFigure, tooFew, Undefined } from "../figure.js";
import { tailOf } from "../tail/level.js";
import { defineModel, type TailForecast, type VarModel } from "./model.js";

/** A generalised Pareto distribution of what losses exceed a threshold by. */
export interface ParetoFit {
  readonly threshold: number;
  /** ξ: above 0 a heavy tail, whose mean is infinite from 1. */
  readonly shape: number;
  /** β, in the unit of the losses. */
  readonly scale: number;
  readonly exceedances: number;
  readonly observations: number;
}

const FEWEST = 15;

/**
 * Fits the losses beyond a threshold by maximum likelihood; the threshold is the largest loss that is not among the `share`
 * worst.
 * @param share of observations beyond the threshold, such as 0.1
 * @see McNeil, Frey & Embrechts, Quantitative Risk Management, 2nd ed., section 5.2
 */
export function fitExcesses(pnl: Float64Array, share: number): Figure<ParetoFit> {
  const count = Math.floor(pnl.length * share);
  if (count < FEWEST) return tooFew(pnl.length, Math.ceil(FEWEST / share)) ?? new Undefined("too few losses");
  const losses = pnl.map(value => -value).sort();
  const threshold = losses[losses.length - count - 1]!;
  const excesses = losses
    .slice(losses.length - count)
    .map(loss => loss - threshold)
    .filter(excess => excess > 0);
  if (excesses.length < FEWEST)
    return new Undefined(`only ${excesses.length} losses lie beyond the threshold, the rest are ties`);
  const unit = excesses.reduce((total, excess) => total + excess, 0) / excesses.length;
  const scaled = excesses.map(excess => excess / unit);
  const { argument, converged } = minimiseSmooth(
    (x, gradient) => lossOf(scaled, x, gradient),
    Float64Array.of(0, 0.1),
    {
      tolerance: 1e-8,
    },
  );
  if (!converged) return new Undefined("the fit of the tail did not converge");
  const scale = unit * Math.exp(argument[0]!);
  return { threshold, shape: shapeOf(argument[1]!), scale, exceedances: excesses.length, observations: pnl.length };
}

/** The shape, above −1/2, as a smooth function of any number: below, the likelihood has no regular maximum (Smith 1985). */
function shapeOf(code: number): number {
  return Math.exp(code) - 0.5;
}

/** Mean negative log likelihood at (log scale, code of the shape), with its gradient; infinite where an excess is impossible. */
function lossOf(excesses: Float64Array, x: Float64Array, gradient: Float64Array): number {
  const [logScale, code] = x as unknown as [number, number];
  const shape = shapeOf(code);
  const scale = Math.exp(logScale);
  let [loss, byScale, byShape] = [logScale, 1, 0];
  const n = excesses.length;
  for (const excess of excesses) {
    const z = excess / scale;
    const inner = 1 + shape * z;
    if (!(inner > 0)) return Number.POSITIVE_INFINITY;
    // Near ξ = 0 the quotients lose their digits; there the logarithm's series stands in.
    const small = Math.abs(shape * z) < 1e-5;
    const logOverShape = small ? z - (shape * z * z) / 2 : Math.log(inner) / shape;
    loss += (logOverShape + Math.log(inner)) / n;
    byScale -= ((1 + shape) * z) / inner / n;
    byShape += ((small ? (-z * z) / 2 + (2 * shape * z ** 3) / 3 : (z / inner - logOverShape) / shape) + z / inner) / n;
  }
  gradient[0] = byScale;
  gradient[1] = byShape * Math.exp(code);
  return loss;
}

/** VaR and ES beyond the threshold: u + β/ξ((αn/k)^−ξ − 1) and (VaR + β − ξu)/(1 − ξ). */
export function paretoTail(fit: ParetoFit, confidence: number): Figure<TailForecast> {
  const { threshold, shape, scale, exceedances, observations } = fit;
  const reach = tailOf(confidence) * (observations / exceedances);
  if (reach > 1)
    return new Undefined(
      `${confidence} lies below the threshold, which ${exceedances} of ${observations} losses exceed`,
    );
  const grown = Math.abs(shape) < 1e-9 ? -Math.log(reach) : (reach ** -shape - 1) / shape;
  const value = threshold + scale * grown;
  if (shape >= 1) return new Undefined(`the tail's shape is ${shape.toFixed(2)}: its mean is infinite`);
  return { var: value, es: (value + scale - shape * threshold) / (1 - shape) };
}

/**
 * Extreme value theory: peaks over a threshold.
 * @param share of the window that counts as its tail
 * @throws `BAD_SHARE` unless it lies between 0 and 0.5
 */
export function extremeValueModel({ share = 0.1 }: { share?: number } = {}): VarModel {
  if (!(share > 0 && share <= 0.5)) {
    throw new RiskbookError("BAD_SHARE", `The share of the tail was ${share}; give a number up to 0.5 such as 0.1.`);
  }
  return defineModel({
    id: "evt",
    label: "Extreme value",
    definition: `quantile and mean of a generalised Pareto distribution fitted by maximum likelihood to the worst ${share * 100}% of losses`,
    source: "McNeil, Frey & Embrechts, Quantitative Risk Management, 2nd ed., section 5.2; McNeil & Frey (2000)",
    coherentTail: true,
    forecast: (past, confidence) => mapFigure(fitExcesses(past, share), fit => paretoTail(fit, confidence)),
  });
}

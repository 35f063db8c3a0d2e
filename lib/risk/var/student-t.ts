import { digamma, logStudentPdf, minimiseSmooth, studentQuantile } from "../../numeric/index.js";
import { type Figure, mapFigure, tooFew, Undefined } from "../figure.js";
import { type Sample, sampleOf } from "../sample.js";
import { freedomOf, freedomSlope, MOST_FREEDOM } from "../tail/freedom.js";
import { tailOf } from "../tail/level.js";
import { defineModel, type VarModel } from "./model.js";

/** A t distribution with location and scale; its variance is scale²·ν/(ν−2). */
export interface StudentFit {
  readonly location: number;
  readonly scale: number;
  /** Degrees of freedom, above 2. */
  readonly freedom: number;
}

/** Location, scale and degrees of freedom (2 to 1000) by maximum likelihood with an analytic gradient. */
export function fitStudent(pnl: Float64Array | Sample): Figure<StudentFit> {
  const sample = sampleOf(pnl, "P&L");
  const few = tooFew(sample.n, 20);
  if (few) return few;
  if (sample.isConstant) return new Undefined(`all ${sample.n} observations are the same`);
  const { mean, populationDeviation: unit } = sample;
  const scaled = sample.values.map(value => (value - mean) / unit);
  const found = minimiseSmooth((x, gradient) => lossOf(scaled, x, gradient), Float64Array.of(0, Math.log(0.75), 1), {
    tolerance: 1e-8,
  });
  const [location, logScale, code] = found.argument as unknown as [number, number, number];
  if (!found.converged && freedomOf(code) < MOST_FREEDOM / 2)
    return new Undefined("the fit of a t distribution did not converge");
  return { location: mean + unit * location, scale: unit * Math.exp(logScale), freedom: freedomOf(code) };
}

/** Mean negative log likelihood at (location, log scale, code of the freedom), with its gradient. */
function lossOf(values: Float64Array, x: Float64Array, gradient: Float64Array): number {
  const [location, logScale, code] = x as unknown as [number, number, number];
  const freedom = freedomOf(code);
  const scale = Math.exp(logScale);
  const constant = logStudentPdf(0, freedom) - logScale;
  let [loss, byLocation, byScale, byFreedom] = [0, 0, 0, 0];
  for (const value of values) {
    const z = (value - location) / scale;
    const ratio = (z * z) / freedom;
    const log = Math.log1p(ratio);
    const weight = (freedom + 1) / (freedom + z * z);
    loss -= constant - ((freedom + 1) / 2) * log;
    byLocation -= (weight * z) / scale;
    byScale -= weight * z * z - 1;
    byFreedom -= (-log + ((freedom + 1) / freedom) * (ratio / (1 + ratio))) / 2;
  }
  const n = values.length;
  byFreedom -= (n * (digamma((freedom + 1) / 2) - digamma(freedom / 2) - 1 / freedom)) / 2;
  gradient[0] = byLocation / n;
  gradient[1] = byScale / n;
  gradient[2] = (byFreedom * freedomSlope(freedom)) / n;
  return loss / n;
}

/** VaR and ES of a fitted t distribution. */
export function studentTail({ location, scale, freedom }: StudentFit, confidence: number): { var: number; es: number } {
  const alpha = tailOf(confidence);
  const quantile = studentQuantile(alpha, freedom);
  const density = Math.exp(logStudentPdf(quantile, freedom));
  const beyond = (density / alpha) * ((freedom + quantile * quantile) / (freedom - 1));
  return { var: -location - scale * quantile, es: -location + scale * beyond };
}

/** A t distribution fitted to the window. */
export const studentModel: VarModel = defineModel({
  id: "student_t",
  label: "Student t",
  definition:
    "quantile and tail mean of a t distribution whose location, scale and degrees of freedom (2 to 1000) are fitted by maximum likelihood",
  source: "McNeil, Frey & Embrechts, Quantitative Risk Management, 2nd ed., section 2.3.4",
  coherentTail: true,
  forecast: (past, confidence) => mapFigure(fitStudent(past), fit => studentTail(fit, confidence)),
});

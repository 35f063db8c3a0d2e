import type { CatalogueEntry } from "../definition.js";
import type { ErrorLaw } from "./error-law.js";
import { AT_BOUND, MOST_PERSISTENCE, meanSquare, namesOf, type VarianceRecursion } from "./recursion.js";

const [MU, OMEGA, ALPHA, GAMMA, BETA, FREEDOM] = [0, 1, 2, 3, 4, 5] as const;

/**
 * EGARCH(1,1) with a constant mean: ln σ²(t+1) = ω + α·(|z(t)| − E|z|) + γ·z(t) + β·ln σ²(t), z the standardised residual.
 * The recursion starts at the logarithm of the mean squared residual, with nothing for what came before it. |β| < 1.
 * @see Nelson (1991), Econometrica 59, 347–370
 */
export class EgarchRecursion implements VarianceRecursion {
  readonly names: readonly string[] = ["mu", "omega", "alpha1", "gamma1", "beta1"];
  readonly starts: readonly (readonly number[])[] = [
    [0, 0, 0.15, 0, Math.atanh(0.95)],
    [0, 0, 0.2, -0.1, Math.atanh(0.7)],
  ];

  decode(code: Float64Array, parameters: Float64Array): void {
    for (let i = MU; i < BETA; i++) parameters[i] = code[i]!;
    parameters[BETA] = MOST_PERSISTENCE * Math.tanh(code[BETA]!);
  }

  chain(parameters: Float64Array, gradient: Float64Array): void {
    gradient[BETA]! *= MOST_PERSISTENCE * (1 - (parameters[BETA]! / MOST_PERSISTENCE) ** 2);
  }

  rescale(parameters: Float64Array, unit: number): void {
    parameters[MU]! *= unit;
    parameters[OMEGA]! += 2 * (1 - parameters[BETA]!) * Math.log(unit);
  }

  bounds(parameters: Float64Array): readonly string[] {
    return namesOf({ beta1: Math.abs(parameters[BETA]!) > MOST_PERSISTENCE - AT_BOUND });
  }

  first(parameters: Float64Array, values: Float64Array, _: ErrorLaw, slopes: Float64Array): number {
    const { square, slope } = meanSquare(values, parameters[MU]!);
    const log = Math.log(square);
    const variance = Math.exp(parameters[OMEGA]! + parameters[BETA]! * log);
    slopes.set([(parameters[BETA]! * slope * variance) / square, variance, 0, 0, log * variance]);
    if (slopes.length > FREEDOM) slopes[FREEDOM] = 0;
    return variance;
  }

  next(parameters: Float64Array, residual: number, variance: number, law: ErrorLaw, slopes: Float64Array): number {
    const [alpha, gamma, beta] = [parameters[ALPHA]!, parameters[GAMMA]!, parameters[BETA]!];
    const log = Math.log(variance);
    const deviation = Math.sqrt(variance);
    const z = residual / deviation;
    const surprise = Math.abs(z) - law.meanSize;
    const slope = (z < 0 ? -alpha : alpha) + gamma;
    const next = Math.exp(parameters[OMEGA]! + alpha * surprise + gamma * z + beta * log);
    // Slopes are of the variance; the recursion is of its logarithm.
    const carried = ((beta - (slope * z) / 2) / variance) * next;
    for (let i = 0; i < slopes.length; i++) slopes[i]! *= carried;
    slopes[MU]! -= (slope / deviation) * next;
    slopes[OMEGA]! += next;
    slopes[ALPHA]! += surprise * next;
    slopes[GAMMA]! += z * next;
    slopes[BETA]! += log * next;
    if (slopes.length > FREEDOM) slopes[FREEDOM]! -= alpha * law.meanSizeByFreedom * next;
    return next;
  }
}

/** What the catalogue says of EGARCH. */
export const egarchEntry: CatalogueEntry = {
  id: "egarch_volatility",
  label: "EGARCH(1,1)",
  unit: "variance",
  definition:
    "ln σ²(t+1) = ω + α·(|z(t)| − E|z|) + γ·z(t) + β·ln σ²(t); forecasts by the closed form of the expectation, with t errors by the expected logarithm",
  source: "Nelson (1991), Econometrica 59, 347–370",
  recommended: true,
};

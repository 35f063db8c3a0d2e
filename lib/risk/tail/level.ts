import { RiskbookError } from "../../core/index.js";
import { tailProbability } from "../../numeric/index.js";

/** A confidence with the way ids and labels write it: 0.975, `975` and `97.5%`. */
export interface Level {
  readonly confidence: number;
  readonly tag: string;
  readonly percent: string;
}

/** The level of a confidence; throws `BAD_CONFIDENCE` unless it lies between 0 and 1. */
export function levelOf(confidence: number): Level {
  const percent = String(Number(((1 - tailOf(confidence)) * 100).toFixed(8)));
  return { confidence, tag: percent.replace(".", ""), percent: `${percent}%` };
}

/** The levels that reports show. */
export const LEVELS: readonly Level[] = [0.95, 0.975, 0.99].map(levelOf);

/** Probability of the lower tail at a confidence; throws `BAD_CONFIDENCE` unless it lies between 0 and 1, as 0.99 does. */
export function tailOf(confidence: number): number {
  if (confidence > 0 && confidence < 1) return tailProbability(confidence);
  throw new RiskbookError("BAD_CONFIDENCE", `The confidence was ${confidence}; write it as a fraction such as 0.99.`);
}

/** The caution where the tail holds less than one observation, so that the estimate is the worst one; otherwise null. */
export function thinTail(n: number, confidence: number): string | null {
  const alpha = tailOf(confidence);
  if (n * alpha >= 1) return null;
  return `${Number((alpha * 100).toFixed(10))}% of ${n} observations is less than one; it takes ${Math.ceil(1 / alpha)} to say more than the worst`;
}

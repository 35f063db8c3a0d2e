import { type Series, sampleOf } from "../sample.js";
import { thinTail } from "../tail/level.js";

/**
 * Why VaR and ES of a past are to be taken with care, whatever the model: the tail holds less than one observation, or nothing was
 * ever lost, as where prices stand in place of P&L.
 */
export function varCautions(past: Series, confidence: number): readonly string[] {
  const { n, tally } = sampleOf(past, "P&L");
  if (n === 0) return [];
  const thin = thinTail(n, confidence);
  const spared = `no loss in ${n} observations; if these are prices, turn them into P&L or returns first`;
  return [...(thin === null ? [] : [thin]), ...(tally.smallest >= 0 ? [spared] : [])];
}

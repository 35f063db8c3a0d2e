import type { Compounded } from "./drawdown/path.js";
import { type Figure, tooFew, Undefined } from "./figure.js";
import { type Series, sampleOf } from "./sample.js";

/**
 * The compounded path of a series of returns.
 * @returns undefined for an empty series, and where a return is below −100%: who has lost more than everything cannot
 * reinvest, so such a series has no compound return (a price that went negative, or P&L over the wrong capital)
 */
export function growth(returns: Series): Figure<Compounded> {
  const sample = sampleOf(returns, "returns");
  const path = sample.compounded;
  if (path.ruinedAt < 0) return tooFew(sample.n, 1) ?? path;
  const percent = (sample.values[path.ruinedAt]! * 100).toFixed(1);
  return new Undefined(
    `a return of ${percent}% at index ${path.ruinedAt} loses more than everything and cannot be compounded`,
  );
}

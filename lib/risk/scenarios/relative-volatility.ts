import type { SymbolMarks } from "../../data/index.js";

/** Sessions that volatility is taken over, and the least that say anything. */
const WINDOW = 250;
const LEAST = 60;

/**
 * A symbol's volatility over the market index's, from log returns of the last 250 days that both have a price on.
 * @param until the last day that counts, in days since 1970-01-01
 * @returns null where there are fewer than 60 such returns, or the index did not move
 */
export function relativeVolatility(
  own: SymbolMarks | undefined,
  index: SymbolMarks | undefined,
  until: number,
): number | null {
  if (own === undefined || index === undefined) return null;
  const pairs: { own: number; index: number }[] = [];
  for (let i = 0, j = 0; i < own.day.length && j < index.day.length; ) {
    const gap = own.day[i]! - index.day[j]!;
    if (gap < 0) i++;
    else if (gap > 0) j++;
    else {
      if (own.day[i]! <= until && own.close[i]! > 0 && index.close[j]! > 0)
        pairs.push({ own: own.close[i]!, index: index.close[j]! });
      i++;
      j++;
    }
  }
  const recent = pairs.slice(-WINDOW - 1);
  if (recent.length <= LEAST) return null;
  const market = deviation(recent.map(pair => pair.index));
  return market > 0 ? deviation(recent.map(pair => pair.own)) / market : null;
}

function deviation(closes: readonly number[]): number {
  const returns = closes.slice(1).map((close, i) => Math.log(close / closes[i]!));
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  return Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1));
}

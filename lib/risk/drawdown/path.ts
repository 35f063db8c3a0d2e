/** Wealth from a starting capital of 1 and its distance from the highest wealth so far. */
export interface Compounded {
  /** Wealth after the last observation. */
  readonly wealth: number;
  /** Drawdown after each observation, 0 or negative; the starting capital counts as a peak. */
  readonly drawdowns: Float64Array;
  readonly deepest: number;
  /** Sum of |drawdown|. */
  readonly pain: number;
  /** Sum of drawdown². */
  readonly squares: number;
  /** Index of the first return below −100%, after which compounding means nothing; −1 when there is none. */
  readonly ruinedAt: number;
}

/** Compounds returns and follows the drawdown, in one pass. */
export function compound(returns: Float64Array): Compounded {
  const drawdowns = new Float64Array(returns.length);
  let [wealth, peak, deepest, pain, squares, ruinedAt] = [1, 1, 0, 0, 0, -1];
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i]!;
    if (value < -1 && ruinedAt < 0) ruinedAt = i;
    wealth *= 1 + value;
    if (wealth > peak) peak = wealth;
    const drawdown = wealth / peak - 1;
    drawdowns[i] = drawdown;
    pain -= drawdown;
    squares += drawdown * drawdown;
    if (drawdown < deepest) deepest = drawdown;
  }
  return { wealth, drawdowns, deepest, pain, squares, ruinedAt };
}

/**
 * Drawdown of an additive series in its own unit: cumulative sum less its highest value so far, 0 at the start.
 * @param values P&L in money, or returns that are not reinvested
 */
export function additiveDrawdowns(values: Float64Array): Float64Array {
  const drawdowns = new Float64Array(values.length);
  let [total, peak] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    total += values[i]!;
    if (total > peak) peak = total;
    drawdowns[i] = total - peak;
  }
  return drawdowns;
}

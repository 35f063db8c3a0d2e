import { RiskbookError } from "../../core/index.js";
import { type Figure, Undefined } from "../figure.js";

/** Unencumbered liquid assets by level at market value, and what is to come and go within 30 days, already weighted. */
export interface LiquidityPosition {
  readonly level1: number;
  readonly level2a: number;
  readonly level2b: number;
  readonly outflows: number;
  readonly inflows: number;
}

/**
 * The stock of high-quality liquid assets: level 2A at 85%, level 2B at 50%, level 2B at most 15% and all of level 2 at most
 * 40% of the stock.
 * @throws RiskbookError `BAD_LIQUIDITY` for a negative amount
 * @see Basel Framework LCR30.45 and annex on the caps
 */
export function liquidAssetStock({ level1, level2a, level2b, outflows, inflows }: LiquidityPosition): number {
  for (const [name, amount] of Object.entries({ level1, level2a, level2b, outflows, inflows })) {
    if (amount >= 0 && Number.isFinite(amount)) continue;
    throw new RiskbookError("BAD_LIQUIDITY", `${name} was ${amount}; expected an amount of zero or more.`);
  }
  const a = 0.85 * level2a;
  const b = Math.min(0.5 * level2b, (15 / 85) * (level1 + a));
  return level1 + Math.min(a + b, (40 / 60) * level1);
}

/**
 * The liquidity coverage ratio: the stock over net outflows of 30 days, inflows counted up to three quarters of outflows.
 * @see Basel Framework LCR20.4, LCR40.1
 */
export function liquidityCoverageRatio(position: LiquidityPosition): Figure {
  const stock = liquidAssetStock(position);
  const { outflows, inflows } = position;
  if (outflows === 0) return new Undefined("no outflow within 30 days");
  return stock / (outflows - Math.min(inflows, 0.75 * outflows));
}

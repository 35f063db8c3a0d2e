import { RiskbookError } from "../../core/index.js";
import { requireWeights } from "./weights.js";

/** A holding, and what trading it takes. */
export interface Holding {
  readonly id: string;
  readonly quantity: number;
  readonly price: number;
  /** Money per point and unit; 1 unless given. */
  readonly multiplier?: number;
  /** Quantities are traded in whole multiples of it; 1 unless given. */
  readonly lot?: number;
  /** Half the spread and fees, as a fraction of what is traded; 0 unless given. */
  readonly costRate?: number;
}

export interface ProposedTrade {
  readonly id: string;
  /** Positive is a purchase. */
  readonly quantity: number;
  /** Money, with the sign of the quantity. */
  readonly value: number;
  readonly cost: number;
  readonly weightBefore: number;
  readonly weightAfter: number;
  readonly target: number;
}

/** Trades that bring holdings near target weights. */
export interface RebalanceProposal {
  /** One for each holding, in their order; quantity 0 where it is left alone. */
  readonly trades: readonly ProposedTrade[];
  /** Half of what is bought and sold, over capital: 1 replaces the whole portfolio. */
  readonly turnover: number;
  readonly cost: number;
  /** Cost over capital. */
  readonly costShare: number;
  /** Largest distance of a weight from its target afterwards: lots and the band leave some. */
  readonly furthest: number;
}

/**
 * Trades from holdings to target weights, in whole lots rounded towards what is held. A weight within the band of its
 * target is left alone: small trades cost more than they bring.
 * @param targets fractions of capital, one for each holding; what is missing to 1 stays cash
 * @param options.capital money that weights are taken of
 * @param options.band distance of a weight from its target up to which it is left alone; 0 unless given
 * @throws `BAD_WEIGHTS`, `BAD_HOLDING`
 * @see Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 16; Masters (2003), Rebalancing, Journal of Portfolio
 *   Management 29(3), 52–57, for the band
 */
export function proposeRebalance(
  holdings: readonly Holding[],
  targets: ArrayLike<number>,
  options: { capital: number; band?: number },
): RebalanceProposal {
  const { capital, band = 0 } = options;
  if (!(capital > 0)) throw new RiskbookError("BAD_HOLDING", `The capital was ${capital}; it must be above zero.`);
  const ids = holdings.map(({ id }) => id);
  const weights = requireWeights(targets, ids, null);
  const trades = holdings.map((holding, i) => tradeOf(holding, weights[i]!, capital, band));
  const traded = trades.reduce((sum, { value }) => sum + Math.abs(value), 0);
  const cost = trades.reduce((sum, trade) => sum + trade.cost, 0);
  const furthest = trades.reduce((most, { weightAfter, target }) => Math.max(most, Math.abs(weightAfter - target)), 0);
  return { trades, turnover: traded / 2 / capital, cost, costShare: cost / capital, furthest };
}

function tradeOf(holding: Holding, target: number, capital: number, band: number): ProposedTrade {
  const { id, quantity: held, price, multiplier = 1, lot = 1, costRate = 0 } = holding;
  if (!(price > 0 && multiplier > 0 && lot > 0 && costRate >= 0 && Number.isFinite(held))) {
    throw new RiskbookError(
      "BAD_HOLDING",
      `${id}: quantity ${held}, price ${price}, multiplier ${multiplier}, lot ${lot}, cost ${costRate}; prices, multipliers and lots must be above zero and costs not below it.`,
    );
  }
  const unit = price * multiplier;
  const weightBefore = (held * unit) / capital;
  const wanted = (target * capital) / unit - held;
  const lots = Math.trunc((wanted / lot) * (1 + 1e-12));
  const quantity = lots === 0 || Math.abs(target - weightBefore) <= band ? 0 : lots * lot;
  const value = quantity * unit;
  const weightAfter = weightBefore + value / capital;
  return { id, quantity, value, cost: Math.abs(value) * costRate, weightBefore, weightAfter, target };
}

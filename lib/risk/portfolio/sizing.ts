import { RiskbookError } from "../../core/index.js";

/** What a size is worked out from. */
export interface SizingTerms {
  /** Money that the position is sized against. */
  readonly capital: number;
  readonly price: number;
  /** Money per point and unit; 1 unless given. */
  readonly multiplier?: number;
  /** Quantities are whole multiples of it, rounded towards zero; 1 unless given. */
  readonly lot?: number;
  /** Largest exposure as a fraction of capital, either way; none unless given. */
  readonly cap?: number;
}

/** A position's size. */
export interface PositionSize {
  /** Exposure that was aimed at, as a fraction of capital; after the cap, before rounding to lots. */
  readonly weight: number;
  /** Units, a whole number of lots; negative is short. */
  readonly quantity: number;
  /** Money that the rounded quantity exposes. */
  readonly exposure: number;
  /** Whether the cap held it back. */
  readonly capped: boolean;
}

/**
 * The size at which a position has a volatility of its own: target volatility over that of the asset, of capital.
 * @param options.target annualised volatility of capital that this position may bring, such as 0.02
 * @param options.volatility annualised, of the asset's returns
 * @throws `BAD_SIZING`
 * @see Harvey et al. (2018), The Impact of Volatility Targeting, Journal of Portfolio Management 45(1), 14–33
 */
export function sizeByVolatility(
  terms: SizingTerms,
  { target, volatility }: { target: number; volatility: number },
): PositionSize {
  requirePositive({ target, volatility });
  return sized(terms, target / volatility);
}

/**
 * The size by edge: a fraction of Kelly's leverage, mean over variance. An expected loss is a short position.
 * @param options.edge expected return of the asset by period, over the risk-free rate, after costs
 * @param options.volatility of its returns by the same period
 * @param options.fraction of Kelly, above 0 up to 1; a half unless given
 * @throws `BAD_SIZING`
 * @see Thorp (2006), The Kelly Criterion, in Handbook of Asset and Liability Management 1, ch. 9
 */
export function sizeByEdge(
  terms: SizingTerms,
  { edge, volatility, fraction = 0.5 }: { edge: number; volatility: number; fraction?: number },
): PositionSize {
  requirePositive({ volatility, fraction });
  if (!Number.isFinite(edge)) throw bad(`The edge was ${edge}; give the expected return by period as a fraction.`);
  if (fraction > 1) throw bad(`The fraction of Kelly was ${fraction}; more than 1 loses growth and adds risk.`);
  return sized(terms, (fraction * edge) / volatility ** 2);
}

function sized({ capital, price, multiplier = 1, lot = 1, cap }: SizingTerms, aimed: number): PositionSize {
  requirePositive({ capital, price, multiplier, lot, ...(cap !== undefined && { cap }) });
  const most = cap ?? Number.POSITIVE_INFINITY;
  const weight = Math.sign(aimed) * Math.min(Math.abs(aimed), most);
  const lots = Math.trunc(((weight * capital) / (price * multiplier * lot)) * (1 + 1e-12));
  const quantity = lots === 0 ? 0 : lots * lot;
  return { weight, quantity, exposure: quantity * price * multiplier, capped: Math.abs(aimed) > most };
}

function requirePositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && Number.isFinite(value))) throw bad(`The ${name} was ${value}; it must be above zero.`);
  }
}

function bad(sentence: string): RiskbookError {
  return new RiskbookError("BAD_SIZING", sentence);
}

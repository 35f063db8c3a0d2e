import { normalCdf, normalPdf } from "../../numeric/index.js";
import { type OptionInputs, requireOption } from "./contract.js";

/** A price and its derivatives. Vega and rho are per 1.00 of volatility and rate, theta and charm per year. */
export interface OptionGreeks {
  readonly price: number;
  /** By the underlying's price. */
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  /** By time passing. */
  readonly theta: number;
  readonly rho: number;
  /** By the dividend yield. */
  readonly dividendRho: number;
  /** Delta by volatility, which is vega by price. */
  readonly vanna: number;
  /** Vega by volatility. */
  readonly volga: number;
  /** Delta by time passing. */
  readonly charm: number;
  /** Gamma by price. */
  readonly speed: number;
}

/**
 * Price of a European option by Black, Scholes and Merton. At expiry and without volatility it is the discounted intrinsic
 * value of the forward.
 * @throws `BAD_OPTION`
 * @see Black & Scholes (1973), Journal of Political Economy 81(3), 637–654; Merton (1973), Bell Journal 4(1), 141–183
 */
export function blackScholesPrice(option: OptionInputs): number {
  requireOption(option);
  return priceUnchecked(option);
}

/** The price of inputs that were checked already. */
export function priceUnchecked({ right, spot, strike, years, rate, dividend, volatility }: OptionInputs): number {
  const sign = right === "call" ? 1 : -1;
  const forward = spot * Math.exp(-dividend * years);
  const discounted = strike * Math.exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return Math.max(0, sign * (forward - discounted));
  const d1 = Math.log(forward / discounted) / deviation + deviation / 2;
  return sign * (forward * normalCdf(sign * d1) - discounted * normalCdf(sign * (d1 - deviation)));
}

/**
 * Price and Greeks of a European option, in closed form.
 * @returns at expiry or without volatility the limits: a delta of 0 or its full size, no gamma and no vega; exactly at the
 *   money, where there is no limit, half the size
 * @throws `BAD_OPTION`
 * @see Haug, The Complete Guide to Option Pricing Formulas, 2nd ed., ch. 2
 */
export function blackScholesGreeks(option: OptionInputs): OptionGreeks {
  requireOption(option);
  const { right, spot, strike, years, rate, dividend, volatility } = option;
  const sign = right === "call" ? 1 : -1;
  const yieldFactor = Math.exp(-dividend * years);
  const forward = spot * yieldFactor;
  const discounted = strike * Math.exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return withoutDeviation(option, sign, forward, discounted, yieldFactor);
  const d1 = Math.log(forward / discounted) / deviation + deviation / 2;
  const d2 = d1 - deviation;
  const [n1, n2] = [normalCdf(sign * d1), normalCdf(sign * d2)];
  const density = normalPdf(d1);
  const gamma = (yieldFactor * density) / (spot * deviation);
  const vega = forward * density * Math.sqrt(years);
  const drift = (2 * (rate - dividend) * years - d2 * deviation) / (2 * years * deviation);
  return {
    price: sign * (forward * n1 - discounted * n2),
    delta: sign * yieldFactor * n1,
    gamma,
    vega,
    theta:
      (-forward * density * volatility) / (2 * Math.sqrt(years)) +
      sign * (dividend * forward * n1 - rate * discounted * n2),
    rho: sign * years * discounted * n2,
    dividendRho: -sign * years * forward * n1,
    vanna: (-yieldFactor * density * d2) / volatility,
    volga: (vega * d1 * d2) / volatility,
    charm: sign * dividend * yieldFactor * n1 - yieldFactor * density * drift,
    speed: (-gamma / spot) * (d1 / deviation + 1),
  };
}

function withoutDeviation(
  { spot, years, rate, dividend }: OptionInputs,
  sign: number,
  forward: number,
  discounted: number,
  yieldFactor: number,
): OptionGreeks {
  const worth = sign * (forward - discounted);
  const share = worth > 0 ? 1 : worth < 0 ? 0 : 0.5;
  const delta = sign * yieldFactor * share;
  return {
    price: Math.max(0, worth),
    delta,
    gamma: 0,
    vega: 0,
    theta: sign * share * (dividend * spot * yieldFactor - rate * discounted),
    rho: sign * share * years * discounted,
    dividendRho: -sign * share * years * forward,
    vanna: 0,
    volga: 0,
    charm: dividend * delta,
    speed: 0,
  };
}

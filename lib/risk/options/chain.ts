import { dayNumber, type IsoDate } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { blackScholesGreeks } from "./black-scholes.js";
import { impliedVolatility } from "./implied-volatility.js";

/** What a chain quotes of a contract; null where there is no quote. */
export interface ContractQuote {
  readonly right: "call" | "put";
  readonly strike: number;
  readonly expiry: IsoDate;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly underlyingClose: number;
}

/** A contract solved: vega per 1.00 of volatility, theta per year; all null where `reason` says why. */
export interface SolvedContract {
  readonly expiry: IsoDate;
  readonly right: "call" | "put";
  readonly strike: number;
  readonly mid: number | null;
  readonly impliedVolatility: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly vega: number | null;
  readonly theta: number | null;
  readonly rho: number | null;
  readonly reason: string | null;
}

/**
 * Implied volatility and Greeks of every contract of a chain from its mid price, as European, with calendar days over 365.
 * A contract that cannot be solved says why.
 * @param market.rate, market.dividend continuous, annual
 */
export function solveChain(
  quotes: readonly ContractQuote[],
  market: { asOf: IsoDate; rate: number; dividend: number },
): SolvedContract[] {
  return quotes.map(quote => solve(quote, market));
}

function solve(
  quote: ContractQuote,
  { asOf, rate, dividend }: { asOf: IsoDate; rate: number; dividend: number },
): SolvedContract {
  const { right, strike, expiry, bid, ask, underlyingClose: spot } = quote;
  const mid = bid === null || ask === null ? null : (bid + ask) / 2;
  const unsolved = (reason: string): SolvedContract => ({
    ...{
      expiry,
      right,
      strike,
      mid,
      impliedVolatility: null,
      delta: null,
      gamma: null,
      vega: null,
      theta: null,
      rho: null,
    },
    reason,
  });
  if (mid === null) return unsolved(`there is no ${bid === null ? "bid" : "ask"}`);
  if (ask! < bid!) return unsolved(`the ask of ${ask} is below the bid of ${bid}`);
  const years = (dayNumber(expiry) - dayNumber(asOf)) / 365;
  if (years <= 0) return unsolved(years === 0 ? "it expires on the day itself" : `it expired on ${expiry}`);
  const terms = { right, spot, strike, years, rate, dividend };
  const volatility = impliedVolatility({ ...terms, price: mid });
  if (!isDefined(volatility)) return unsolved(volatility.reason);
  const { delta, gamma, vega, theta, rho } = blackScholesGreeks({ ...terms, volatility });
  return { expiry, right, strike, mid, impliedVolatility: volatility, delta, gamma, vega, theta, rho, reason: null };
}

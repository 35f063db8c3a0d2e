import { Undefined } from "../figure.js";
import { blackScholesGreeks } from "../options/black-scholes.js";
import type { StressPosition } from "../scenarios/position.js";
import { pricedOption, revalue, type StressMarket } from "../scenarios/revalue.js";
import type { UnstressedPosition } from "../scenarios/run-scenario.js";
import type { RiskClassCharges } from "./market-risk.js";
import { equityHaircut, optionHaircut } from "./net-capital.js";
import {
  commodityCharge,
  deltaPlusCharge,
  type EquityExposure,
  equityCharge,
  foreignExchangeCharge,
  type OptionSensitivity,
} from "./risk-class-charges.js";

/** Charges of a book by the simplified standardised approach, before scaling. Money in the book's currency. */
export interface BookCharges {
  readonly charges: RiskClassCharges;
  /** What the equity charge is made of. */
  readonly equity: {
    readonly specific: number;
    readonly general: number;
    readonly gamma: number;
    readonly vega: number;
  };
  readonly leftOut: readonly UnstressedPosition[];
}

/**
 * Charges of open positions: shares and index futures at market value, options with their delta and what gamma and vega add,
 * currency pairs and commodity futures by the simple rules. All shares are taken for one national market.
 * @returns with what no charge could be worked out for
 */
export function bookCharges(positions: readonly StressPosition[], market: StressMarket): BookCharges {
  const exposures: EquityExposure[] = [];
  const options: OptionSensitivity[] = [];
  const currencies: number[] = [];
  const commodities = new Map<string, { long: number; short: number }>();
  const leftOut: UnstressedPosition[] = [];
  for (const position of positions) {
    const { kind, underlying, symbol, marketValue, beta } = position;
    const issuer = underlying?.symbol ?? symbol;
    if (Number.isNaN(marketValue)) leftOut.push({ position, reason: "no closing price" });
    else if (kind === "option") {
      const found = sensitivityOf(position, market);
      if (found instanceof Undefined) leftOut.push({ position, reason: found.reason });
      else {
        exposures.push({
          issuer,
          market: "one",
          marketValue: found.delta,
          diversifiedIndex: underlying?.kind === "index",
        });
        options.push(found);
      }
    } else if (kind === "fx") currencies.push(marketValue);
    else if (kind === "equity" || (kind === "future" && beta !== null)) {
      exposures.push({ issuer, market: "one", marketValue, diversifiedIndex: underlying?.kind === "index" });
    } else if (kind === "future") {
      const sum = commodities.get(issuer) ?? { long: 0, short: 0 };
      commodities.set(issuer, {
        long: sum.long + Math.max(0, marketValue),
        short: sum.short + Math.max(0, -marketValue),
      });
    } else leftOut.push({ position, reason: `the approach has no charge for ${kind}` });
  }
  const equity = { ...equityCharge(exposures), ...deltaPlusCharge(options) };
  const charges = {
    interestRate: 0,
    equity: equity.specific + equity.general + equity.gamma + equity.vega,
    commodity: commodityCharge([...commodities.values()]),
    foreignExchange: foreignExchangeCharge(currencies),
  };
  return { charges, equity, leftOut };
}

function sensitivityOf(
  { option, units }: StressPosition,
  market: StressMarket,
): (OptionSensitivity & { delta: number }) | Undefined {
  if (option === null) return new Undefined("its terms are not in instruments");
  const priced = pricedOption(option, market);
  if (priced instanceof Undefined) return priced;
  const { delta, gamma, vega } = blackScholesGreeks(priced);
  return {
    underlying: option.underlying,
    spot: priced.spot,
    delta: units * delta * priced.spot,
    gamma: units * gamma,
    vega: units * vega,
    volatility: priced.volatility,
  };
}

/** Deductions from net capital by the US rule. Money in the book's currency. */
export interface BookHaircuts {
  readonly shares: number;
  /** Options with the shares and futures that hedge them, by underlying. */
  readonly options: number;
  readonly leftOut: readonly UnstressedPosition[];
}

/**
 * Deductions on open positions: shares by the table, options with all that is on the same underlying by theoretical prices.
 * @returns with what no deduction is worked out for, such as futures that hedge no option
 */
export function bookHaircuts(positions: readonly StressPosition[], market: StressMarket): BookHaircuts {
  const followed = (position: StressPosition): string => position.underlying?.symbol ?? position.symbol;
  const optioned = new Map(
    positions.filter(({ kind }) => kind === "option").map(position => [followed(position), [] as StressPosition[]]),
  );
  const shares: number[] = [];
  const leftOut: UnstressedPosition[] = [];
  for (const position of positions) {
    const group = optioned.get(followed(position));
    const still = revalue(position, {}, market);
    if (still instanceof Undefined) leftOut.push({ position, reason: still.reason });
    else if (group !== undefined) group.push(position);
    else if (position.kind === "equity") shares.push(position.marketValue);
    else
      leftOut.push({
        position,
        reason: `no deduction on ${position.kind} is worked out (17 CFR 240.15c3-1b for futures)`,
      });
  }
  let options = 0;
  for (const [underlying, group] of optioned) {
    const pnlAt = (move: number): number =>
      group.reduce(
        (sum, position) =>
          sum +
          (revalue(
            position,
            { [`symbol:${underlying}`]: move, [`symbol:${position.symbol}`]: move },
            market,
          ) as number),
        0,
      );
    const index = group.some(position => position.underlying?.kind === "index");
    const contracts = group.reduce((sum, { kind, units }) => (kind === "option" ? sum + Math.abs(units) : sum), 0);
    options += optionHaircut(pnlAt, { underlying: index ? "index" : "share", contracts });
  }
  return { shares: equityHaircut(shares), options, leftOut };
}

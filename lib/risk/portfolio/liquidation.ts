import { RiskbookError } from "../../core/index.js";
import { multiply } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Covariance, deviations } from "./covariance.js";
import { requireWeights, volatilityOf } from "./weights.js";

/** An open position and its market. */
export interface LiquidPosition {
  readonly id: string;
  /** Money that it exposes, with its sign. */
  readonly exposure: number;
  /** Money that trades in it on a usual day; null where that is not known. */
  readonly dailyVolume: number | null;
  /** Half the spread and fees, as a fraction of what is traded; 0 unless given. */
  readonly halfSpread?: number;
}

/** How a position can be closed. */
export interface LiquidationRow {
  readonly id: string;
  readonly exposure: number;
  /** Sessions at the share of volume; null, with the reason, where the volume is not known. */
  readonly days: number | null;
  readonly reason: string | null;
  /** Half spread and impact of closing it all; null as `days`. */
  readonly cost: number | null;
  /** Its part of the book's daily volatility. */
  readonly contribution: number;
  /** Volatility that goes with it, per money of cost, at the margin; the plan closes the largest first. Null where it adds no risk or its cost is not known. */
  readonly riskPerCost: number | null;
}

/** The book as it would stand at the end of a session. */
export interface LiquidationDay {
  readonly day: number;
  readonly gross: number;
  /** Daily volatility of what is left. */
  readonly volatility: number;
  /** Cost so far. */
  readonly cost: number;
}

export interface LiquidationPlan {
  /** Largest risk per cost first. */
  readonly rows: readonly LiquidationRow[];
  /** From day 0, the book as it stands, to the day on which all that can be priced is closed. */
  readonly schedule: readonly LiquidationDay[];
  /** Sessions until everything is closed; null where some volume is not known, or ten years are not enough. */
  readonly days: number | null;
  readonly cost: number;
}

export interface LiquidationOptions {
  /** Share of a day's volume that the book may be; 0.1 unless given. */
  readonly participation?: number;
  /** Money that may be traded on a day over all positions; no limit unless given. With one the order counts. */
  readonly perDay?: number;
  /** Factor of the impact, daily volatility times the square root of the share of volume; 1 unless given. */
  readonly impact?: number;
}

const MOST_DAYS = 2500;

/**
 * A plan to close the book: days by share of volume, costs by half spread and square-root impact of what is traded in a day, and an order by the risk
 * that goes per cost, worked out again each day as what is left hedges or no longer hedges the rest.
 * @param covariance of the positions' daily returns, in their order
 * @throws `BAD_LIQUIDATION`, `BAD_WEIGHTS`
 * @see Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 16, and Almgren, Thum, Hauptmann & Li (2005), Risk 18(7), for
 *   impact; Almgren & Chriss (2001), Journal of Risk 3(2), for risk against cost
 */
export function planLiquidation(
  positions: readonly LiquidPosition[],
  covariance: Covariance,
  options: LiquidationOptions = {},
): LiquidationPlan {
  const { participation = 0.1, perDay = Number.POSITIVE_INFINITY, impact = 1 } = options;
  if (!(participation > 0 && participation <= 1 && perDay > 0 && impact >= 0)) {
    throw new RiskbookError(
      "BAD_LIQUIDATION",
      `The share of volume was ${participation}, the money per day ${perDay} and the impact ${impact}; give a share above 0 up to 1, money above 0 and an impact not below 0.`,
    );
  }
  const deviation = deviations(covariance);
  const exposures = requireWeights(
    positions.map(({ exposure }) => exposure),
    covariance.ids,
    null,
  );
  const markets = positions.map((position, i) => marketOf(position, deviation[i]!, { participation, impact }));
  const book = { exposures, covariance, markets };
  const rows = positions.map((position, i) => rowOf(position, i, book));
  const schedule = scheduleOf(book, perDay);
  return {
    rows: rows.sort((a, b) => (b.riskPerCost ?? -1) - (a.riskPerCost ?? -1)),
    schedule,
    days: schedule.at(-1)!.gross > 0 ? null : schedule.length - 1,
    cost: schedule.at(-1)!.cost,
  };
}

/** What can be traded of a position on a day, and what that costs. */
interface Market {
  readonly perDay: number;
  /** Cost of trading some money on one day. */
  costOf(traded: number): number;
}

interface Book {
  readonly exposures: Float64Array;
  readonly covariance: Covariance;
  /** Null where the volume is not known. */
  readonly markets: readonly (Market | null)[];
}

function marketOf(
  { dailyVolume, halfSpread = 0 }: LiquidPosition,
  deviation: number,
  { participation, impact }: { participation: number; impact: number },
): Market | null {
  if (dailyVolume === null || !(dailyVolume > 0)) return null;
  return {
    perDay: participation * dailyVolume,
    costOf: traded => traded * (halfSpread + impact * deviation * Math.sqrt(traded / dailyVolume)),
  };
}

function rowOf({ id, exposure }: LiquidPosition, at: number, { exposures, covariance, markets }: Book): LiquidationRow {
  const contribution = exposure * marginals(exposures, covariance)[at]!;
  const market = markets[at] ?? null;
  if (market === null) {
    return {
      id,
      exposure,
      days: null,
      reason: "its daily volume is not known",
      cost: null,
      contribution,
      riskPerCost: null,
    };
  }
  const size = Math.abs(exposure);
  const days = Math.ceil(size / market.perDay - 1e-9);
  const whole = Math.max(0, days - 1);
  const cost = whole * market.costOf(market.perDay) + market.costOf(Math.max(0, size - whole * market.perDay));
  const riskPerCost = cost > 0 && contribution > 0 ? contribution / cost : null;
  return { id, exposure, days, reason: null, cost, contribution, riskPerCost };
}

/** Derivative of the book's volatility by each exposure. */
function marginals(exposures: Float64Array, covariance: Covariance): Float64Array {
  const volatility = volatilityOf(exposures, covariance);
  return multiply(covariance.matrix, exposures).map(value => (volatility > 0 ? value / volatility : 0));
}

function scheduleOf({ exposures, covariance, markets }: Book, perDay: number): LiquidationDay[] {
  const left = exposures.slice();
  let cost = 0;
  const days: LiquidationDay[] = [];
  const note = (): void => {
    const gross = left.reduce((sum, exposure) => sum + Math.abs(exposure), 0);
    days.push({ day: days.length, gross, volatility: volatilityOf(left, covariance), cost });
  };
  note();
  while (days.length <= MOST_DAYS && left.some((exposure, i) => exposure !== 0 && markets[i] !== null)) {
    let room = perDay;
    for (const i of byRiskPerCost(left, covariance, markets)) {
      const size = Math.abs(left[i]!);
      const traded = Math.min(size, markets[i]!.perDay, room);
      left[i] = size - traded <= 1e-9 * size ? 0 : Math.sign(left[i]!) * (size - traded);
      room -= traded;
      cost += markets[i]!.costOf(traded);
    }
    note();
  }
  return days;
}

/** What is still open, by the volatility that a day's trade in it takes away per cost. */
function byRiskPerCost(left: Float64Array, covariance: Covariance, markets: readonly (Market | null)[]): number[] {
  const marginal = marginals(left, covariance);
  const worth = (i: number): number => {
    const traded = Math.min(Math.abs(left[i]!), markets[i]!.perDay);
    return (Math.sign(left[i]!) * marginal[i]! * traded) / Math.max(markets[i]!.costOf(traded), 1e-12 * traded);
  };
  return Array.from(left.keys())
    .filter(i => left[i] !== 0 && (markets[i] ?? null) !== null)
    .sort((a, b) => worth(b) - worth(a) || a - b);
}

/** What the catalogue says of them. */
export const liquidationEntries: readonly CatalogueEntry[] = [
  {
    id: "days_to_liquidate",
    label: "Days to liquidate",
    unit: "sessions",
    definition: "exposure over the share of a usual day's volume that closing may be, rounded up",
    source: "Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 16",
    recommended: true,
  },
  {
    id: "liquidation_cost",
    label: "Cost of closing",
    unit: "money",
    definition:
      "half spread and daily volatility times the square root of the day's share of volume, of what is traded on each day",
    source: "Almgren, Thum, Hauptmann & Li (2005), Risk 18(7); Grinold & Kahn, 2nd ed., ch. 16",
    recommended: true,
  },
];

import { RiskbookError } from "../../core/index.js";
import { multiply } from "../../numeric/index.js";
import type { Covariance } from "./covariance.js";
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
 * A plan to close the book: days by share of volume, costs by half spread and square-root impact, and an order by the risk
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
  const exposures = requireWeights(
    positions.map(({ exposure }) => exposure),
    covariance.ids,
    null,
  );
  const rates = positions.map((position, i) => costRate(position, i, covariance, impact * Math.sqrt(participation)));
  const rows = positions.map((position, i) => rowOf(position, i, { exposures, covariance, rates, participation }));
  const schedule = scheduleOf(positions, { exposures, covariance, rates, participation, perDay });
  return {
    rows: rows.sort((a, b) => (b.riskPerCost ?? -1) - (a.riskPerCost ?? -1)),
    schedule,
    days: schedule.at(-1)!.gross > 0 ? null : schedule.length - 1,
    cost: schedule.at(-1)!.cost,
  };
}

interface Book {
  readonly exposures: Float64Array;
  readonly covariance: Covariance;
  /** Cost by money traded; null where it is not known. */
  readonly rates: readonly (number | null)[];
  readonly participation: number;
}

/** Half spread plus impact at the full share of volume. */
function costRate(
  { dailyVolume, halfSpread = 0 }: LiquidPosition,
  at: number,
  { matrix }: Covariance,
  factor: number,
): number | null {
  const deviation = Math.sqrt(matrix.values[at * matrix.size + at]!);
  return dailyVolume !== null && dailyVolume > 0 ? halfSpread + factor * deviation : null;
}

function rowOf(position: LiquidPosition, at: number, book: Book): LiquidationRow {
  const { id, exposure, dailyVolume } = position;
  const rate = book.rates[at] ?? null;
  const contribution = exposure * marginals(book.exposures, book.covariance)[at]!;
  const cost = rate === null ? null : Math.abs(exposure) * rate;
  return {
    id,
    exposure,
    days: rate === null ? null : Math.ceil(Math.abs(exposure) / (book.participation * dailyVolume!) - 1e-9),
    reason: rate === null ? "its daily volume is not known" : null,
    cost,
    contribution,
    riskPerCost: cost !== null && cost > 0 && contribution > 0 ? contribution / cost : null,
  };
}

/** Derivative of the book's volatility by each exposure. */
function marginals(exposures: Float64Array, covariance: Covariance): Float64Array {
  const volatility = volatilityOf(exposures, covariance);
  return multiply(covariance.matrix, exposures).map(value => (volatility > 0 ? value / volatility : 0));
}

function scheduleOf(positions: readonly LiquidPosition[], book: Book & { readonly perDay: number }): LiquidationDay[] {
  const { covariance, rates, participation, perDay } = book;
  const left = book.exposures.slice();
  let cost = 0;
  const days: LiquidationDay[] = [];
  const note = (): void => {
    const gross = left.reduce((sum, exposure) => sum + Math.abs(exposure), 0);
    days.push({ day: days.length, gross, volatility: volatilityOf(left, covariance), cost });
  };
  note();
  while (days.length <= MOST_DAYS && left.some((exposure, i) => exposure !== 0 && rates[i] !== null)) {
    let room = perDay;
    for (const i of byRiskPerCost(left, covariance, rates)) {
      const size = Math.abs(left[i]!);
      const traded = Math.min(size, participation * positions[i]!.dailyVolume!, room);
      left[i] = size - traded <= 1e-9 * size ? 0 : Math.sign(left[i]!) * (size - traded);
      room -= traded;
      cost += traded * rates[i]!;
    }
    note();
  }
  return days;
}

/** What is still open, by the volatility that the next money traded in it takes away per cost. */
function byRiskPerCost(left: Float64Array, covariance: Covariance, rates: readonly (number | null)[]): number[] {
  const marginal = marginals(left, covariance);
  const worth = (i: number): number => (Math.sign(left[i]!) * marginal[i]!) / Math.max(rates[i]!, 1e-12);
  return Array.from(left.keys())
    .filter(i => left[i] !== 0 && (rates[i] ?? null) !== null)
    .sort((a, b) => worth(b) - worth(a) || a - b);
}

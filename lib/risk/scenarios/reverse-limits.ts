import { RiskbookError } from "../../core/index.js";
import type { Figure } from "../figure.js";
import type { LimitStatus } from "../limits/evaluate-limits.js";
import { passes, type Scope } from "../limits/limit.js";
import type { StressPosition } from "./position.js";
import type { StressMarket } from "./revalue.js";
import { type ReverseStress, reverseStress } from "./reverse.js";

/** What a limit's value becomes when positions make so much at once. */
const AFTER: Readonly<Record<string, (value: number, pnl: number, capital: number | null) => number>> = {
  dailyLoss: (_, pnl) => Math.max(0, -pnl),
  monthlyLoss: (value, pnl) => Math.max(0, value - pnl),
  drawdownMoney: (value, pnl) => Math.min(0, value + pnl),
  drawdown: (value, pnl, capital) => Math.min(0, value + pnl / capital!),
};

/** Measures whose limits a reverse stress can be asked of: those that P&L moves at once. */
export const REVERSIBLE_MEASURES: readonly string[] = Object.keys(AFTER);

/** The smallest changes of a factor that break one limit. */
export interface LimitReversal {
  readonly status: LimitStatus;
  readonly bound: number;
  readonly fall: Figure<ReverseStress>;
  readonly rise: Figure<ReverseStress>;
}

export interface LimitReversalOptions {
  /** Id of the limits' measure. */
  readonly measure: string;
  readonly factor: string;
  /** Capital that a drawdown is a fraction of; null where it was never stated. */
  capitalOf(scope: Scope, name: string): number | null;
}

/** The largest changes that are looked at. */
const MOST = { fall: -0.95, rise: 1 };

/**
 * For every limit of a measure that has a value: how far one factor must fall, or rise, for the P&L of its positions to break
 * it. A daily loss is that of the change alone; others stand on what was lost already.
 * @throws RiskbookError `UNKNOWN_MEASURE` for a measure that a change of prices does not move at once, or without limits
 */
export function reverseLimits(
  statuses: readonly LimitStatus[],
  positions: readonly StressPosition[],
  market: StressMarket,
  { measure, factor, capitalOf }: LimitReversalOptions,
): LimitReversal[] {
  const after = AFTER[measure];
  const asked = statuses.filter(({ limit }) => limit.measure === measure);
  if (after === undefined || asked.length === 0) {
    const there = after === undefined ? "cannot be asked in reverse" : "has no limit here";
    throw new RiskbookError(
      "UNKNOWN_MEASURE",
      `The measure "${measure}" ${there}; there are ${REVERSIBLE_MEASURES.join(", ")}.`,
      { exitCode: 2 },
    );
  }
  return asked.flatMap(status => {
    const { limit, name, value } = status;
    const capital = capitalOf(limit.scope, name);
    if (value === null || (measure === "drawdown" && capital === null)) return [];
    const bound = (limit.hard ?? limit.soft)!;
    const breaks = (pnl: number): boolean => passes(after(value, pnl, capital), bound);
    const own = positionsOf(positions, limit.scope, name);
    const within = (most: number): Figure<ReverseStress> => reverseStress(own, market, { factor, most, breaks });
    return [{ status, bound, fall: within(MOST.fall), rise: within(MOST.rise) }];
  });
}

function positionsOf(positions: readonly StressPosition[], scope: Scope, name: string): readonly StressPosition[] {
  return scope === "firm" ? positions : positions.filter(position => position[scope] === name);
}

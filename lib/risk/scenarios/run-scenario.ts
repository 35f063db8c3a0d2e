import { Undefined } from "../figure.js";
import type { StressPosition } from "./position.js";
import { revalue, type StressMarket } from "./revalue.js";
import type { Scenario } from "./scenario.js";

/** What one position makes in a scenario. */
export interface StressedPosition {
  readonly position: StressPosition;
  readonly pnl: number;
}

/** A position that a scenario could not be worked out for; its P&L is in no sum. */
export interface UnstressedPosition {
  readonly position: StressPosition;
  readonly reason: string;
}

/** A book in a scenario. Money in the book's currency. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** Of what could be worked out; null where nothing that is open could. */
  readonly pnl: number | null;
  readonly positions: readonly StressedPosition[];
  readonly leftOut: readonly UnstressedPosition[];
  /** Sectors and symbols that the scenario names and the book does not have. */
  readonly unused: readonly string[];
}

/** What a scenario's P&L can be split by. */
export const STRESS_PARTS = ["desk", "trader", "account", "kind", "sector", "symbol"] as const;
export type StressPart = (typeof STRESS_PARTS)[number];

/** Works a scenario out on every position. What cannot be worked out is listed, never dropped and never taken for zero. */
export function runScenario(
  positions: readonly StressPosition[],
  scenario: Scenario,
  market: StressMarket,
): ScenarioResult {
  const stressed: StressedPosition[] = [];
  const leftOut: UnstressedPosition[] = [];
  let pnl = 0;
  for (const position of positions) {
    const figure = revalue(position, scenario.shocks, market);
    if (figure instanceof Undefined) leftOut.push({ position, reason: figure.reason });
    else {
      stressed.push({ position, pnl: figure });
      pnl += figure;
    }
  }
  return {
    scenario,
    pnl: stressed.length === 0 && leftOut.length > 0 ? null : pnl,
    positions: stressed,
    leftOut,
    unused: unusedFactors(positions, scenario),
  };
}

/** Works several scenarios out, the worst first, and last those that nothing could be worked out for. */
export function runScenarios(
  positions: readonly StressPosition[],
  scenarios: readonly Scenario[],
  market: StressMarket,
): ScenarioResult[] {
  return scenarios.map(scenario => runScenario(positions, scenario, market)).sort(byLoss);
}

function byLoss(a: ScenarioResult, b: ScenarioResult): number {
  return (a.pnl ?? Number.POSITIVE_INFINITY) === (b.pnl ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a.pnl ?? Number.POSITIVE_INFINITY) - (b.pnl ?? Number.POSITIVE_INFINITY);
}

/** A scenario's P&L by desk, trader or another part, the worst first; the parts add up to the whole. */
export function stressParts(result: ScenarioResult, by: StressPart): { label: string; pnl: number }[] {
  const sums = new Map<string, number>();
  for (const { position, pnl } of result.positions) {
    const label = position[by] ?? `no ${by}`;
    sums.set(label, (sums.get(label) ?? 0) + pnl);
  }
  return [...sums].map(([label, pnl]) => ({ label, pnl })).sort((a, b) => a.pnl - b.pnl);
}

function unusedFactors(positions: readonly StressPosition[], { shocks, from }: Scenario): string[] {
  if (from !== null) return [];
  const names = new Set(
    positions.flatMap(({ symbol, sector, option }) => [
      `symbol:${symbol}`,
      `symbol:${option?.underlying ?? symbol}`,
      `sector:${sector}`,
    ]),
  );
  return Object.keys(shocks).filter(name => name.includes(":") && !names.has(name));
}

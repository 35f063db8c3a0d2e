import { type RandomStream, randomStream } from "../../core/index.js";
import { type Bar, barOf, brownianBridge, PricePath } from "./price-path.js";
import type { Session } from "./sessions.js";
import { STOCKS, type StockSpecification } from "./universe.js";

export const STOCK_TICK = 0.01;

/** Sessions between two earnings announcements. */
const QUARTER = 63;
/** Share of a day's own move that is already there at the open. */
const OVERNIGHT = 0.35;

/** One simulated stock: its specification, its path and its bars by session. */
export interface SimulatedStock {
  readonly specification: StockSpecification;
  readonly path: PricePath;
  readonly bars: readonly Bar[];
  /** Sessions on whose open its earnings arrive. */
  readonly earnings: ReadonlySet<number>;
}

/** A stock's own log return of one session, split at the open. */
interface OwnMove {
  readonly gap: number;
  readonly total: number;
  readonly deviation: number;
}

/**
 * Simulates every stock along the index: beta × the index's return, its sector's, and its own, which trends slowly, reverts
 * in days and jumps on earnings, so that momentum and reversion both have something to find.
 */
export function simulateStocks(sessions: readonly Session[], index: PricePath, seed: string): SimulatedStock[] {
  const stress = stressOf(sessions);
  const sectors = new Map<string, Float64Array>();
  for (const { sector } of STOCKS) {
    if (!sectors.has(sector)) sectors.set(sector, sectorReturns(stress, randomStream(`${seed}/sector/${sector}`)));
  }
  return STOCKS.map((specification, position) => {
    const random = randomStream(`${seed}/stock/${specification.symbol}`);
    const earnings = earningsDays(sessions.length, 5 + ((position * 17) % QUARTER));
    const moves = ownMoves(specification, stress, sectors.get(specification.sector)!, earnings, random);
    const path = stockPath(specification, sessions, index, moves, random);
    return { specification, path, bars: dailyBars(specification, sessions, path, moves, random), earnings };
  });
}

/** How much more than usual stocks move on their own, by session: the square root of the index's volatility against 15%. */
function stressOf(sessions: readonly Session[]): Float64Array {
  let variance = (0.12 * 0.12) / 252;
  return Float64Array.from(sessions, ({ bar }, i) => {
    const before = sessions[Math.max(0, i - 1)]!.bar.close;
    variance = 0.94 * variance + 0.06 * Math.log(bar.close / before) ** 2;
    return Math.max(0.85, Math.min(2, Math.sqrt(Math.sqrt(252 * variance) / 0.15)));
  });
}

function sectorReturns(stress: Float64Array, random: RandomStream): Float64Array {
  return stress.map(level => 0.0045 * level * random.normal());
}

function earningsDays(sessions: number, first: number): Set<number> {
  const days = new Set<number>();
  for (let i = first; i < sessions; i += QUARTER) days.add(i);
  return days;
}

function ownMoves(
  { ownVolatility }: StockSpecification,
  stress: Float64Array,
  sector: Float64Array,
  earnings: ReadonlySet<number>,
  random: RandomStream,
): OwnMove[] {
  const daily = ownVolatility / Math.sqrt(252);
  let drift = 0;
  let transitory = 0;
  return Array.from(stress, (level, i) => {
    drift = 0.98 * drift + 0.0165 * daily * random.normal();
    const before = transitory;
    transitory = 0.72 * transitory + 0.4 * daily * random.normal();
    const shock = daily * level * 0.85 * random.normal() + (random.uniform() < 0.006 ? 4 * daily * random.normal() : 0);
    const jump = earnings.has(i) ? 3.2 * daily * random.normal() : 0;
    const usual = drift + (transitory - before) + shock + sector[i]!;
    return { gap: OVERNIGHT * usual + jump, total: usual + jump, deviation: daily * level * 1.05 };
  });
}

function stockPath(
  { beta, price }: StockSpecification,
  sessions: readonly Session[],
  index: PricePath,
  moves: readonly OwnMove[],
  random: RandomStream,
): PricePath {
  const path = new PricePath(sessions);
  let before = price;
  let indexBefore = sessions[0]!.bar.open;
  for (let i = 0; i < sessions.length; i++) {
    const points = path.session(i);
    const { gap, total, deviation } = moves[i]!;
    brownianBridge(points, gap, total, deviation, random);
    const market = index.session(i);
    for (let m = 0; m < points.length; m++) {
      points[m] = before * Math.exp(beta * Math.log(market[m]! / indexBefore) + points[m]!);
    }
    before = points.at(-1)!;
    indexBefore = market.at(-1)!;
  }
  return path;
}

function dailyBars(
  { dailyVolume }: StockSpecification,
  sessions: readonly Session[],
  path: PricePath,
  moves: readonly OwnMove[],
  random: RandomStream,
): Bar[] {
  return sessions.map((session, i) => {
    const busy = 1 + Math.abs(moves[i]!.total) / moves[i]!.deviation;
    const volume = dailyVolume * (session.minutes / 390) * busy * Math.exp(0.25 * random.normal());
    return barOf(path.session(i), STOCK_TICK, Math.round(volume * 0.7));
  });
}

import { fromDayNumber, type IsoDate } from "../../core/index.js";
import { AverageCost } from "./average-cost.js";
import { type Chain, chainsOf } from "./chains.js";
import { DayLog } from "./day-log.js";
import { positionTooLarge, toUnits, unitsPerOne } from "./exact-quantity.js";
import { Fifo } from "./fifo.js";
import type { CostMethod, PnlFills } from "./fills.js";
import type { Inventory } from "./inventory.js";
import { type Split, SplitCourse } from "./splits.js";

/** A fill before which the source states another position than the fills before it add up to. */
export interface PositionBreak {
  readonly line: number;
  /** The session that the fill belongs to. */
  readonly date: IsoDate;
  /** The position that our fills add up to; the chain goes on from here. */
  readonly expected: number;
  /** The position that the source states. */
  readonly found: number;
}

/** The days on which one account traded one symbol, or held it over a split, oldest first; every array has one entry per day. */
export interface TradedDays {
  readonly account: number;
  readonly symbol: number;
  readonly day: Int32Array;
  readonly fills: Int32Array;
  /** Money, before fees. */
  readonly realised: Float64Array;
  /** Money; positive is a cost. */
  readonly fees: Float64Array;
  /** Signed quantity at the end of the day, exact. */
  readonly endPosition: Float64Array;
  /** Price at which the open quantity was opened; NaN when flat. */
  readonly endAverageCost: Float64Array;
  /** Signed money paid for the open quantity: position × average cost × multiplier; 0 when flat. */
  readonly endCost: Float64Array;
  readonly breaks: readonly PositionBreak[];
}

/**
 * Follows every account and symbol from its first fill to its last.
 * @returns one entry per account and symbol that traded, ordered by their names
 * @throws RiskbookError `QUANTITY_PLACES` or `POSITION_TOO_LARGE` where quantities cannot be kept exactly
 */
export function tradedDays(fills: PnlFills, method: CostMethod): TradedDays[] {
  const inventory = method === "fifo" ? new Fifo() : new AverageCost();
  return chainsOf(fills).map(chain => follow(chain, fills, inventory));
}

/**
 * Realised P&L before fees of each fill, by the index of the fill. It belongs to the fill that closes: its sum over an
 * account, symbol and day is that of {@link tradedDays}.
 */
export function realisedByFill(fills: PnlFills, method: CostMethod): Float64Array {
  const byFill = new Float64Array(fills.n);
  const inventory = method === "fifo" ? new Fifo() : new AverageCost();
  for (const chain of chainsOf(fills)) follow(chain, fills, inventory, byFill);
  return byFill;
}

function follow(chain: Chain, fills: PnlFills, inventory: Inventory, byFill?: Float64Array): TradedDays {
  const scale = unitsPerOne(chain.places);
  const multiplier = fills.multipliers[chain.symbol]!;
  const splits = new SplitCourse(fills.splits, chain.symbol);
  const log = new DayLog(daysOf(chain, fills) + splits.length, scale, multiplier);
  const breaks: PositionBreak[] = [];
  inventory.clear();
  const split = ({ day, ratio }: Split): void => {
    if (inventory.units === 0) return;
    log.begin(day);
    inventory.split(ratio);
    if (!Number.isSafeInteger(inventory.units)) throw tooLarge(fills, chain.fills[0]!);
    log.close(inventory);
  };
  for (const i of chain.fills) {
    splits.through(fills.day[i]!, split);
    log.begin(fills.day[i]!);
    checkStart(fills, i, inventory.units / scale, breaks);
    const taken = inventory.take(fills.sign[i]! * toUnits(fills.quantity[i]!, scale), fills.price[i]!);
    if (!Number.isSafeInteger(inventory.units)) throw tooLarge(fills, i);
    const money = (taken / scale) * multiplier;
    if (byFill !== undefined) byFill[i] = money;
    log.add(money, fills.fees[i]!);
    log.close(inventory);
  }
  splits.through(Number.POSITIVE_INFINITY, split);
  return { account: chain.account, symbol: chain.symbol, ...log.days(), breaks };
}

function checkStart(fills: PnlFills, i: number, expected: number, breaks: PositionBreak[]): void {
  const found = fills.startPosition[i]!;
  if (!Number.isNaN(found) && found !== expected)
    breaks.push({ line: fills.line[i]!, date: fromDayNumber(fills.day[i]!), expected, found });
}

function daysOf(chain: Chain, fills: PnlFills): number {
  let n = 0;
  let last = Number.NaN;
  for (const i of chain.fills) {
    if (fills.day[i] === last) continue;
    last = fills.day[i]!;
    n++;
  }
  return n;
}

function tooLarge(fills: PnlFills, i: number): Error {
  return positionTooLarge(fills.accounts[fills.account[i]!]!, fills.symbols[fills.symbol[i]!]!, fills.line[i]!);
}

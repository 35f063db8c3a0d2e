import { AverageCost } from "../pnl/average-cost.js";
import { type Chain, chainsOf } from "../pnl/chains.js";
import { positionTooLarge, toUnits, unitsPerOne } from "../pnl/exact-quantity.js";
import { Fifo } from "../pnl/fifo.js";
import type { CostMethod, PnlFills } from "../pnl/fills.js";
import type { Inventory } from "../pnl/inventory.js";
import { type Split, SplitCourse } from "../pnl/splits.js";
import { TripLog } from "./trip-log.js";
import type { RoundTrips } from "./trips.js";

/**
 * Joins fills into round trips: one begins with the fill that leaves flat and ends with the one that returns to it, however
 * often it was added to or reduced in between. A fill that goes beyond flat ends one trip and begins the next.
 * @param options.method how open cost is matched, average unless given. A closed trip earns the same by both; what an open
 * trip has realised so far differs
 * @returns trips by entry time; their realised P&L and fees add up to those of `pnlOfFills`
 * @throws RiskbookError `QUANTITY_PLACES` or `POSITION_TOO_LARGE` where quantities cannot be kept exactly
 */
export function roundTrips(fills: PnlFills, options: { method?: CostMethod } = {}): RoundTrips {
  const method = options.method ?? "average";
  const inventory = method === "fifo" ? new Fifo() : new AverageCost();
  const log = new TripLog(fills, method);
  for (const chain of chainsOf(fills)) follow(chain, fills, inventory, log);
  return log.byEntry();
}

function follow(chain: Chain, fills: PnlFills, inventory: Inventory, log: TripLog): void {
  const scale = unitsPerOne(chain.places);
  const multiplier = fills.multipliers[chain.symbol]!;
  const splits = new SplitCourse(fills.splits, chain.symbol);
  inventory.clear();
  const split = ({ ratio }: Split): void => {
    if (inventory.units === 0) return;
    inventory.split(ratio);
    log.split(ratio);
  };
  for (const fill of chain.fills) {
    splits.through(fills.day[fill]!, split);
    const units = fills.sign[fill]! * toUnits(fills.quantity[fill]!, scale);
    const fees = fills.fees[fill]!;
    const flips = units > 0 !== inventory.units > 0 && Math.abs(units) > Math.abs(inventory.units);
    const closing = flips ? -inventory.units : 0;
    const closingFees = fees * (closing / units);
    if (closing !== 0) take(fill, closing, closingFees, true);
    take(fill, units - closing, closing === 0 ? fees : fees - closingFees, closing !== 0);
    if (!Number.isSafeInteger(inventory.units)) {
      throw positionTooLarge(fills.accounts[chain.account]!, fills.symbols[chain.symbol]!, fills.line[fill]!);
    }
  }
  splits.through(Number.POSITIVE_INFINITY, split);
  if (inventory.units !== 0) log.end({ open: true });

  function take(fill: number, units: number, fees: number, flips: boolean): void {
    if (inventory.units === 0) log.begin(fill, Math.sign(units));
    const realised = (inventory.take(units, fills.price[fill]!) / scale) * multiplier;
    log.add({ fill, quantity: units / scale, fees, realised, position: inventory.units / scale, flips });
    if (inventory.units === 0) log.end({ open: false });
  }
}

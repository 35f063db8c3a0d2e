import type { Seat } from "../seat.js";

/** How a portfolio trader goes from the positions held to those wanted. */
export interface RebalanceManner {
  /** Minute of the day of the first order. */
  readonly minute: number;
  /** Share of a target by which a position may be off before it is traded. */
  readonly tolerance: number;
  /** What the trader calls the trades. */
  readonly tag: string;
}

/**
 * Trades stocks to target values. Positions without a target are closed; new and closed ones always trade.
 * @param targets signed money by symbol
 */
export function rebalance(seat: Seat, targets: ReadonlyMap<string, number>, manner: RebalanceManner): void {
  const held = seat.positions().filter(({ instrument }) => instrument.kind === "equity");
  const symbols = new Set([...held.map(({ instrument }) => instrument.symbol), ...targets.keys()]);
  let minute = manner.minute + 10 * seat.random.uniform();
  for (const symbol of symbols) {
    const instrument = seat.market.stock(symbol);
    const price = seat.market.middle(instrument, seat.day, minute);
    const wanted = roundLot((targets.get(symbol) ?? 0) / price);
    const position = seat.position(symbol);
    const off = Math.abs(wanted - position);
    const flips = wanted === 0 || position === 0 || wanted > 0 !== position > 0;
    if (off === 0 || (!flips && off < manner.tolerance * Math.abs(wanted))) continue;
    seat.trade(instrument, wanted - position, minute, {
      passive: seat.random.uniform() < 0.45,
      over: 6,
      tag: manner.tag,
    });
    minute = Math.min(seat.minutes - 12, minute + 1 + 5 * seat.random.uniform());
  }
}

function roundLot(shares: number): number {
  return Math.round(shares / 10) * 10;
}

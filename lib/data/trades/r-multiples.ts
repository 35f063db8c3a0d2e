import { RiskbookError } from "../../core/index.js";
import { FigureColumn, type TripFigures } from "./figures.js";
import type { RoundTrips } from "./trips.js";

/**
 * Net result of each trip in units of the money that was put at risk: |entry price − stop| × largest position × multiplier.
 * @param stops one price per trip, NaN where no stop is known; those that the fills state unless given
 * @throws RiskbookError `LENGTH_MISMATCH` unless there is one entry per trip
 * @see Tharp (1998), Trade Your Way to Financial Freedom, ch. 7
 */
export function rMultiples(trips: RoundTrips, stops: ArrayLike<number> = trips.stop): TripFigures {
  if (stops.length !== trips.n) {
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `There are ${stops.length} stops for ${trips.n} trips; give one price for each, NaN where no stop is known.`,
    );
  }
  const column = new FigureColumn(trips.n);
  for (let trip = 0; trip < trips.n; trip++) column.set(trip, multipleOf(trips, trip, stops[trip]!));
  return column;
}

function multipleOf(trips: RoundTrips, trip: number, stop: number): number | string {
  if (trips.open[trip] === 1) return "the trip is still open";
  if (Number.isNaN(stop)) return "no stop is known";
  const distance = (trips.entryPrice[trip]! - stop) * trips.side[trip]!;
  if (distance <= 0) return "the stop is not on the losing side of the entry";
  return trips.net[trip]! / (distance * trips.maxPosition[trip]! * trips.multipliers[trips.symbol[trip]!]!);
}

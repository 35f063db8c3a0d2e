export type { DailyBars, MinuteBars, TripBars } from "./bars.js";
export { type Excursions, excursions } from "./excursions.js";
export type { TripFigures } from "./figures.js";
export { rMultiples } from "./r-multiples.js";
export { roundTrips } from "./round-trips.js";
export { type BookTrips, bookTrips, snapshotBars, snapshotSessions } from "./snapshot-trips.js";
export { type TripRow, tripRow, tripRows } from "./trip-rows.js";
export { holdingTime, type Legs, type RoundTrips, selectTrips } from "./trips.js";

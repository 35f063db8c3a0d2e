export {
  type Conversion,
  type ConversionOptions,
  openConversion,
  type RateRoute,
  type UsedRate,
} from "./conversion.js";
export { type PairRates, type RateTable, snapshotRates } from "./rate-table.js";

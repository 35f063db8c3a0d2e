/** The public API: what notebooks and reports import from "riskbook". */
export * from "./charts/index.js";
export { addDays, dayNumber, fromDayNumber, type IsoDate, isIsoDate, RiskbookError, utcDate } from "./core/index.js";
export {
  type BookPnl,
  type BookTrips,
  bookTrips,
  breaksOf,
  type Column as DataColumn,
  type Columns as DataColumns,
  type CostMethod,
  type DailyBars,
  type DailyRows,
  dailyColumns,
  type Excursions,
  excursions,
  holdingTime,
  type Legs,
  type LocatedBreak,
  type Manifest,
  type MinuteBars,
  type PnlSeries,
  type PositionBreak,
  type RoundTrips,
  rMultiples,
  roundTrips,
  type Snapshot,
  type SnapshotPnl,
  type SymbolPnl,
  selectTrips,
  snapshotBars,
  snapshotSessions,
  type TripBars,
  type TripFigures,
  type TripRow,
  toArquero,
  tripRow,
  tripRows,
  type UnpricedPosition,
} from "./data/index.js";
export type { Block, Cell, ChartBlock, ColourRule, Column, Document, Format, Kpi, Tone } from "./document/index.js";
export { formatValue } from "./document/index.js";
export {
  type Account,
  type CapitalBase,
  type ColumnOptions,
  type KpiInput,
  type KpiItem,
  type KpisOptions,
  openSession,
  type Session,
  type SessionOptions,
  type Show,
  show,
  type TableInput,
  type TableOptions,
} from "./notebook/index.js";
export { defineReport, type ParameterSchema, type ReportDefinition, type ReportOptions } from "./report/index.js";
export type { ExposureOptions } from "./risk/index.js"; // charts has one of the same name for exposureBars
export * from "./risk/index.js";

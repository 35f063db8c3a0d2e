export { type Column, type Columns, type NumberValues, readColumns, toArquero, valueAt } from "./columns/index.js";
export type { FillColumns } from "./ingest/fill-columns.js";
export type { ColumnMap, InstrumentKind } from "./ingest/map.js";
export { checkMap, findMap, type MapFile, readMap } from "./ingest/map-file.js";
export { type ParsedExecutions, parseExecutions } from "./ingest/parse.js";
export { type Reject, rejectSentence } from "./ingest/rejects.js";
export {
  type BookPnl,
  breaksOf,
  COST_METHODS,
  type CostMethod,
  currenciesOf,
  type DailyRows,
  type FillsWithCurrency,
  fillsInCurrency,
  type LocatedBreak,
  type Marks,
  marksOf,
  noMarks,
  type PnlFills,
  type PnlSeries,
  type PositionBreak,
  type PriceRows,
  pnlOfFills,
  type SymbolMarks,
  type SymbolPnl,
  type UnpricedPosition,
} from "./pnl/index.js";
export { SCHEMA, type StoredColumn, TABLES, type TableName } from "./schema.js";
export { parseSeries, readSeries, type SeriesOptions, type SeriesTable } from "./series.js";
export { type Database, type DatabaseOptions, openDatabase } from "./store/database.js";

export {
  CALENDAR_NAMES,
  type Calendar,
  type CalendarName,
  closesEarly,
  isCalendarName,
  isSession,
  nextSession,
  openCalendar,
  previousSession,
  sessionClose,
  sessionOpen,
  sessionsBetween,
  tradeDate,
  tradeDates,
} from "./calendars/index.js";
export { type Column, type Columns, type NumberValues, readColumns, toArquero, valueAt } from "./columns/index.js";
export {
  DEFAULT_SEED,
  type DemoLoad,
  type DemoManifest,
  type LoadDemoOptions,
  loadDemoFirm,
  makeDemoFiles,
  writeDemoFirm,
} from "./demo/index.js";
export { type Detection, detectFormats, detectionSentence, onlyMap } from "./ingest/detect.js";
export { type IngestOptions, ingestExecutions } from "./ingest/executions.js";
export type { FillColumns } from "./ingest/fill-columns.js";
export type { KeyedTableName } from "./ingest/keyed-tables.js";
export type { ColumnMap, InstrumentKind } from "./ingest/map.js";
export { checkMap, findMap, type MapFile, mapsIn, readMap } from "./ingest/map-file.js";
export { type ParsedExecutions, parseExecutions } from "./ingest/parse.js";
export { type Reject, rejectSentence } from "./ingest/rejects.js";
export type { Statements } from "./ingest/statements.js";
export { type HeldDay, type IngestSummary, outcomeOf, type RowCounts } from "./ingest/summary.js";
export { ingestTable, type TableIngestOptions } from "./ingest/tables.js";
export {
  type BookPnl,
  bookPnl,
  breaksOf,
  COST_METHODS,
  type CostMethod,
  currenciesOf,
  type DailyRows,
  dailyColumns,
  type FillsWithCurrency,
  fillsInCurrency,
  type LocatedBreak,
  type Marks,
  marksOf,
  noMarks,
  type PnlFills,
  type PnlSeries,
  type PositionBreak,
  type PriceFile,
  type PriceRows,
  pnlOfFills,
  readPriceFile,
  type SnapshotPnl,
  type SnapshotPnlOptions,
  type SymbolMarks,
  type SymbolPnl,
  snapshotFills,
  snapshotMarks,
  type UnpricedPosition,
} from "./pnl/index.js";
export { SCHEMA, type StoredColumn, TABLES, type TableName } from "./schema.js";
export { parseSeries, readSeries, type SeriesOptions, type SeriesTable } from "./series.js";
export {
  accountBucket,
  BUCKETS,
  CHECKPOINTS,
  type Checkpoint,
  crashAt,
  createViews,
  type Database,
  type DatabaseOptions,
  type Manifest,
  type OnCheckpoint,
  openDatabase,
  openSnapshot,
  openStore,
  type Pin,
  type Snapshot,
  type Store,
  type StoredFile,
  type StoreLayout,
  type StoreOptions,
  sqlName,
  sqlText,
} from "./store/index.js";
export {
  type ChangeCounts,
  type ChangeKind,
  type Compaction,
  compactStore,
  type DiffOptions,
  diffSnapshots,
  type FileTotals,
  type RowDifference,
  type StoreProblem,
  type TableDifference,
  type Verification,
  verifyStore,
} from "./upkeep/index.js";

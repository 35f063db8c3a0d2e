export { type AccountBook, accountBooks } from "./account-books.js";
export { type BookPnl, breaksOf, type LocatedBreak, pnlOfFills, type UnpricedPosition } from "./book-pnl.js";
export {
  type DayComparison,
  type DayDifference,
  type OneSidedDay,
  RECONCILED_FIGURES,
  type ReconciledFigure,
} from "./compare-days.js";
export type { PositionComparison, PositionDifference } from "./compare-positions.js";
export { currenciesOf, type FillsWithCurrency, fillsInCurrency } from "./currencies.js";
export { dailyColumns } from "./daily-columns.js";
export type { DailyRows } from "./daily-rows.js";
export { COST_METHODS, type CostMethod, type PnlFills } from "./fills.js";
export {
  type Owner,
  type Owners,
  ownerOn,
  PNL_DIMENSIONS,
  type PnlBy,
  type PnlByOptions,
  type PnlByRow,
  type PnlDimension,
  type PnlFigures,
  pnlBy,
  snapshotOwners,
} from "./grouped/index.js";
export { type Marks, marksOf, noMarks, type PriceRows, type SymbolMarks } from "./marks.js";
export { type OpenExposure, openExposures } from "./open-exposures.js";
export type { PositionBreak } from "./positions.js";
export { type PriceFile, readPriceFile } from "./price-file.js";
export { type ReconcileOptions, type Reconciliation, reconcile, type UnstatedAccount } from "./reconcile.js";
export type { PnlSeries } from "./series.js";
export { type SnapshotFillsOptions, snapshotFills } from "./snapshot-fills.js";
export {
  bookPnl,
  onlyCurrency,
  type SnapshotBook,
  type SnapshotPnl,
  type SnapshotPnlOptions,
  snapshotBooks,
  snapshotMarks,
} from "./snapshot-pnl.js";
export { snapshotSessions } from "./snapshot-sessions.js";
export type { Split, Splits } from "./splits.js";
export type { SymbolPnl } from "./symbol-pnl.js";

export { type BookPnl, breaksOf, type LocatedBreak, pnlOfFills, type UnpricedPosition } from "./book-pnl.js";
export type { DailyRows } from "./daily-rows.js";
export { COST_METHODS, type CostMethod, type PnlFills } from "./fills.js";
export { type Marks, marksOf, noMarks, type PriceRows, type SymbolMarks } from "./marks.js";
export type { PositionBreak } from "./positions.js";
export type { PnlSeries } from "./series.js";
export type { SymbolPnl } from "./symbol-pnl.js";

import { column, optional, type Table } from "./table.js";

/** What a correction can make of a fill: another one in its place, or none. */
export const CORRECTION_KINDS = ["amended", "busted"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** What a correction can change of a fill. */
export const CORRECTED_COLUMNS = [
  "time",
  "trade_date",
  "symbol",
  "side",
  "quantity",
  "price",
  "fees",
  "currency",
] as const;

/** Which fill a correction is of: its columns as they were told, which all agree with those of one stored fill. */
export const CORRECTED_FILL = [
  "account",
  "fill_id",
  "time",
  "symbol",
  "side",
  "quantity",
  "price",
  "occurrence",
] as const;

export const corrections: Table = {
  meaning: "decisions about stored fills, which stay as they were told; only ever added, the last one of a fill holds",
  columns: [
    column("account", "VARCHAR", "of the fill"),
    optional("fill_id", "VARCHAR", "of the fill"),
    column("trade_date", "DATE", "of the fill as it was told"),
    column("time", "TIMESTAMP", "of the fill as it was told"),
    column("symbol", "VARCHAR", "of the fill as it was told"),
    column("side", "VARCHAR", "of the fill as it was told"),
    column("quantity", "DECIMAL(24,8)", "of the fill as it was told"),
    column("price", "DOUBLE", "of the fill as it was told"),
    column("occurrence", "INTEGER", "of the fill"),
    column("revision", "INTEGER", "1 for the first correction of a fill; the highest holds"),
    column("kind", "VARCHAR", "amended: what follows stands in the fill's place; busted: there was no such trade"),
    optional("new_time", "TIMESTAMP", "UTC; this and the following are null of a busted fill"),
    optional("new_trade_date", "DATE", "in the source's own zone"),
    optional("new_symbol", "VARCHAR", "of instruments"),
    optional("new_side", "VARCHAR", "buy, sell or short"),
    optional("new_quantity", "DECIMAL(24,8)", "always positive"),
    optional("new_price", "DOUBLE", "per unit, in the currency"),
    optional("new_fees", "DECIMAL(18,6)", "all costs as a positive amount"),
    optional("new_currency", "VARCHAR", "ISO 4217"),
    column("reason", "VARCHAR", "why, in words"),
    column("source", "VARCHAR", "file that the correction came from"),
    column("line", "BIGINT", "line in that file"),
  ],
};

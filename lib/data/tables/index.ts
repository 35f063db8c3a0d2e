import { accounts } from "./accounts.js";
import { actions } from "./actions.js";
import { assignments } from "./assignments.js";
import { balanceSheet } from "./balance-sheet.js";
import { balances } from "./balances.js";
import { bars } from "./bars.js";
import { cash } from "./cash.js";
import { corrections } from "./corrections.js";
import { daily } from "./daily.js";
import { fills } from "./fills.js";
import { fx } from "./fx.js";
import { indicators } from "./indicators.js";
import { instruments } from "./instruments.js";
import { limits } from "./limits.js";
import { positions } from "./positions.js";
import { prices } from "./prices.js";
import type { KeyedTable, StoredColumn, Table } from "./table.js";
import { traders } from "./traders.js";

/** Version of the tables' columns; every stored file names the one it was written with. */
export const SCHEMA_VERSION = 2;

/** Names of the tables of which each row has a key and a later statement takes the place of an earlier one. */
export const KEYED_TABLE_NAMES = [
  "accounts",
  "traders",
  "assignments",
  "instruments",
  "actions",
  "prices",
  "bars",
  "fx",
  "indicators",
  "daily",
  "positions",
  "cash",
  "balances",
  "balance_sheet",
  "limits",
] as const;
export type KeyedTableName = (typeof KEYED_TABLE_NAMES)[number];

/** Names of the tables to which rows are only ever added. */
export const APPENDED_TABLE_NAMES = ["fills", "corrections"] as const;
export type AppendedTableName = (typeof APPENDED_TABLE_NAMES)[number];
export type TableName = KeyedTableName | AppendedTableName;

export const KEYED_TABLES: Readonly<Record<KeyedTableName, KeyedTable>> = {
  accounts,
  traders,
  assignments,
  instruments,
  actions,
  prices,
  bars,
  fx,
  indicators,
  daily,
  positions,
  cash,
  balances,
  balance_sheet: balanceSheet,
  limits,
};

/** The tables of the store. */
export const TABLES: readonly TableName[] = [...KEYED_TABLE_NAMES, ...APPENDED_TABLE_NAMES];

const all: Readonly<Record<TableName, Table>> = { ...KEYED_TABLES, fills, corrections };

/** Every table's columns in stored order. */
export const SCHEMA: Readonly<Record<TableName, readonly StoredColumn[]>> = Object.fromEntries(
  Object.entries(all).map(([name, { columns }]) => [name, columns]),
) as Record<TableName, readonly StoredColumn[]>;

/** The columns that a table had in a version of the schema. */
export function columnsOfVersion(table: TableName, version: number): StoredColumn[] {
  return SCHEMA[table].filter(({ since = 1 }) => since <= version);
}

export { CORRECTED_COLUMNS, CORRECTED_FILL, CORRECTION_KINDS, type CorrectionKind } from "./corrections.js";
export type { KeyedTable, StoredColumn, Table } from "./table.js";

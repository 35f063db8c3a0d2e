import { CORRECTED_FILL, KEYED_TABLES, SCHEMA, type TableName } from "../tables/index.js";

/** One part of what a row is known by. */
export interface KeyPart {
  readonly name: string;
  /** SQL of its value; of a fill in terms of its columns as told, beside those that it has now. */
  readonly sql: string;
}

/** What a fill without the source's own id is told apart by, beside its account. */
const TOLD_APART_BY = ["time", "symbol", "side", "quantity", "price"] as const;

/** Columns that say where a row came from, not what it says: two rows that differ in them alone are the same. */
const PROVENANCE: Partial<Record<TableName, readonly string[]>> = {
  fills: ["sequence", "source", "line"],
  corrections: ["source", "line"],
};

/**
 * What rows of a table are known by, as when they were loaded: a fill by its account and the source's id, without an id
 * by everything that the source told of it; a correction by its fill and its revision; a row of another table by its key.
 * A part may be NULL.
 */
export function naturalKey(table: TableName): KeyPart[] {
  if (table !== "fills") return keyColumns(table).map(name => ({ name, sql: name }));
  return [
    ...keyColumns("fills").map(name => ({ name, sql: name })),
    ...TOLD_APART_BY.map(name => ({ name, sql: `CASE WHEN fill_id IS NULL THEN told_${name} END` })),
  ];
}

/** The columns in which two rows of the same key can say different things. */
export function contentColumns(table: TableName): string[] {
  const apart = [...keyColumns(table), ...(PROVENANCE[table] ?? [])];
  return SCHEMA[table].map(({ name }) => name).filter(name => !apart.includes(name));
}

function keyColumns(table: TableName): readonly string[] {
  if (table === "fills") return ["account", "fill_id", "occurrence"];
  return table === "corrections" ? [...CORRECTED_FILL, "revision"] : KEYED_TABLES[table].key;
}

/** The column, a day or a time, that says which day a row belongs to; undefined for tables that have none. */
export function dayColumn(table: TableName): string | undefined {
  const names = SCHEMA[table].map(({ name }) => name);
  return ["trade_date", "date", "from_date", "time"].find(name => names.includes(name));
}

/** In which order rows of a table are kept. */
export function keptOrder(table: TableName): string {
  return table === "fills" ? "time, sequence" : keyColumns(table).join(", ");
}

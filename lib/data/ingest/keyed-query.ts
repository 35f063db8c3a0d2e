import { sqlText } from "../store/index.js";
import { KEYED_TABLES, type KeyedTableName, SCHEMA, type StoredColumn } from "../tables/index.js";
import { cell, numberText, toDouble } from "./cells.js";
import { type Header, missingColumns } from "./header.js";
import type { SourceFile } from "./source-file.js";
import { utcTime } from "./times.js";

/** Numbers as most tools write them: a point, and thousands in threes if at all. */
const MARKS = { decimal: ".", thousands: "," } as const;

/** What is stated beside a file of a keyed table. */
export interface KeyedConstants {
  /** For price files of one symbol, which have no such column. */
  readonly symbol?: string;
  readonly simulated: boolean;
}

/**
 * The query that turns `records` into typed rows of a keyed table with `line`, `text` and, where a row cannot be loaded,
 * a `reason`. Columns are found by their name in the schema or an alias of it, in any case and with any blanks.
 * @throws RiskbookError `MISSING_COLUMN`
 */
export function keyedQuery(table: KeyedTableName, file: SourceFile, header: Header, constants: KeyedConstants): string {
  const columns = SCHEMA[table];
  const texts = columns.map(
    column => `${cellOf(table, column, header, constants) ?? "NULL"}::VARCHAR AS ${column.name}_text`,
  );
  const missing = columns.filter(
    column =>
      column.required &&
      !Object.hasOwn(KEYED_TABLES[table].defaults, column.name) &&
      cellOf(table, column, header, constants) === null,
  );
  if (missing.length > 0) {
    const remedy = missing.some(({ name }) => name === "symbol")
      ? "Add the column, or name the symbol with --symbol."
      : `Add it; the columns of ${table} are ${columns.map(({ name }) => name).join(", ")}.`;
    throw missingColumns(
      file,
      missing.map(({ name }) => name),
      header,
      remedy,
    );
  }
  const { defaults } = KEYED_TABLES[table];
  const stated = columns.map(column => `${typed(column)} AS ${column.name}`);
  const completed = columns
    .filter(({ name }) => Object.hasOwn(defaults, name))
    .map(
      ({ name, type }) =>
        `coalesce(${name}, CASE WHEN ${name}_text IS NULL THEN ${defaults[name]} END)::${type} AS ${name}`,
    );
  const replaced = completed.length === 0 ? "*" : `* REPLACE (${completed.join(", ")})`;
  return `WITH cells AS (SELECT line, text, reason AS broken, ${texts.join(", ")} FROM records),
    stated AS (SELECT *, ${stated.join(", ")} FROM cells),
    completed AS (SELECT ${replaced} FROM stated)
    SELECT line, text, coalesce(broken, ${blankOrWrong(columns)}) AS reason, ${columns.map(({ name }) => name).join(", ")} FROM completed`;
}

function cellOf(
  table: KeyedTableName,
  { name }: StoredColumn,
  header: Header,
  constants: KeyedConstants,
): string | null {
  if (name === "symbol" && constants.symbol !== undefined) return sqlText(constants.symbol);
  if (name === "simulated" && constants.simulated) return "'true'";
  const wanted = [name, ...(KEYED_TABLES[table].aliases[name] ?? [])].map(bare);
  const found = header.names.find(candidate => wanted.includes(bare(candidate)));
  const position = found === undefined ? undefined : header.position(found);
  return position === undefined ? null : cell(position);
}

/** A column's name without case, blanks and marks. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function typed({ name, type }: StoredColumn): string {
  const text = `${name}_text`;
  if (type === "VARCHAR") return text;
  if (type === "DATE") {
    const iso = `regexp_full_match(${text}, '\\d{4}-\\d{2}-\\d{2}([T ].*)?')`;
    return `CASE WHEN ${iso} THEN try_cast(${text}[1:10] AS DATE) ELSE try_strptime(${text}, '%Y%m%d')::DATE END`;
  }
  if (type === "TIMESTAMP") return utcTime(text, { format: ["iso"], zone: "UTC" });
  if (type === "BOOLEAN") {
    return `CASE WHEN lower(${text}) IN ('true', 'yes', '1') THEN true WHEN lower(${text}) IN ('false', 'no', '0') THEN false END`;
  }
  const number = numberText(text, MARKS);
  return type === "DOUBLE" ? toDouble(number) : `try_cast(${number} AS ${type})`;
}

function blankOrWrong(columns: readonly StoredColumn[]): string {
  const cases = columns.flatMap(column => [
    `WHEN ${column.name}_text IS NOT NULL AND ${column.name} IS NULL
      THEN '${column.name} was "' || ${column.name}_text || '"; expected ${expected(column)}.'`,
    ...(column.required
      ? [`WHEN ${column.name} IS NULL THEN '${column.name} is blank; expected ${expected(column)}.'`]
      : []),
  ]);
  return `CASE ${cases.join("\n")} END`;
}

function expected({ type }: StoredColumn): string {
  if (type === "DATE") return "a date such as 2020-04-17";
  if (type === "TIMESTAMP") return "a time such as 2020-04-17T13:31:00Z";
  if (type === "BOOLEAN") return "true or false";
  return type === "VARCHAR" ? "a text" : "a number such as 1234.5";
}

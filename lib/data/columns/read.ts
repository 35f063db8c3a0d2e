import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBDecimalType,
  type DuckDBEnumType,
  type DuckDBType,
  DuckDBTypeId,
  JSDuckDBValueConverter,
} from "@duckdb/node-api";
import { gatherBytes, gatherNulls } from "./chunks.js";
import type { Column, Columns, NumberValues } from "./column.js";
import { readStrings } from "./dictionary.js";
import { decimalColumn, integerColumn, numbersOfWords, wideIntegerColumn } from "./integers.js";

/** One column of a result that is still in DuckDB's chunks. */
interface Source {
  chunks: readonly DuckDBDataChunk[];
  index: number;
  rows: number;
}

const FIXED_WIDTH: ReadonlyMap<number, new (buffer: ArrayBuffer) => NumberValues> = new Map<
  number,
  new (
    buffer: ArrayBuffer,
  ) => NumberValues
>([
  [DuckDBTypeId.DOUBLE, Float64Array],
  [DuckDBTypeId.FLOAT, Float32Array],
  [DuckDBTypeId.INTEGER, Int32Array],
  [DuckDBTypeId.SMALLINT, Int16Array],
  [DuckDBTypeId.TINYINT, Int8Array],
  [DuckDBTypeId.UINTEGER, Uint32Array],
  [DuckDBTypeId.USMALLINT, Uint16Array],
  [DuckDBTypeId.UTINYINT, Uint8Array],
]);

/** Timestamps by DuckDB's unit: how many make a millisecond. */
const PER_MILLISECOND: ReadonlyMap<number, number> = new Map([
  [DuckDBTypeId.TIMESTAMP, 1e3],
  [DuckDBTypeId.TIMESTAMP_TZ, 1e3],
  [DuckDBTypeId.TIMESTAMP_S, 1e-3],
  [DuckDBTypeId.TIMESTAMP_MS, 1],
  [DuckDBTypeId.TIMESTAMP_NS, 1e6],
]);

/** Runs a query and reads its result into typed columns without a JavaScript value per cell. */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<Columns> {
  const result = await connection.run(sql);
  // The result is whole already: asking for each chunk at once spares a round through the event loop for every 2,048 rows.
  const chunks = Array.from({ length: result.chunkCount }, (_, index) => result.getChunk(index));
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const names = result.deduplicatedColumnNames();
  const columns: Record<string, Column> = {};
  for (let index = 0; index < names.length; index++) {
    columns[names[index]!] = readColumn({ chunks, index, rows }, result.columnType(index));
  }
  return { rows, columns };
}

function readColumn(source: Source, type: DuckDBType): Column {
  const fixed = FIXED_WIDTH.get(type.typeId);
  if (fixed) return { type: "number", values: new fixed(bytes(source, width(fixed))), nulls: nulls(source) };
  const perMillisecond = PER_MILLISECOND.get(type.typeId);
  if (perMillisecond !== undefined) return timestampColumn(source, perMillisecond);
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return readStrings(source.chunks, source.index, source.rows);
    case DuckDBTypeId.ENUM:
      return enumColumn(source, type as DuckDBEnumType);
    case DuckDBTypeId.BOOLEAN:
      return { type: "boolean", values: new Uint8Array(bytes(source, 1)), nulls: nulls(source) };
    case DuckDBTypeId.DATE:
      return { type: "date", values: new Int32Array(bytes(source, 4)), nulls: nulls(source) };
    case DuckDBTypeId.BIGINT:
      return integerColumn(new BigInt64Array(bytes(source, 8)), nulls(source));
    case DuckDBTypeId.HUGEINT:
      return wideIntegerColumn(new BigInt64Array(bytes(source, 16)), nulls(source));
    case DuckDBTypeId.DECIMAL:
      return decimalColumn(
        bytes(source, decimalWidth(type as DuckDBDecimalType)),
        type as DuckDBDecimalType,
        nulls(source),
      );
    default:
      return otherColumn(source);
  }
}

function bytes(source: Source, bytesPerValue: number): ArrayBuffer {
  return gatherBytes(source.chunks, source.index, source.rows, bytesPerValue).buffer as ArrayBuffer;
}

function nulls(source: Source): Uint8Array | null {
  return gatherNulls(source.chunks, source.index, source.rows);
}

function width(values: new (buffer: ArrayBuffer) => NumberValues): number {
  return (values as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
}

function timestampColumn(source: Source, perMillisecond: number): Column {
  const values = numbersOfWords(new Int32Array(bytes(source, 8)), 2);
  for (let row = 0; row < values.length; row++) values[row]! /= perMillisecond;
  return { type: "timestamp", values, nulls: nulls(source) };
}

function enumColumn(source: Source, type: DuckDBEnumType): Column {
  const stored = FIXED_WIDTH.get(type.internalTypeId)!;
  const codes = Int32Array.from(new stored(bytes(source, width(stored))));
  const missing = nulls(source);
  for (let row = 0; missing && row < codes.length; row++) if (missing[row]) codes[row] = -1;
  return { type: "string", codes, dictionary: type.values };
}

/** DuckDB stores a decimal in the narrowest integer that holds its digits. */
function decimalWidth(type: DuckDBDecimalType): number {
  if (type.width <= 4) return 2;
  if (type.width <= 9) return 4;
  return type.width <= 18 ? 8 : 16;
}

function otherColumn(source: Source): Column {
  const values: unknown[] = [];
  for (const chunk of source.chunks) values.push(...chunk.convertColumnValues(source.index, JSDuckDBValueConverter));
  return { type: "other", values };
}

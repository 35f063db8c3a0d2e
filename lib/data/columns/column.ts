/** Numbers of one width, as DuckDB stores them. */
export type NumberValues =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** One byte a row, 1 where the row has no value; null where every row has one. */
export type Nulls = Uint8Array | null;

/**
 * A column of a query's result in typed arrays. Where `nulls` marks a row, the value array holds an arbitrary value there.
 *
 * - `number`: every number that a double holds exactly, and decimals, of which `scale` says the decimal places. A 64-bit
 *   integer column is one too when all of its values are safe integers;
 * - `bigint`: integers of which some are not safe;
 * - `string`: `dictionary[codes[row]]`, code −1 for null;
 * - `boolean`: 0 and 1;
 * - `date`: days since 1970-01-01;
 * - `timestamp`: milliseconds since 1970-01-01 UTC, microseconds as their fraction;
 * - `other`: lists, structures and so on as JavaScript values.
 */
export type Column =
  | { readonly type: "number"; readonly values: NumberValues; readonly nulls: Nulls; readonly scale?: number }
  | { readonly type: "bigint"; readonly values: BigInt64Array | bigint[]; readonly nulls: Nulls }
  | { readonly type: "string"; readonly codes: Int32Array; readonly dictionary: readonly string[] }
  | { readonly type: "boolean"; readonly values: Uint8Array; readonly nulls: Nulls }
  | { readonly type: "date"; readonly values: Int32Array; readonly nulls: Nulls }
  | { readonly type: "timestamp"; readonly values: Float64Array; readonly nulls: Nulls }
  | { readonly type: "other"; readonly values: readonly unknown[] };

/** Named columns of equal length, in the query's order. */
export interface Columns {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

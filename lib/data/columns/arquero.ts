import { type ColumnTable, table } from "arquero";
import type { Column, Columns, NumberValues } from "./column.js";

/** What Arquero asks of a column. */
interface ArqueroColumn {
  readonly length: number;
  at(row: number): unknown;
  [Symbol.iterator](): Iterator<unknown>;
}

/**
 * Columns as an Arquero table, without copying numbers: nulls stay null, texts come from their dictionary, dates and
 * timestamps are `Date` values in UTC.
 */
export function toArquero(data: Columns): ColumnTable {
  const columns: Record<string, ArqueroColumn> = {};
  for (const [name, column] of Object.entries(data.columns)) columns[name] = arqueroColumn(column);
  return table(columns, Object.keys(columns));
}

/** The value of one row of a column as people see it: number, text, boolean, `Date`, bigint or null. */
export function valueAt(column: Column, row: number): unknown {
  if (column.type === "string") return column.dictionary[column.codes[row]!] ?? null;
  if (column.type === "other") return column.values[row] ?? null;
  if (column.nulls?.[row] === 1) return null;
  if (column.type === "boolean") return column.values[row] === 1;
  if (column.type === "date") return new Date(column.values[row]! * 86_400_000);
  if (column.type === "timestamp") return new Date(column.values[row]!);
  return column.values[row];
}

/** The number of rows of a column. */
export function columnLength(column: Column): number {
  return column.type === "string" ? column.codes.length : column.values.length;
}

function arqueroColumn(column: Column): ArqueroColumn {
  if (column.type === "number") return column.nulls ? new MaskedNumbers(column.values, column.nulls) : column.values;
  if (column.type === "string") return new Texts(column.codes, column.dictionary);
  return new Values(column);
}

abstract class Rows implements ArqueroColumn {
  abstract readonly length: number;
  abstract at(row: number): unknown;

  *[Symbol.iterator](): Iterator<unknown> {
    for (let row = 0; row < this.length; row++) yield this.at(row);
  }
}

class MaskedNumbers extends Rows {
  readonly length: number;
  private readonly values: NumberValues;
  private readonly nulls: Uint8Array;

  constructor(values: NumberValues, nulls: Uint8Array) {
    super();
    this.length = values.length;
    this.values = values;
    this.nulls = nulls;
  }

  at(row: number): number | null {
    return this.nulls[row] === 1 ? null : this.values[row]!;
  }
}

class Texts extends Rows {
  readonly length: number;
  private readonly codes: Int32Array;
  private readonly dictionary: readonly string[];

  constructor(codes: Int32Array, dictionary: readonly string[]) {
    super();
    this.length = codes.length;
    this.codes = codes;
    this.dictionary = dictionary;
  }

  at(row: number): string | null {
    return this.dictionary[this.codes[row]!] ?? null;
  }
}

class Values extends Rows {
  readonly length: number;
  private readonly column: Column;

  constructor(column: Column) {
    super();
    this.length = columnLength(column);
    this.column = column;
  }

  at(row: number): unknown {
    return valueAt(this.column, row);
  }
}

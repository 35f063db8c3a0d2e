import type { DuckDBConnection } from "@duckdb/node-api";
import { type Column, type Columns, readColumns } from "../columns/index.js";
import type { PnlFills } from "../pnl/fills.js";

/** Fills as typed arrays, ready for P&L, with what a person needs to find them again. */
export interface FillColumns extends PnlFills {
  /** By symbol code: equity, future, option, fx or crypto. */
  readonly kinds: readonly string[];
  readonly currencies: readonly string[];
  readonly currency: Int32Array;
  readonly sources: readonly string[];
  readonly source: Int32Array;
}

/** What a query must give for {@link readFills}, in this order of rows: time, then the source's own order. */
export const FILL_COLUMNS: string =
  "account, symbol, time, trade_date, side <> 'buy' AS sold, quantity, price, fees, currency, start_position, line, source, kind, multiplier";

/** What a query may give besides: an order's id is told from others by 30 bits of its hash, 0 where it has none. */
export const FILL_DETAILS: string =
  "coalesce(tag, '') AS tag, stop_price, coalesce(1 + (hash(order_id) >> 34), 0)::INTEGER AS order_code";

/** Reads fills from a query with the columns of {@link FILL_COLUMNS}, and of {@link FILL_DETAILS} where it has them. */
export async function readFills(connection: DuckDBConnection, sql: string): Promise<FillColumns> {
  const data = await readColumns(connection, sql);
  const account = strings(data, "account");
  const symbol = strings(data, "symbol");
  const currency = strings(data, "currency");
  const source = strings(data, "source");
  const kind = strings(data, "kind");
  return {
    n: data.rows,
    accounts: account.dictionary,
    account: account.codes,
    symbols: symbol.dictionary,
    symbol: symbol.codes,
    multipliers: Float64Array.from(bySymbol(symbol, row => numbers(data, "multiplier")[row]!)),
    kinds: bySymbol(symbol, row => kind.dictionary[kind.codes[row]!] ?? ""),
    currencies: currency.dictionary,
    currency: currency.codes,
    sources: source.dictionary,
    source: source.codes,
    time: numbers(data, "time"),
    day: Int32Array.from(numbers(data, "trade_date")),
    sign: Int8Array.from(numbers(data, "sold"), sold => (sold === 1 ? -1 : 1)),
    quantity: numbers(data, "quantity"),
    price: numbers(data, "price"),
    fees: numbers(data, "fees"),
    startPosition: numbers(data, "start_position"),
    line: numbers(data, "line"),
    ...(data.columns.tag === undefined ? {} : details(data)),
  };
}

function details(data: Columns): Required<Pick<PnlFills, "tags" | "tag" | "stopPrice" | "order">> {
  const tag = strings(data, "tag");
  return {
    tags: tag.dictionary,
    tag: tag.codes.map(code => (tag.dictionary[code] === "" ? -1 : code)),
    stopPrice: numbers(data, "stop_price"),
    order: Int32Array.from(numbers(data, "order_code")),
  };
}

type TextColumn = Extract<Column, { type: "string" }>;

function strings(data: Columns, name: string): TextColumn {
  return data.columns[name] as TextColumn;
}

/** A numeric column as doubles, NaN where it is null. */
function numbers(data: Columns, name: string): Float64Array {
  const column = data.columns[name] as Exclude<Column, { type: "string" | "bigint" | "other" }>;
  const values = column.values instanceof Float64Array ? column.values : Float64Array.from(column.values);
  for (let row = 0; column.nulls && row < values.length; row++) if (column.nulls[row] === 1) values[row] = Number.NaN;
  return values;
}

/** The value of each symbol's first fill. */
function bySymbol<T>(symbol: TextColumn, value: (row: number) => T): T[] {
  const values = new Array<T>(symbol.dictionary.length);
  const seen = new Uint8Array(values.length);
  for (let row = 0; row < symbol.codes.length; row++) {
    const code = symbol.codes[row]!;
    if (seen[code] === 1) continue;
    seen[code] = 1;
    values[code] = value(row);
  }
  return values;
}

/** Version of the columns below; every stored file names the one it was written with. */
export const SCHEMA_VERSION = 1;

/** The tables of the store. */
export const TABLES = ["accounts", "instruments", "fills", "prices", "daily"] as const;
export type TableName = (typeof TABLES)[number];

/** One column of a stored table: its DuckDB type and what it holds. */
export interface StoredColumn {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly meaning: string;
  /** The version of the schema that brought it, where that is not the first. Files of older versions lack it. */
  readonly since?: number;
  /** SQL of what it is in rows of those files, in terms of their columns; NULL unless stated. */
  readonly before?: string;
}

function column(name: string, type: string, meaning: string, required = true): StoredColumn {
  return { name, type, required, meaning };
}

/** Every table's columns in stored order. Money is DECIMAL, times are UTC, quantities are exact decimals. */
export const SCHEMA: Readonly<Record<TableName, readonly StoredColumn[]>> = {
  accounts: [
    column("account", "VARCHAR", "the source's own name of the account; the key"),
    column("trader", "VARCHAR", "who trades it"),
    column("desk", "VARCHAR", "the desk it belongs to", false),
    column("currency", "VARCHAR", "ISO 4217"),
    column("capital_base", "DECIMAL(18,2)", "money that ratios of its P&L are taken of", false),
    column("simulated", "BOOLEAN", "true for made-up data"),
  ],
  instruments: [
    column("symbol", "VARCHAR", "the key"),
    column("kind", "VARCHAR", "equity, future, option, fx or crypto"),
    column("multiplier", "DOUBLE", "money per point of price and unit of quantity"),
    column("currency", "VARCHAR", "ISO 4217"),
    column("underlying", "VARCHAR", "of an option or future", false),
    column("strike", "DOUBLE", "of an option", false),
    column("expiry", "DATE", "of an option or future", false),
    column("option_right", "VARCHAR", "call or put", false),
    column("sector", "VARCHAR", "of an equity", false),
    column("beta", "DOUBLE", "to the firm's market index, where known", false),
    column("simulated", "BOOLEAN", "true for made-up data"),
  ],
  fills: [
    column("account", "VARCHAR", "of accounts"),
    column("symbol", "VARCHAR", "of instruments"),
    column("time", "TIMESTAMP", "of the execution, UTC"),
    column("trade_date", "DATE", "the day the fill belongs to, in the source's own zone"),
    column("sequence", "BIGINT", "order within the source; breaks ties of time"),
    column("side", "VARCHAR", "buy, sell or short"),
    column("quantity", "DECIMAL(24,8)", "always positive"),
    column("price", "DOUBLE", "per unit, in the fill's currency"),
    column("fees", "DECIMAL(18,6)", "all costs of the fill as a positive amount; negative is a rebate"),
    column("currency", "VARCHAR", "ISO 4217"),
    column("fill_id", "VARCHAR", "the source's own id", false),
    column("order_id", "VARCHAR", "the source's own id", false),
    column("start_position", "DECIMAL(24,8)", "position before the fill as the source states it", false),
    column("occurrence", "INTEGER", "1 for the first of fills alike in every field of the natural key"),
    column("source", "VARCHAR", "file the row came from"),
    column("line", "BIGINT", "line in that file"),
  ],
  prices: [
    column("symbol", "VARCHAR", "of instruments"),
    column("date", "DATE", "the session"),
    column("open", "DOUBLE", "", false),
    column("high", "DOUBLE", "", false),
    column("low", "DOUBLE", "", false),
    column("close", "DOUBLE", "the mark of the session"),
    column("volume", "DOUBLE", "", false),
    column("simulated", "BOOLEAN", "true for made-up data"),
  ],
  daily: [
    column("account", "VARCHAR", "of accounts"),
    column("date", "DATE", "the session"),
    column("gross", "DECIMAL(18,6)", "P&L before fees as the source states it"),
    column("fees", "DECIMAL(18,6)", "as a positive amount"),
    column("net", "DECIMAL(18,6)", "gross − fees"),
    column("unrealised", "DECIMAL(18,6)", "open P&L at the close", false),
    column("balance", "DECIMAL(18,6)", "equity at the close", false),
    column("currency", "VARCHAR", "ISO 4217"),
  ],
};

/** The columns that a table had in a version of the schema. */
export function columnsOfVersion(table: TableName, version: number): StoredColumn[] {
  return SCHEMA[table].filter(({ since = 1 }) => since <= version);
}

import { CURRENCY, column, optional, type Table } from "./table.js";

export const fills: Table = {
  meaning: "executions as the source told them; only ever added",
  columns: [
    column("account", "VARCHAR", "of accounts"),
    column("symbol", "VARCHAR", "of instruments"),
    column("time", "TIMESTAMP", "of the execution, UTC"),
    column("trade_date", "DATE", "the day the fill belongs to, in the source's own zone"),
    column("sequence", "BIGINT", "order within the source; breaks ties of time"),
    column("side", "VARCHAR", "buy, sell or short"),
    column("quantity", "DECIMAL(24,8)", "always positive"),
    column("price", "DOUBLE", "per unit, in the fill's currency"),
    column("fees", "DECIMAL(18,6)", "all costs of the fill as a positive amount; negative is a rebate"),
    CURRENCY,
    optional("fill_id", "VARCHAR", "the source's own id"),
    optional("order_id", "VARCHAR", "the source's own id"),
    optional("start_position", "DECIMAL(24,8)", "position before the fill as the source states it"),
    column("occurrence", "INTEGER", "1 for the first of fills alike in every field of the natural key"),
    column("source", "VARCHAR", "file the row came from"),
    column("line", "BIGINT", "line in that file"),
    { ...optional("tag", "VARCHAR", "the strategy or setup that the source names"), since: 2 },
    { ...optional("stop_price", "DOUBLE", "the planned stop, where the source states one"), since: 2 },
    { ...optional("route", "VARCHAR", "where it was executed"), since: 2 },
  ],
};

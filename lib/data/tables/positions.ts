import { CURRENCY, CURRENCY_RULE, column, DAY_ALIASES, type KeyedTable, optional, YEAR_OF_DATE } from "./table.js";

export const positions: KeyedTable = {
  meaning: "open positions at a close as the source states them; ours are worked out from fills and held against them",
  columns: [
    column("account", "VARCHAR", "of accounts"),
    column("symbol", "VARCHAR", "of instruments"),
    column("date", "DATE", "the session at whose close it stands"),
    column("quantity", "DECIMAL(24,8)", "negative when short"),
    optional("average_price", "DOUBLE", "per unit, as the source works it out"),
    optional("mark", "DOUBLE", "the price that it is valued at"),
    optional("unrealised", "DECIMAL(18,6)", "open P&L"),
    CURRENCY,
  ],
  key: ["account", "symbol", "date"],
  partition: YEAR_OF_DATE,
  aliases: {
    date: DAY_ALIASES,
    quantity: ["qty", "position"],
    unrealised: ["unrealized"],
    average_price: ["avg_price"],
  },
  defaults: {},
  rules: [CURRENCY_RULE],
};

import {
  CURRENCY,
  CURRENCY_RULE,
  column,
  DAY_ALIASES,
  expects,
  type KeyedTable,
  optional,
  YEAR_OF_DATE,
} from "./table.js";

export const balances: KeyedTable = {
  meaning: "an account's money at a close as the broker states it",
  columns: [
    column("account", "VARCHAR", "of accounts"),
    column("date", "DATE", "the session"),
    column("equity", "DECIMAL(18,6)", "net liquidation value: cash and open P&L"),
    optional("cash", "DECIMAL(18,6)", ""),
    optional("margin", "DECIMAL(18,6)", "the requirement that is in use"),
    optional("buying_power", "DECIMAL(18,6)", ""),
    CURRENCY,
  ],
  key: ["account", "date"],
  partition: YEAR_OF_DATE,
  aliases: { date: DAY_ALIASES, equity: ["balance", "net_liquidation", "end_balance"], margin: ["margin_used"] },
  defaults: {},
  rules: [CURRENCY_RULE, expects("margin < 0", "margin", "0 or more")],
};

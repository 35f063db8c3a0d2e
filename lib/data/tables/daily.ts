import { CURRENCY, CURRENCY_RULE, column, DAY_ALIASES, type KeyedTable, optional, YEAR_OF_DATE } from "./table.js";

export const daily: KeyedTable = {
  meaning: "an account's totals of a session as the source states them",
  columns: [
    column("account", "VARCHAR", "of accounts"),
    column("date", "DATE", "the session"),
    column("gross", "DECIMAL(18,6)", "P&L before fees as the source states it"),
    column("fees", "DECIMAL(18,6)", "as a positive amount"),
    column("net", "DECIMAL(18,6)", "gross − fees"),
    optional("unrealised", "DECIMAL(18,6)", "open P&L at the close"),
    optional("balance", "DECIMAL(18,6)", "equity at the close"),
    CURRENCY,
  ],
  key: ["account", "date"],
  partition: YEAR_OF_DATE,
  aliases: { date: DAY_ALIASES, unrealised: ["unrealized"] },
  defaults: { fees: "0", net: "gross - coalesce(fees, 0)" },
  rules: [
    CURRENCY_RULE,
    [
      "abs(net - (gross - fees)) > 0.01",
      `'net was "' || net || '"; expected gross − fees, ' || (gross - fees) || ', as fees are a positive cost.'`,
    ],
  ],
};

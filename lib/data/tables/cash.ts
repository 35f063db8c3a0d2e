import {
  CURRENCY,
  CURRENCY_RULE,
  column,
  DAY_ALIASES,
  type KeyedTable,
  oneOf,
  optional,
  YEAR_OF_DATE,
} from "./table.js";

/** What money comes or goes for, apart from trading. */
export const CASH_KINDS = ["deposit", "withdrawal", "transfer", "fee", "interest", "dividend", "adjustment"] as const;

export const cash: KeyedTable = {
  meaning: "money that comes or goes without a fill: deposits, fees, adjustments",
  columns: [
    column("account", "VARCHAR", "of accounts"),
    column("date", "DATE", "the day it counts for"),
    column("cash_id", "VARCHAR", "the source's own id; else its kind, note and place among the day's alike"),
    column("kind", "VARCHAR", CASH_KINDS.join(", ")),
    column("amount", "DECIMAL(18,6)", "positive is the account's gain"),
    CURRENCY,
    optional("note", "VARCHAR", "the source's own words"),
  ],
  key: ["account", "date", "cash_id"],
  partition: YEAR_OF_DATE,
  aliases: { date: DAY_ALIASES, cash_id: ["id", "transaction_id"], kind: ["type"], note: ["description", "comment"] },
  defaults: {
    kind: "'adjustment'",
    cash_id: `concat_ws(' ', coalesce(kind, 'adjustment'), note,
      '#' || row_number() OVER (PARTITION BY account, date, kind, note ORDER BY line))`,
  },
  rules: [CURRENCY_RULE, oneOf("kind", CASH_KINDS)],
};

import {
  CURRENCY,
  CURRENCY_RULE,
  column,
  expects,
  type KeyedTable,
  ONE_PARTITION,
  optional,
  SIMULATED,
} from "./table.js";

export const accounts: KeyedTable = {
  meaning: "what is traded in, and by whom unless assignments say so day by day",
  columns: [
    column("account", "VARCHAR", "the source's own name of the account; the key"),
    column("trader", "VARCHAR", "who trades it"),
    optional("desk", "VARCHAR", "the desk it belongs to"),
    CURRENCY,
    optional("capital_base", "DECIMAL(18,2)", "money that ratios of its P&L are taken of"),
    SIMULATED,
  ],
  key: ["account"],
  partition: ONE_PARTITION,
  aliases: {},
  defaults: { trader: "account", simulated: "false" },
  rules: [CURRENCY_RULE, expects("capital_base <= 0", "capital_base", "more than 0, or nothing")],
};

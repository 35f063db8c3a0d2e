import { CURRENCY_RULE, column, expects, type KeyedTable, ONE_PARTITION, oneOf, optional } from "./table.js";

export const actions: KeyedTable = {
  meaning: "corporate actions; prices and fills stay as they were told",
  columns: [
    column("symbol", "VARCHAR", "before the action"),
    column("date", "DATE", "the first session that trades with it (the ex-date)"),
    column("kind", "VARCHAR", "split, dividend, rename or delisting"),
    optional("ratio", "DOUBLE", "of a split: new shares for each old one, 7 for Apple's of 2014-06-09"),
    optional("amount", "DOUBLE", "of a dividend: money a share"),
    optional("currency", "VARCHAR", "of the amount"),
    optional("new_symbol", "VARCHAR", "of a rename"),
  ],
  key: ["symbol", "date", "kind"],
  partition: ONE_PARTITION,
  aliases: { date: ["ex_date", "day"], kind: ["type", "action"], amount: ["dividend"] },
  defaults: {},
  rules: [
    oneOf("kind", ["split", "dividend", "rename", "delisting"]),
    [
      "kind = 'split' AND (ratio IS NULL OR ratio <= 0)",
      `'ratio was "' || coalesce(ratio::VARCHAR, '') || '"; expected new shares for each old one, such as 2.'`,
    ],
    [
      "kind = 'dividend' AND (amount IS NULL OR currency IS NULL)",
      "'a dividend needs its amount a share and its currency.'",
    ],
    ["kind = 'rename' AND new_symbol IS NULL", "'a rename needs its new_symbol.'"],
    CURRENCY_RULE,
    expects("new_symbol = symbol", "new_symbol", "another than symbol"),
  ],
};

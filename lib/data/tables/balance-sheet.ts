import { CURRENCY, CURRENCY_RULE, column, DAY_ALIASES, type KeyedTable, oneOf, YEAR_OF_DATE } from "./table.js";

export const balanceSheet: KeyedTable = {
  meaning: "lines of the firm's balance sheet, for ratios and capital",
  columns: [
    column("entity", "VARCHAR", "the company"),
    column("date", "DATE", "the day it is drawn up for"),
    column("item", "VARCHAR", "the line, such as cash or short_term_debt"),
    column("kind", "VARCHAR", "asset, liability, equity or memo; a memo line is in no total"),
    column("term", "VARCHAR", "current (within a year) or long"),
    column("amount", "DECIMAL(20,2)", "positive, on its own side of the sheet"),
    CURRENCY,
  ],
  key: ["entity", "date", "item"],
  partition: YEAR_OF_DATE,
  aliases: { date: DAY_ALIASES, entity: ["company", "firm"], item: ["line"], kind: ["side"] },
  defaults: { term: "'long'" },
  rules: [CURRENCY_RULE, oneOf("kind", ["asset", "liability", "equity", "memo"]), oneOf("term", ["current", "long"])],
};

import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** Symbols that nobody described: without a multiplier there is no P&L. */
export const unknownSymbol: Rule = rule({
  id: "unknown-symbol",
  tables: ["fills", "positions"],
  severity: "hold",
  sentence: "Every symbol that is traded or held is an instrument.",
  thresholds: {},
  check: (judged, _, table) =>
    find(
      judged,
      `SELECT symbol, count(*) AS rows, max(${table === "fills" ? "trade_date" : "date"}) AS day, symbol AS value, 'an instrument' AS expected
      FROM ${table} WHERE symbol NOT IN (SELECT symbol FROM instruments) GROUP BY symbol`,
      ({ symbol, rows }) =>
        `${symbol} is no known instrument, and ${table} has ${counted(rows, "row")} of it. Load it with "riskbook ingest instruments FILE".`,
    ),
});

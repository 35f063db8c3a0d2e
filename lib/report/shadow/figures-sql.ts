import type { IsoDate } from "../../core/index.js";
import { sqlText } from "../../data/index.js";

/** Which day and currency the figures are of. */
export interface ShadowScope {
  readonly asOf: IsoDate;
  readonly currency: string;
  /** Sessions that VaR looks back on. */
  readonly window: number;
  /** Of the VaR. */
  readonly confidence: number;
}

/** How many shares of the last day one of an earlier day is by now: the splits between, so that both count alike. */
function sharesNow(symbol: string, day: string): string {
  return `coalesce((SELECT product(ratio) FROM splits WHERE splits.symbol = ${symbol} AND ex > ${day}), 1)`;
}

/**
 * The headline figures of a book in one query, straight from fills and closing prices. It shares nothing with the library's
 * own path but the stored rows: P&L is market value less the evening before's, less what was paid and what it cost, which
 * needs no cost method; sessions are the days that have a fill or a mark.
 *
 * One row: `pnl`, `gross_exposure`, `net_exposure`, `var`, `drawdown`, and `unpriced`, the open positions without a close on
 * any session, with which no figure is to be trusted.
 */
export function shadowSql({ asOf, currency, window, confidence }: ShadowScope): string {
  const until = `DATE ${sqlText(asOf)}`;
  return `
    WITH splits AS (SELECT symbol, date AS ex, ratio FROM actions WHERE kind = 'split' AND date <= ${until}),
    traded AS (
      SELECT account, symbol, trade_date AS day,
        sum(CASE WHEN side = 'buy' THEN quantity ELSE -quantity END)::DOUBLE
          * any_value(${sharesNow("fills.symbol", "trade_date")}) AS quantity,
        sum(CASE WHEN side = 'buy' THEN quantity ELSE -quantity END * price) * any_value(multiplier) AS paid,
        sum(fills.fees)::DOUBLE AS fees
      FROM fills JOIN instruments USING (symbol)
      WHERE fills.currency = ${sqlText(currency)} AND trade_date <= ${until} GROUP BY ALL),
    sessions AS (
      SELECT day FROM traded UNION
      SELECT date FROM prices WHERE symbol IN (SELECT symbol FROM fills) AND date <= ${until}
        AND date >= (SELECT min(day) FROM traded)),
    held AS (
      SELECT account, symbol, day, coalesce(paid, 0) AS paid, coalesce(fees, 0) AS fees,
        round(sum(coalesce(quantity, 0)) OVER (PARTITION BY account, symbol ORDER BY day), 8) AS position
      FROM (SELECT DISTINCT account, symbol FROM traded) CROSS JOIN sessions
        LEFT JOIN traded USING (account, symbol, day)),
    valued AS (
      SELECT held.*, CASE WHEN position = 0 THEN 0 ELSE position * close / ${sharesNow("held.symbol", "held.day")} * multiplier END AS value
      FROM held JOIN instruments USING (symbol)
        LEFT JOIN prices ON prices.symbol = held.symbol AND prices.date = held.day),
    changed AS (
      SELECT day, value, value - lag(value, 1, 0) OVER (PARTITION BY account, symbol ORDER BY day) - paid - fees AS pnl
      FROM valued),
    firm AS (
      SELECT day, sum(pnl) AS pnl, sum(abs(value)) AS gross, sum(value) AS net, count(*) FILTER (value IS NULL) AS unpriced
      FROM changed GROUP BY day),
    curve AS (SELECT *, sum(pnl) OVER (ORDER BY day) AS equity, row_number() OVER (ORDER BY day DESC) AS back FROM firm),
    peaks AS (SELECT *, greatest(0, max(equity) OVER (ORDER BY day)) AS peak FROM curve),
    recent AS (SELECT list_sort(list(pnl)) AS losses FROM curve WHERE back <= ${window})
    SELECT pnl, gross AS gross_exposure, net AS net_exposure, equity - peak AS drawdown,
      -losses[ceil(len(losses) * (1 - ${confidence}) - 1e-9)::INTEGER] AS var,
      (SELECT sum(unpriced) FROM firm)::INTEGER AS unpriced
    FROM peaks CROSS JOIN recent WHERE back = 1`;
}

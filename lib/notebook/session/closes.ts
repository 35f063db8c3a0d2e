import { dayNumber, type IsoDate } from "../../core/index.js";
import { type Marks, marksOf, type Snapshot, sqlText } from "../../data/index.js";

/**
 * Closes up to a day in shares of that day: those before a split are divided by its ratio, so that a split is no move of the
 * price. Symbols without prices have no marks.
 */
export async function closesUntil(snapshot: Snapshot, symbols: readonly string[], day: IsoDate): Promise<Marks> {
  if (symbols.length === 0) return marksOf({ n: 0, symbols: [], symbol: [], day: [], close: [] });
  const rows = await snapshot.rows(
    `SELECT symbol, strftime(date, '%Y-%m-%d') AS day, close / coalesce((SELECT product(ratio) FROM actions
      WHERE kind = 'split' AND actions.symbol = prices.symbol AND actions.date > prices.date AND actions.date <= DATE ${sqlText(day)}), 1) AS close
    FROM prices WHERE symbol IN (${symbols.map(sqlText).join(", ")}) AND date <= DATE ${sqlText(day)} ORDER BY symbol, date`,
  );
  const codes = new Map(symbols.map((symbol, code) => [symbol, code]));
  return marksOf({
    n: rows.length,
    symbols,
    symbol: rows.map(row => codes.get(String(row.symbol))!),
    day: rows.map(row => dayNumber(String(row.day))),
    close: rows.map(row => Number(row.close)),
  });
}

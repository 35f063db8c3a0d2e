import type { BookPnl } from "./book-pnl.js";

/** What an account has open in a symbol at the last session's close. */
export interface OpenExposure {
  readonly account: string;
  readonly symbol: string;
  readonly quantity: number;
  /** Signed market value; NaN where there is no mark. */
  readonly exposure: number;
}

/** Open positions at the close of a P&L's last session, by account and symbol. */
export function openExposures(pnl: BookPnl): OpenExposure[] {
  const { daily, accounts, symbols } = pnl;
  const last = pnl.dates.length - 1;
  const rows: OpenExposure[] = [];
  for (let row = 0; row < daily.n; row++) {
    const quantity = daily.endPosition[row]!;
    if (daily.date[row] !== last || quantity === 0) continue;
    rows.push({
      account: accounts[daily.account[row]!]!,
      symbol: symbols[daily.symbol[row]!]!,
      quantity,
      exposure: daily.exposure[row]!,
    });
  }
  return rows;
}

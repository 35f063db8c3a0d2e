import type { BookPnl } from "./book-pnl.js";

/** What an account has open in a symbol at a session's close. */
export interface OpenExposure {
  readonly account: string;
  readonly symbol: string;
  readonly quantity: number;
  /** The closing price; NaN where there is none. */
  readonly mark: number;
  /** Signed market value; NaN where there is no mark. */
  readonly exposure: number;
}

/**
 * Open positions at the close of a session, by account and symbol.
 * @param day index into the P&L's sessions; the last unless given
 */
export function openExposures(pnl: BookPnl, day: number = pnl.dates.length - 1): OpenExposure[] {
  const { daily, accounts, symbols } = pnl;
  const rows: OpenExposure[] = [];
  for (let row = 0; row < daily.n; row++) {
    const quantity = daily.endPosition[row]!;
    if (daily.date[row] !== day || quantity === 0) continue;
    rows.push({
      account: accounts[daily.account[row]!]!,
      symbol: symbols[daily.symbol[row]!]!,
      quantity,
      mark: daily.mark[row]!,
      exposure: daily.exposure[row]!,
    });
  }
  return rows;
}

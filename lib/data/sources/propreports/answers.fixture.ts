/** An account as the test server lists it; `first` is blank for one that never traded. */
export interface ServedAccount {
  readonly id: string;
  readonly name: string;
  readonly first: string;
}

/** A fill as the test server has it. */
export interface ServedFill {
  readonly id: string;
  readonly account: string;
  readonly day: string;
  readonly clock: string;
  readonly symbol: string;
  readonly side: "B" | "S" | "T";
  readonly quantity: number;
  /** A text is served as it stands, to be a bad row. */
  readonly price: number | string;
  readonly status?: string;
}

/** Fills, as PropReports marks one that was taken back. */
export const BUSTED = "Busted";

/** A booking as the test server has it; positive is the account's gain. */
export interface ServedAdjustment {
  /** Blank for a PropReports that tells none. */
  readonly id: string;
  readonly account: string;
  readonly day: string;
  readonly category: string;
  readonly amount: number;
  readonly comment: string;
}

/** An open position at a day's close as the test server has it. */
export interface ServedPosition {
  readonly account: string;
  readonly day: string;
  readonly symbol: string;
  /** Negative when short. */
  readonly quantity: number;
  readonly price: number;
  readonly mark: number;
}

/** A group of accounts, by their names. */
export interface ServedGroup {
  readonly id: string;
  readonly name: string;
  readonly accounts: readonly string[];
}

/** The header of the fills action. */
export const FILLS_HEADER =
  "Date/Time,Account,B/S,Qty,Symbol,Price,Route,Liq,Comm,Ecn Fee,SEC,ORF,CAT,TAF,FTT,NSCC,Acc,Clr,Misc,Order Id,Fill Id,Currency,ISIN,CUSIP,Status,PropReports Id";

/** A line of the fills action: a commission of one dollar, and an ECN rebate in brackets. */
export function servedFill({
  id,
  account,
  day,
  clock,
  symbol,
  side,
  quantity,
  price,
  status = "",
}: ServedFill): string {
  return `${american(day)} ${clock},${account},${side},"${quantity.toLocaleString("en-US")}",${symbol},${price},ARCA,A,1.00,(0.25),,,,,,,,,,O${id},${id},USD,,,${status},P${id}`;
}

/** The header of the adjustments action. */
export const ADJUSTMENTS_HEADER = "Date,Account,Category,Amount,Comment,Currency,Adjustment Id";

/** A line of the adjustments action. */
export function servedAdjustment({ id, account, day, category, amount, comment }: ServedAdjustment): string {
  return `${american(day)},${account},${category},${money(amount)},"${comment}",USD,${id}`;
}

/** The header of the positions action. */
export const POSITIONS_HEADER = "Date,Account,Symbol,Qty,Avg Price,Mark,Unrealized,Currency";

/** A line of the positions action. */
export function servedPosition({ account, day, symbol, quantity, price, mark }: ServedPosition): string {
  const unrealised = money(quantity * (mark - price));
  return `${american(day)},${account},${symbol},"${quantity.toLocaleString("en-US")}",${price},${mark},${unrealised},USD`;
}

/** An amount as PropReports writes it, quoted. */
export function money(value: number): string {
  const text = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `"${value < 0 ? `(${text})` : text}"`;
}

/** `2020-04-17` as `04/17/2020`. */
function american(day: string): string {
  const [year, month, date] = day.split("-");
  return `${month}/${date}/${year}`;
}

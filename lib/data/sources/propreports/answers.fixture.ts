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
}

/** The header of the fills action. */
export const FILLS_HEADER =
  "Date/Time,Account,B/S,Qty,Symbol,Price,Route,Liq,Comm,Ecn Fee,SEC,ORF,CAT,TAF,FTT,NSCC,Acc,Clr,Misc,Order Id,Fill Id,Currency,ISIN,CUSIP,Status,PropReports Id";

/** A line of the fills action: a commission of one dollar, and an ECN rebate in brackets. */
export function servedFill({ id, account, day, clock, symbol, side, quantity, price }: ServedFill): string {
  const [year, month, date] = day.split("-");
  return `${month}/${date}/${year} ${clock},${account},${side},"${quantity.toLocaleString("en-US")}",${symbol},${price},ARCA,A,1.00,(0.25),,,,,,,,,,O${id},${id},USD,,,,P${id}`;
}

/** The lines of the totals-by-date report: a block for each day. */
export function servedTotals(fills: readonly ServedFill[]): string[] {
  const days = [...new Set(fills.map(({ day }) => day))].sort();
  return days.flatMap(day =>
    block(
      day,
      fills.filter(fill => fill.day === day),
    ),
  );
}

function block(day: string, fills: readonly ServedFill[]): string[] {
  const [year, month, date] = day.split("-").map(Number);
  const symbols = [...new Set(fills.map(({ symbol }) => symbol))].sort();
  const rows = symbols.map(symbol => {
    const own = fills.filter(fill => fill.symbol === symbol);
    const gross = own.reduce(
      (sum, { side, quantity, price }) => sum + (side === "B" ? -1 : 1) * quantity * Number(price) || 0,
      0,
    );
    return { symbol, count: own.length, gross: Math.round(gross * 100) / 100 };
  });
  const count = fills.length;
  const gross = rows.reduce((sum, row) => sum + row.gross, 0);
  return [
    `${month}/${date}/${year}`,
    "Symbol,Orders,Fills,Qty,Gross,Comm,Ecn Fee,Misc,Net,Unrealized δ,Total δ,Unrealized",
    ...rows.map(row => figures(row.symbol, row.count, row.gross, row.gross - 0.75 * row.count)),
    "Fee: Data,,,,,,,,(5.00),,,",
    figures("Daily Total", count, gross, gross - 0.75 * count - 5),
    figures("Equities", count, gross, gross - 0.75 * count),
    'Cash: ,"100,000.00"',
  ];
}

function figures(label: string, count: number, gross: number, net: number): string {
  return `${label},${count},${count},100,${money(gross)},${money(count)},${money(-0.25 * count)},,${money(net)},0.00,${money(net)},12.50`;
}

function money(value: number): string {
  const text = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `"${value < 0 ? `(${text})` : text}"`;
}

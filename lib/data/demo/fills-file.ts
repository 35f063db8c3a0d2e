import type { DemoFill } from "./blotter.js";
import type { DemoMarket } from "./market.js";
import { localTime } from "./sessions.js";

/** The header of PropReports' fills export, and two columns of the firm's own: what the trader called it, and the stop. */
const HEADER =
  "Date/Time,Account,B/S,Qty,Symbol,Price,Route,Liq,Comm,Ecn Fee,SEC,ORF,CAT,TAF,FTT,NSCC,Acc,Clr,Misc,Order Id,Fill Id,Currency,ISIN,CUSIP,Status,PropReports Id,Setup,Stop";

const LIQUIDITY_CODES = { added: "A", removed: "R", settled: "" } as const;

/** One CSV file of the demo: its name, its text and how many rows of data it has. */
export interface DemoFile {
  readonly name: string;
  readonly text: string;
  readonly rows: number;
}

/** The fills as PropReports exports them, one file per quarter, in the order of their times. */
export function fillsFiles(fills: readonly DemoFill[], market: DemoMarket): DemoFile[] {
  const quarters = new Map<string, string[]>();
  fills.forEach((fill, i) => {
    const { date } = market.sessions[fill.day]!;
    const quarter = `${date.slice(0, 4)}Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    const lines = quarters.get(quarter);
    const line = fillLine(fill, localTime(date, fill.second), 7_000_001 + i);
    if (lines === undefined) quarters.set(quarter, [line]);
    else lines.push(line);
  });
  return [...quarters].map(([quarter, lines]) => csvFile(`fills-${quarter}.csv`, HEADER, lines));
}

/** Joins a header and lines into a file with a line break at its end. */
export function csvFile(name: string, header: string, lines: readonly string[]): DemoFile {
  return { name, text: `${header}\n${lines.join("\n")}\n`, rows: lines.length };
}

function fillLine(fill: DemoFill, time: string, id: number): string {
  const { fees } = fill;
  return [
    time,
    fill.account,
    fill.side,
    fill.quantity,
    fill.instrument.symbol,
    fill.price,
    fill.route,
    LIQUIDITY_CODES[fill.liquidity],
    fees.commission,
    fees.ecn,
    fees.sec,
    fees.orf,
    0,
    fees.taf,
    0,
    fees.nscc,
    0,
    fees.clearing,
    fees.miscellaneous,
    fill.orderId,
    fill.fillId,
    "USD",
    "",
    "",
    "Executed",
    id,
    fill.tag,
    fill.stop ?? "",
  ].join(",");
}

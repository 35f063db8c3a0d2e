import type { IsoDate } from "../../../core/index.js";
import { isoDay } from "./days.js";
import { amountIn, fieldsOf, headerNames, textIn } from "./report-lines.js";
import type { ReportText } from "./report-text.js";

/** PropReports' own round trips of an account that were closed on a day, added up. Money in millionths. */
export interface TradedDay {
  readonly account: string;
  readonly date: IsoDate;
  /** Rows of closed trips, and how many of them say what they earned. */
  readonly trips: number;
  readonly readable: number;
  readonly gross: number;
  readonly net: number;
}

/**
 * Reads a report of trades: a line with the date, a header that begins `Opened`, a row for each round trip. Rows of
 * positions that are still open, and sums, are left.
 */
export function readTrades(reports: readonly ReportText[]): TradedDay[] {
  const days = new Map<string, TradedDay>();
  for (const report of reports) {
    let date: IsoDate | null = null;
    let header: readonly string[] = [];
    for (const fields of report.content.split(/\r\n|\n|\r/).map(fieldsOf)) {
      const day = fields.slice(1).every(field => field === "") ? isoDay(fields[0] ?? "") : null;
      if (day !== null) date = day;
      else if (fields[0] === "Opened") header = headerNames(fields);
      else if (date !== null && isClosedTrip(header, fields)) add(days, report.account, date, header, fields);
    }
  }
  return [...days.values()];
}

/** Sums have no symbol, and what is still open no time of its end. */
function isClosedTrip(header: readonly string[], row: readonly string[]): boolean {
  return ["Opened", "Closed", "Symbol"].every(name => textIn(header, row, name) !== "");
}

function add(
  days: Map<string, TradedDay>,
  account: string,
  date: IsoDate,
  header: readonly string[],
  row: readonly string[],
): void {
  const key = JSON.stringify([account, date]);
  const day = days.get(key) ?? { account, date, trips: 0, readable: 0, gross: 0, net: 0 };
  const [gross, net] = [amountIn(header, row, "Gross"), amountIn(header, row, "Net")];
  const readable = gross !== null && net !== null;
  days.set(key, {
    ...day,
    trips: day.trips + 1,
    readable: day.readable + (readable ? 1 : 0),
    gross: day.gross + (readable ? gross : 0),
    net: day.net + (readable ? net : 0),
  });
}

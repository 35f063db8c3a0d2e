import type { Reading } from "../source.js";
import { decimalText } from "./amounts.js";
import { type DayFigures, type NamedAmount, type RejectedDay, tablesOfDays } from "./day-figures.js";
import { isoDay } from "./days.js";
import { amountIn, CENT, fieldsOf, headerNames, loneAmount } from "./report-lines.js";
import type { ReportText } from "./report-text.js";

/** One day's block of a totals-by-date report. */
interface Block {
  readonly date: string;
  readonly report: ReportText;
  readonly line: number;
  header: readonly string[];
  /** Rows of symbols and of fees, as they stand. */
  readonly parts: string[][];
  readonly totals: string[][];
  readonly cash: string[][];
}

/**
 * Reads totals by date, which are no table: a line with the date, a header, a row for each symbol, rows `Fee: …`, and
 * `Daily Total`; `Equities` and `Options` sum other things and are left. A day's gross, net and unrealised P&L are those of
 * its Daily Total, its fees gross less net, its equity the `Cash:` line and the unrealised P&L. A day whose total is not the
 * sum of its rows to the cent is no row but a reject.
 * @param options.cash whether the `Fee: …` rows become rows of cash too
 */
export function readTotals(reports: readonly ReportText[], options: { readonly cash: boolean }): Reading {
  const days: DayFigures[] = [];
  const rejected: RejectedDay[] = [];
  for (const block of blocksOf(reports)) {
    const figures = figuresOf(block);
    if (!("reason" in figures)) {
      days.push(figures);
      continue;
    }
    const { report, date, line, totals } = block;
    const reject = { source: report.source, line, reason: figures.reason, text: totals.join(" | ") };
    rejected.push({ day: { account: report.account, date }, reject });
  }
  return { tables: tablesOfDays(days, rejected, options) };
}

/** How many lines of a totals report are no day of their own: they are parts of one, or sums of other things. */
export function partsOfTotals(content: string): number {
  const lines = content.split(/\r\n|\n|\r/).map(fieldsOf);
  return lines.filter(fields => fields.some(field => field !== "") && dateLine(fields) === null).length;
}

/** The days of some pages; a day goes on over the end of a page. */
function blocksOf(reports: readonly ReportText[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const report of reports) {
    if (open?.report.account !== report.account) open = undefined;
    for (const [index, line] of report.content.split(/\r\n|\n|\r/).entries()) {
      const fields = fieldsOf(line);
      const date = dateLine(fields);
      if (date !== null) {
        if (open?.date === date) continue;
        open = { date, report, line: index + 1, header: [], parts: [], totals: [], cash: [] };
        blocks.push(open);
      } else if (open !== undefined) addLine(open, fields);
    }
  }
  return blocks;
}

function dateLine(fields: readonly string[]): string | null {
  return fields.slice(1).every(field => field === "") ? isoDay(fields[0] ?? "") : null;
}

/** Lines that sum other lines, wherever they stand. */
const SUMMARY = /^(?:Equities|Options|Futures|Fees)$/;

function addLine(block: Block, fields: string[]): void {
  const label = fields[0] ?? "";
  if (label === "Symbol") block.header = headerNames(fields);
  else if (label === "Daily Total") block.totals.push(fields);
  else if (label.startsWith("Cash:")) block.cash.push(fields);
  else if (label !== "" && !SUMMARY.test(label) && block.totals.length === 0) block.parts.push(fields);
}

function figuresOf(block: Block): DayFigures | { reason: string } {
  const { header, date, report, totals } = block;
  const [total, ...more] = totals;
  const found = `${totals.length} rows "Daily Total"`;
  if (total === undefined || more.length > 0) return { reason: `day ${date} has ${found}; expected one.` };
  const gross = amountIn(header, total, "Gross");
  const net = amountIn(header, total, "Net");
  if (gross === null || net === null) {
    return { reason: `the Daily Total of ${date} lacks a number as Gross or Net; it was "${total.join(",")}".` };
  }
  const parts = partsOf(block);
  const sum = parts?.reduce((added, { micros }) => added + micros, 0);
  if (parts === null || Math.abs(sum! - net) > CENT) {
    const said = parts === null ? "are not all numbers" : `add up to ${decimalText(sum!)}`;
    return {
      reason: `the Daily Total of ${date} has the net ${decimalText(net)}, but its rows ${said}. Ask PropReports to recalculate the day.`,
    };
  }
  const unrealised = amountIn(header, total, "Unrealized");
  const cash = cashOf(block);
  if (cash === undefined)
    return { reason: `day ${date} ends with "${block.cash.join(" | ")}"; expected one amount of cash.` };
  const equity = cash === null || unrealised === null ? null : cash + unrealised;
  const money = parts.filter(({ name }) => name.startsWith("Fee:"));
  return { account: report.account, date, currency: report.currency, gross, net, unrealised, cash, equity, money };
}

/** What the day's rows earned or cost, by their names; null where one says no amount. */
function partsOf({ header, parts }: Block): NamedAmount[] | null {
  const amounts = parts.map(row => {
    const label = row[0]!;
    const micros = amountIn(header, row, "Net") ?? (label.startsWith("Fee:") ? loneAmount(row) : null);
    return { name: label, micros };
  });
  return amounts.some(({ micros }) => micros === null) ? null : (amounts as NamedAmount[]);
}

/** The day's cash: null where no line tells it, undefined where one does not tell an amount or several tell different ones. */
function cashOf({ cash }: Block): number | null | undefined {
  const [first, ...more] = cash.map(loneAmount);
  if (first === undefined) return null;
  return first === null || more.some(other => other !== first) ? undefined : first;
}

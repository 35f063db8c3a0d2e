import type { Reject } from "../../ingest/rejects.js";
import type { Reading } from "../source.js";
import { decimalText } from "./amounts.js";
import { type DayFigures, type NamedAmount, type RejectedDay, tablesOfDays } from "./day-figures.js";
import { isoDay } from "./days.js";
import { amountIn, CENT, fieldsOf, headerNames, textIn } from "./report-lines.js";
import type { ReportText } from "./report-text.js";

/** A daily summary's lines by what they are. */
interface Lines {
  readonly header: readonly string[];
  readonly days: readonly Line[];
  /** The last line, `Equities` or `Options`, which sums the others. */
  readonly sum: Line | null;
  readonly others: readonly Line[];
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly fields: readonly string[];
}

const CLOSING = /^(?:Equities|Options|Futures|Total|Totals)$/;

/** Says whether a line is the header of a daily summary. */
export function isSummaryHeader(line: string): boolean {
  const names = fieldsOf(line.replace(/^\uFEFF/, ""));
  return names[0] === "Date" && ["Type", "Gross", "Net", "End Balance"].every(name => names.includes(name));
}

/** Says whether a daily summary goes to its end, the row `Equities` or `Options`: one that does not was cut off. */
export function endsInSum(content: string): boolean {
  return linesOf(content).sum !== null;
}

/** How many lines of a daily summary are no day: what stands before its header, the header, and the sum at its end. */
export function partsOfSummary(content: string): number {
  const { days, others } = linesOf(content);
  const filled = content.split(/\r\n|\n|\r/).filter(line => fieldsOf(line).some(field => field !== ""));
  return filled.length - days.length - others.length;
}

/** Whether every day of a daily summary names its account. */
export function namesAccounts(content: string): boolean {
  const { header, days } = linesOf(content);
  return days.length > 0 && days.every(({ fields }) => textIn(header, fields, "Account") !== "");
}

/**
 * Reads a daily summary, one row a day: gross, fees and net as they end up after the `Fee: …` columns, transfers, cash,
 * unrealised P&L and end balance. Which columns of fees there are differs from firm to firm; a day is only taken when its
 * figures add up, and that also tells whether the firm writes its fees as costs or as negative amounts.
 * @param options.cash whether fees and transfers become rows of cash too
 */
export function readSummary(reports: readonly ReportText[], options: { readonly cash: boolean }): Reading {
  const days: DayFigures[] = [];
  const rejected: RejectedDay[] = [];
  for (const report of reports) {
    const lines = linesOf(report.content);
    const twice = repeatedDays(lines, report.account);
    const reject = (line: Line, reason: string): Reject => ({
      source: report.source,
      line: line.number,
      reason,
      text: line.text,
    });
    for (const line of lines.days) {
      const day = { account: accountOf(lines.header, line, report), date: isoDay(line.fields[0]!)! };
      const figures = twice.has(keyOf(day))
        ? { reason: severalTypes(day.date) }
        : figuresOf(lines.header, line, report);
      if ("reason" in figures) rejected.push({ day, reject: reject(line, figures.reason) });
      else days.push(figures);
    }
    for (const line of lines.others) {
      const said = line.fields[0]!;
      rejected.push({
        day: null,
        reject: reject(line, `begins with "${said}"; expected a day, or Equities or Options at the end.`),
      });
    }
    const wrong = lines.sum && wrongSum(lines, lines.sum);
    if (wrong) rejected.push({ day: null, reject: reject(lines.sum!, wrong) });
  }
  return { tables: tablesOfDays(days, rejected, options) };
}

function linesOf(content: string): Lines {
  const lines = content.split(/\r\n|\n|\r/).map((text, index) => ({ number: index + 1, text, fields: fieldsOf(text) }));
  const start = lines.findIndex(({ text }) => isSummaryHeader(text));
  const header = headerNames(lines[start]?.fields ?? []);
  const body = start < 0 ? [] : lines.slice(start + 1).filter(({ fields }) => fields.some(field => field !== ""));
  const sum = body.at(-1);
  const closed = sum !== undefined && CLOSING.test(sum.fields[0]!);
  const rows = closed ? body.slice(0, -1) : body;
  const isDay = ({ fields }: Line): boolean => isoDay(fields[0]!) !== null;
  return { header, days: rows.filter(isDay), sum: closed ? sum : null, others: rows.filter(row => !isDay(row)) };
}

function figuresOf(header: readonly string[], line: Line, report: ReportText): DayFigures | { reason: string } {
  const row = line.fields;
  const date = isoDay(row[0]!)!;
  const amount = (name: string): number | null => amountIn(header, row, name);
  const unreadable = header.find(name => isAmount(name) && textIn(header, row, name) !== "" && amount(name) === null);
  if (unreadable !== undefined) {
    return { reason: `${unreadable} of ${date} was "${textIn(header, row, unreadable)}"; expected an amount.` };
  }
  const [gross, tradeNet] = [amount("Gross"), amount("Net")];
  if (gross === null || tradeNet === null) return { reason: `Gross or Net of ${date} is blank; expected an amount.` };
  const fees = named(header, row, "Fee:");
  const net = header.includes("Adj Net") ? amount("Adj Net") : fees.length === 0 ? tradeNet : null;
  if (net === null) return { reason: `Adj Net of ${date} is blank; expected the net after the fees.` };
  const sign = signOfFees(fees, net - tradeNet);
  if (sign === null) {
    const said = `Net ${decimalText(tradeNet)} and Adj Net ${decimalText(net)}`;
    return {
      reason: `${said} of ${date} differ by another amount than its columns "Fee: …", ${decimalText(sumOf(fees))}.`,
    };
  }
  const [cash, unrealised, equity] = [amount("Cash"), amount("Unrealized"), amount("End Balance")];
  if (cash !== null && unrealised !== null && equity !== null && Math.abs(cash + unrealised - equity) > CENT) {
    const sum = decimalText(cash + unrealised);
    return { reason: `End Balance of ${date} was ${decimalText(equity)}; its Cash and Unrealized add up to ${sum}.` };
  }
  const money = [
    ...fees.map(({ name, micros }) => ({ name, micros: sign * micros })),
    ...named(header, row, "Transfer:"),
  ];
  const account = accountOf(header, line, report);
  return { account, date, currency: report.currency, gross, net, unrealised, cash, equity, money };
}

/** Columns that hold amounts; the others are counts, names and quantities. */
function isAmount(name: string): boolean {
  return !["Date", "Type", "Account", "Orders", "Fills", "Qty", "Currency", ""].includes(name);
}

/** What stands in the columns whose names begin so; blank is nothing. */
function named(header: readonly string[], row: readonly string[], prefix: string): NamedAmount[] {
  const names = header.filter(name => name.startsWith(prefix));
  return names.map(name => ({ name, micros: amountIn(header, row, name) ?? 0 }));
}

function sumOf(amounts: readonly NamedAmount[]): number {
  return amounts.reduce((sum, { micros }) => sum + micros, 0);
}

/** 1 where fees are written as what they do to the account, −1 where as costs; null where they explain it neither way. */
function signOfFees(fees: readonly NamedAmount[], change: number): 1 | -1 | null {
  const sum = sumOf(fees);
  const tolerance = CENT * Math.max(1, fees.length);
  if (Math.abs(change + sum) <= tolerance) return -1;
  return Math.abs(change - sum) <= tolerance ? 1 : null;
}

function accountOf(header: readonly string[], { fields }: Line, report: ReportText): string {
  return textIn(header, fields, "Account") || report.account;
}

const keyOf = ({ account, date }: { account: string; date: string }): string => JSON.stringify([account, date]);

/** Days that stand in several rows, such as one for equities and one for options. */
function repeatedDays({ header, days }: Lines, account: string): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { fields } of days) {
    const key = keyOf({ account: textIn(header, fields, "Account") || account, date: isoDay(fields[0]!)! });
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}

function severalTypes(date: string): string {
  return `${date} stands in several rows, and a day has one balance. Export one type at a time, each for an account of its own.`;
}

/** Why the last row's sum does not hold; null where it does or has none. */
function wrongSum({ header, days }: Lines, sum: Line): string | null {
  for (const name of ["Gross", "Net", "Adj Net"]) {
    const stated = amountIn(header, sum.fields, name);
    const added = days.reduce((total, { fields }) => total + (amountIn(header, fields, name) ?? 0), 0);
    if (stated === null || Math.abs(stated - added) <= CENT * Math.max(1, days.length / 2)) continue;
    return `its ${name} is ${decimalText(stated)}, but the days add up to ${decimalText(added)}: days are missing, or were changed. Export it again.`;
  }
  return null;
}

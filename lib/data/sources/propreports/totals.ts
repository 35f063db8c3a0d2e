import { splitRecord } from "../../ingest/csv-text.js";
import type { Reject } from "../../ingest/rejects.js";
import type { KeptPage, TableRows } from "../source.js";
import { decimalText, microsOf } from "./amounts.js";
import { isoDay } from "./days.js";

/** One day's block of a totals-by-date report. */
interface Block {
  readonly date: string;
  readonly source: string;
  readonly line: number;
  readonly currency: string;
  readonly account: string;
  header: readonly string[];
  /** Rows of symbols and of fees, as they stand. */
  readonly parts: string[][];
  readonly totals: string[][];
}

const COLUMNS = ["account", "date", "gross", "fees", "net", "unrealised", "currency"];

/** Where the firm's accounts are kept without a currency, they are kept in this one, as in its fills' map. */
const USUAL_CURRENCY = "USD";

/** A cent: what a source's own rounding may amount to. */
const CENT = 10_000;

/**
 * Reads totals by date, whose answer is no table: a line with the date, a header, a row for each symbol, rows `Fee: …`, and
 * `Daily Total`; `Equities`, `Options` and `Cash: …` sum other things and are left. A day's gross, net and
 * unrealised P&L are those of its Daily Total, its fees gross less net. A day whose total is not the sum of its rows to the
 * cent is no row but a reject.
 */
export function readTotals(pages: readonly KeptPage[]): TableRows {
  const rows: string[][] = [];
  const rejects: Reject[] = [];
  for (const block of blocksOf(pages)) {
    const row = rowOf(block);
    if (Array.isArray(row)) rows.push(row);
    else rejects.push({ source: block.source, line: block.line, reason: row.reason, text: block.totals.join(" | ") });
  }
  return { columns: COLUMNS, rows, rejects };
}

/** The days of some pages; a day goes on over the end of a page. */
function blocksOf(pages: readonly KeptPage[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const { piece, name, content } of pages) {
    const account = piece.feed.name;
    if (open?.account !== account) open = undefined;
    for (const [index, line] of content.split("\n").entries()) {
      const fields = fieldsOf(line);
      const date = fields.slice(1).every(field => field === "") ? isoDay(fields[0] ?? "") : null;
      if (date !== null) {
        if (open?.date === date) continue;
        const currency = piece.feed.currency ?? USUAL_CURRENCY;
        open = { date, source: name, line: index + 1, currency, account, header: [], parts: [], totals: [] };
        blocks.push(open);
      } else if (open !== undefined) addLine(open, fields);
    }
  }
  return blocks;
}

/** Lines that sum other lines, wherever they stand. */
const SUMMARY = /^(?:Equities|Options|Futures|Fees|Cash:.*)$/;

function addLine(block: Block, fields: string[]): void {
  const label = fields[0] ?? "";
  if (label === "Symbol") block.header = fields;
  else if (label === "Daily Total") block.totals.push(fields);
  else if (label !== "" && !SUMMARY.test(label) && block.totals.length === 0) block.parts.push(fields);
}

function rowOf(block: Block): string[] | { reason: string } {
  const [total, ...more] = block.totals;
  const found = `${block.totals.length} rows "Daily Total"`;
  if (total === undefined || more.length > 0) return { reason: `day ${block.date} has ${found}; expected one.` };
  const gross = amount(block, total, "Gross");
  const net = amount(block, total, "Net");
  if (gross === null || net === null) {
    return { reason: `the Daily Total of ${block.date} lacks a number as Gross or Net; it was "${total.join(",")}".` };
  }
  const sum = sumOfParts(block);
  if (sum === null || Math.abs(sum - net) > CENT) {
    const said = sum === null ? "are not all numbers" : `add up to ${decimalText(sum)}`;
    return {
      reason: `the Daily Total of ${block.date} has the net ${decimalText(net)}, but its rows ${said}. Ask PropReports to recalculate the day.`,
    };
  }
  const unrealised = amount(block, total, "Unrealized");
  const { account, date, currency } = block;
  const open = unrealised === null ? "" : decimalText(unrealised);
  return [account, date, decimalText(gross), decimalText(gross - net), decimalText(net), open, currency];
}

function sumOfParts(block: Block): number | null {
  const amounts = block.parts.map(row => amount(block, row, "Net") ?? loneAmount(row));
  return amounts.some(micros => micros === null) ? null : amounts.reduce<number>((sum, micros) => sum + micros!, 0);
}

/** `Fee: Data,(5.00)`: a fee may stand right behind its name. */
function loneAmount([label, ...fields]: readonly string[]): number | null {
  const stated = fields.filter(field => field !== "");
  return label!.startsWith("Fee:") && stated.length === 1 ? microsOf(stated[0]!) : null;
}

function amount({ header }: Block, row: readonly string[], column: string): number | null {
  const position = header.indexOf(column);
  return position < 0 ? null : microsOf(row[position] ?? "");
}

function fieldsOf(line: string): string[] {
  const record = splitRecord(line.trimEnd(), ",");
  return "fields" in record ? record.fields.map(field => field.trim()) : [line.trim()];
}

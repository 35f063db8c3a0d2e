import type { Attempt } from "../retry.js";
import type { Page, Piece } from "../source.js";
import { readListing, readPage } from "./answer.js";
import { isoDay } from "./days.js";
import { fieldsOf } from "./report-lines.js";
import { endsInSum } from "./summary.js";

/** How a dataset is asked for by account and days, and what its answers look like. */
interface Request {
  readonly parameters: Readonly<Record<string, string>>;
  /** `table`: a header and rows; `blocks`: a line with the date, then its rows; `summary`: a table that ends in its sum. */
  readonly shape: "table" | "blocks" | "summary";
  /** Columns without which an answer is no such table. */
  readonly columns: readonly string[];
}

const REQUESTS: Readonly<Record<string, Request>> = {
  fills: { parameters: { action: "fills" }, shape: "table", columns: ["Date/Time", "Account"] },
  adjustments: { parameters: { action: "adjustments" }, shape: "table", columns: ["Date", "Amount"] },
  positions: { parameters: { action: "positions" }, shape: "table", columns: ["Symbol"] },
  totals: { parameters: { action: "report", type: "totalsByDate" }, shape: "blocks", columns: [] },
  trades: { parameters: { action: "report", type: "trades" }, shape: "blocks", columns: [] },
  summary: { parameters: { action: "report", type: "summaryByDate" }, shape: "summary", columns: [] },
};

/** The form that asks for a page of a piece. A daily summary has no pages. */
export function parametersOf({ dataset, feed, from, to }: Piece, page: number): Record<string, string> {
  const { parameters, shape } = REQUESTS[dataset]!;
  const days = { accountId: feed.id, startDate: from, endDate: to };
  return { ...parameters, ...days, ...(shape === "summary" ? {} : { page: String(page) }) };
}

/** Reads an answer as a page that is kept, or says why it is none: cut off, an error's text, another page. */
export function readAnswer({ dataset }: Piece, body: string, page: number): Attempt<Page> {
  const { shape, columns } = REQUESTS[dataset]!;
  const read = shape === "summary" ? readListing(body, page) : readPage(body, page);
  if (!("value" in read)) return read;
  const { lines, pages } = read.value;
  const filled = lines.filter(line => line.trim() !== "");
  if (filled.length === 0) return { value: { content: "", rows: 0, pages } };
  const content = `${lines.join("\n")}\n`;
  const begins = `page ${page} of ${dataset} begins "${filled[0]!.slice(0, 60)}"`;
  if (shape === "blocks") {
    return beginsBlock(filled[0]!, page)
      ? { value: { content, rows: filled.length, pages } }
      : { again: `${begins}; expected a day such as 4/17/2020` };
  }
  if (shape === "summary") {
    return endsInSum(content)
      ? { value: { content, rows: filled.length, pages } }
      : { again: `${begins} and does not end in Equities or Options: it was cut off, or is no daily summary` };
  }
  const header = fieldsOf(filled[0]!);
  const missing = columns.filter(name => !header.some(known => known === name || known.startsWith(`${name}/`)));
  return missing.length === 0
    ? { value: { content, rows: filled.length - 1, pages } }
    : { again: `${begins}; expected its header, with ${missing.join(" and ")}` };
}

/** A later page may go on within a day; an error's text has no fields. */
function beginsBlock(line: string, page: number): boolean {
  const fields = fieldsOf(line);
  return isoDay(fields[0]!) !== null || (page > 1 && fields.length > 1);
}

import { splitRecord } from "../../ingest/csv-text.js";
import { microsOf } from "./amounts.js";

/** A cent, in millionths: what a source's own rounding of one figure may amount to. */
export const CENT = 10_000;

/** The fields of a line without blanks around them; one whose quotation marks are broken is a single field. */
export function fieldsOf(line: string): string[] {
  const record = splitRecord(line.trimEnd(), ",");
  return "fields" in record ? record.fields.map(field => field.trim()) : [line.trim()];
}

/** The names of a header. PropReports writes its changes with a small delta or a capital one: here they are all capital. */
export function headerNames(fields: readonly string[]): string[] {
  return fields.map(name => name.replaceAll("δ", "Δ"));
}

/** What a row says in a column, blank where the header has no such column. */
export function textIn(header: readonly string[], row: readonly string[], column: string): string {
  const position = header.indexOf(column);
  return position < 0 ? "" : (row[position] ?? "");
}

/** The amount of a row in a column, in millionths; null where the header lacks the column or it holds no amount. */
export function amountIn(header: readonly string[], row: readonly string[], column: string): number | null {
  return microsOf(textIn(header, row, column));
}

/**
 * The amount of a line that has a name and one figure, such as `Fee: Data,(5.00)`, `Cash: ,"100,000.00"` or
 * `Cash: 100,000.00`, in millionths; null where it has none or several.
 */
export function loneAmount(row: readonly string[]): number | null {
  const [label = "", ...fields] = row;
  const stated = fields.filter(field => field !== "");
  const within = label.slice(label.indexOf(":") + 1).trim();
  // an amount that was not quoted is cut at its thousands
  if (/^\(?-?\$?\d/.test(within)) return microsOf([within, ...stated].join(","));
  return stated.length === 1 ? microsOf(stated[0]!) : null;
}

import { RiskbookError } from "../../../core/index.js";
import type { StreamedPage } from "../source.js";
import type { WarehouseQuery } from "./queries.js";

/** A row as a database's package gives it. */
export type ToldRow = Readonly<Record<string, unknown>>;

/** Rows are written together up to this many characters. */
const PIECE = 64 * 1024;

/**
 * Rows as one stream of CSV, with the first one's columns as header. A row without its watermark ends it: it is of no days.
 * @throws RiskbookError `NO_WATERMARK`, `BAD_COLUMN` for a value that is no single one, such as an array
 */
export function csvOfRows(query: WarehouseQuery, rows: AsyncIterable<ToldRow>): StreamedPage {
  let count = 0;
  async function* stream(): AsyncGenerator<Uint8Array> {
    let text = "";
    for await (const row of rows) {
      requireWatermark(query, row);
      if (count++ === 0) text += csvLine(Object.keys(row));
      text += csvLine(Object.entries(row).map(([name, value]) => textOf(query, name, value)));
      if (text.length < PIECE) continue;
      yield Buffer.from(text);
      text = "";
    }
    if (text !== "") yield Buffer.from(text);
  }
  return { stream: stream(), rows: () => count };
}

function requireWatermark({ origin, watermark }: WarehouseQuery, row: ToldRow): void {
  const { column } = watermark;
  const name = Object.keys(row).find(key => key.toLowerCase() === column.toLowerCase());
  if (name !== undefined && row[name] !== null) return;
  const what = name === undefined ? `gives no column "${column}", its watermark` : `has rows without "${column}"`;
  throw new RiskbookError(
    "NO_WATERMARK",
    `${origin} ${what}: they would never be asked for. Give it in the query, or leave those rows out with WHERE.`,
  );
}

/** A value as text: numbers exactly, times as the database writes them, nothing as a blank. */
export function textOf({ origin }: WarehouseQuery, column: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value)) {
    // exact decimals, and the packages' own dates, times and integers
    if ("toFixed" in value && typeof value.toFixed === "function") return String(value.toFixed());
    if ("value" in value && typeof value.value === "string") return value.value;
  }
  throw new RiskbookError(
    "BAD_COLUMN",
    `${origin} gives "${column}" as ${Array.isArray(value) ? "an array" : "bytes or a record"}, which is no single value. Leave it out, or make it a text in the query.`,
  );
}

function csvLine(fields: readonly string[]): string {
  return `${fields.map(field => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\n`;
}

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { SheetCell, Workbook } from "./workbook.js";

/** What the thread is asked to read. */
export interface WorkbookQuestion {
  readonly path: string;
  readonly kind: "xlsx" | "xls";
  readonly decimal: "." | ",";
  /** The row, from 1, that is told of every sheet. */
  readonly headerLine: number;
}

/** A row of a sheet, by its number from 1, as texts. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

/** First every sheet with its header; then, of the sheet that is named in reply, its rows, `done` with the last ones. */
export type WorkbookAnswer =
  | { readonly sheets: readonly { readonly name: string; readonly header: readonly string[] }[] }
  | { readonly rows: readonly SheetRow[]; readonly done: boolean };

const ROWS_AT_ONCE = 1000;
/** All that a sheet can have. */
const MOST_ROWS = 1_048_576;
/** A sheet of more columns than this is no table; cells behind them would only take up room. */
const MOST_COLUMNS = 1000;
/** A workbook of more sheets than this is no source of tables. */
const MOST_SHEETS = 250;
/** The most characters that Excel lets a cell have. */
const LONGEST_CELL = 32_767;

const port = parentPort!;
const { path, kind, decimal, headerLine } = workerData as WorkbookQuestion;

/** Says a thing, and waits for the answer to it. */
function ask(answer: WorkbookAnswer): Promise<unknown> {
  const reply = new Promise(resolve => port.once("message", resolve));
  port.postMessage(answer);
  return reply;
}

async function headersOf(workbook: Workbook): Promise<{ name: string; header: string[] }[]> {
  if (workbook.sheets.length > MOST_SHEETS) throw new Error(`it has more than ${MOST_SHEETS} sheets`);
  const headers: { name: string; header: string[] }[] = [];
  for (const name of workbook.sheets) {
    let header: string[] = [];
    for await (const { line, cells } of rowsOf(workbook, name, headerLine)) {
      if (line === headerLine) header = cells.map(cell => cell?.trim() ?? "");
    }
    headers.push({ name, header });
  }
  return headers;
}

/** Gives rows in portions, each after the one before was taken, so that they do not pile up. */
async function giveRows(workbook: Workbook, sheet: string): Promise<void> {
  let rows: SheetRow[] = [];
  for await (const row of rowsOf(workbook, sheet, MOST_ROWS)) {
    rows.push(row);
    if (rows.length < ROWS_AT_ONCE) continue;
    await ask({ rows, done: false });
    rows = [];
  }
  port.postMessage({ rows, done: true } satisfies WorkbookAnswer);
}

/** The rows of a sheet that are not blank, up to one of them. */
async function* rowsOf(workbook: Workbook, sheet: string, lastLine: number): AsyncGenerator<SheetRow> {
  for await (const { line, cells } of workbook.rows(sheet, lastLine)) {
    if (line > lastLine) return;
    const texts = cells.slice(0, MOST_COLUMNS).map(text);
    if (texts.some(cell => cell !== null)) yield { line, cells: texts };
  }
}

/** A cell as text: a number with the map's decimal mark. */
function text(value: SheetCell): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "number") return String(value).replace(".", decimal);
  if (value instanceof Date) return dateText(value);
  if (typeof value === "boolean") return String(value).toUpperCase();
  if (value.length > LONGEST_CELL) throw new Error("a cell is longer than any that Excel writes");
  return value;
}

/** A time as ISO writes it. One without a time of day is a day; one on the first day of all is a time of day. */
function dateText(value: Date): string {
  const [day, time] = value.toISOString().replace("Z", "").replace(".000", "").split("T") as [string, string];
  if (day === "1899-12-31" || day === "1904-01-01") return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}

/** Opens the workbook with the reader of its kind, which stands beside this file, built or not. */
async function open(): Promise<Workbook> {
  const reader = (await import(import.meta.url.replace("-thread.", `-${kind}.`))) as {
    openWorkbook(bytes: Uint8Array): Workbook | Promise<Workbook>;
  };
  return reader.openWorkbook(readFileSync(path));
}

const workbook = await open();
const sheet = await ask({ sheets: await headersOf(workbook) });
await giveRows(workbook, String(sheet));

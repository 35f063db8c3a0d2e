import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { type CellValue, streamXlsxRows } from "hucre/xlsx";

/** What the thread is asked to read. */
export interface WorkbookQuestion {
  readonly path: string;
  readonly decimal: "." | ",";
  readonly maxRows: number;
}

/** Rows of the first sheet, with their numbers from 1; `done` with the last ones. */
export interface WorkbookAnswer {
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[];
  readonly done: boolean;
}

const ROWS_AT_ONCE = 1000;
/** A sheet of more columns than this is no table; cells behind them would only take up room. */
const MOST_COLUMNS = 1000;
/** The most characters that Excel lets a cell have. */
const LONGEST_CELL = 32_767;

const port = parentPort!;
const { path, decimal, maxRows } = workerData as WorkbookQuestion;

/** Gives rows in portions, each after the one before was taken, so that they do not pile up. */
async function answer(): Promise<void> {
  let rows: WorkbookAnswer["rows"][number][] = [];
  for await (const { index, values } of streamXlsxRows(readFileSync(path), { maxRows })) {
    const cells = values.slice(0, MOST_COLUMNS).map(text);
    if (cells.every(cell => cell === null)) continue;
    rows.push({ line: index + 1, cells });
    if (rows.length < ROWS_AT_ONCE) continue;
    const taken = new Promise(resolve => port.once("message", resolve));
    port.postMessage({ rows, done: false } satisfies WorkbookAnswer);
    rows = [];
    await taken;
  }
  port.postMessage({ rows, done: true } satisfies WorkbookAnswer);
}

/** A cell as text: a number with the map's decimal mark, a date and a time of day as ISO writes them. */
function text(value: CellValue): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "number") return String(value).replace(".", decimal);
  if (value instanceof Date) return dateText(value);
  if (typeof value === "boolean") return String(value).toUpperCase();
  if (value.length > LONGEST_CELL) throw new Error("a cell is longer than any that Excel writes");
  return value;
}

/** A date without a time is a day; one on the first day that a workbook can tell is a time of day. */
function dateText(value: Date): string {
  const [day, time] = value.toISOString().replace("Z", "").replace(".000", "").split("T") as [string, string];
  if (day === "1899-12-31" || day === "1904-01-01") return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}

await answer();

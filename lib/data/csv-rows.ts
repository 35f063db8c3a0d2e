import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { hasErrorCode, messageOf, RiskbookError } from "../core/index.js";

/** A row of a CSV file. */
export interface Row {
  /** Line of the file on which the row begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The text of a file in UTF-8, also gzipped.
 * @throws `SERIES_UNREADABLE`
 */
export async function readCsvText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw unreadable(path, error);
  }
  return decode(bytes, path);
}

function unreadable(path: string, error: unknown): RiskbookError {
  if (hasErrorCode(error, "ENOENT") || hasErrorCode(error, "EISDIR")) {
    const why = hasErrorCode(error, "ENOENT") ? "there is no such file" : "it is a folder";
    const sentence = `Cannot read ${path}: ${why}. Check its name.`;
    return new RiskbookError("SERIES_UNREADABLE", sentence, { exitCode: 2, cause: error });
  }
  return new RiskbookError("SERIES_UNREADABLE", `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RiskbookError("SERIES_UNREADABLE", `${path} is not text in UTF-8; save it as CSV in UTF-8.`, {
      cause: error,
    });
  }
}

/** One cell and what ends it: quoted with doubled quotes inside, or plain up to the separator or the line's end. */
function cellPattern(separator: string): RegExp {
  return new RegExp(`("(?:[^"]|"")*"|[^"${separator}\\n][^\\n]*?|)(${separator}|\\r?\\n|$)`, "y");
}

/** The rows that are not blank, with the separator that the header uses. */
export function csvRows(text: string, name: string): Row[] {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const separator = [",", ";", "\t"].find(mark => firstLine.includes(mark)) ?? ",";
  const cell = cellPattern(separator);
  const rows: Row[] = [];
  let cells: string[] = [];
  let [line, began, at] = [1, 1, 0];
  while (at < text.length) {
    cell.lastIndex = at;
    const match = cell.exec(text);
    if (match === null)
      throw new RiskbookError(
        "SERIES_CELL",
        `${name} line ${line}: a quote is not closed, or not at the ends of its cell.`,
      );
    const [whole, content = "", end] = match;
    cells.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content.trim());
    at += whole.length;
    line += whole.split("\n").length - 1;
    if (end === separator && at < text.length) continue;
    if (end === separator) cells.push("");
    if (cells.some(value => value !== "")) rows.push({ line: began, cells });
    [cells, began] = [[], line];
  }
  return rows;
}

export function requireWidth(row: Row, header: Row, name: string): void {
  if (row.cells.length === header.cells.length) return;
  throw new RiskbookError(
    "SERIES_CELL",
    `${name} line ${row.line} has ${row.cells.length} cells and the header has ${header.cells.length}; mend the line. ` +
      "A decimal comma in a comma-separated file does this too.",
  );
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { RiskbookError } from "../../core/index.js";
import type { FileShape } from "./file-shape.js";
import { type Header, headerOf } from "./header.js";
import { recordsOf, type SourceRow } from "./row-table.js";
import { chooseSheet, type SheetHeader } from "./sheet-choice.js";
import type { SourceFile } from "./source-file.js";
import type { Wanted } from "./wanted.js";
import { isCellError } from "./workbook.js";
import { openWorkbook } from "./workbook-reader.js";
import type { SheetRow } from "./workbook-thread.js";

/** Reads a sheet of a workbook as records by their row's number. */
export async function readWorkbookRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  shape: FileShape,
  wanted: Wanted,
): Promise<Header> {
  const workbook = openWorkbook(source, shape);
  try {
    const headerLine = shape.skipLines + 1;
    const sheet = chooseSheet(source, await workbook.sheets(), shape, wanted);
    const header = headerOf(source.name, headerLine, shape.header ?? sheet.header);
    if (header.names.every(name => name === "")) throw noHeader(source, sheet, headerLine);
    const used = header.names.map(name => wanted.uses(name));
    const lastOfHeader = shape.header === undefined ? headerLine : shape.skipLines;
    async function* rows(): AsyncGenerator<SourceRow> {
      if (!wanted.fits(header.names)) return; // whoever reads the records says what is missing
      for await (const row of workbook.rows(sheet.name)) if (row.line > lastOfHeader) yield sourceRow(row, used);
    }
    await recordsOf(connection, rows());
    return { ...header, nativeTimes: true };
  } finally {
    await workbook.close();
  }
}

/** The sheets of a workbook with the names in their headers. */
export async function workbookHeaders(source: SourceFile, shape: FileShape): Promise<readonly SheetHeader[]> {
  const workbook = openWorkbook(source, shape);
  try {
    return await workbook.sheets();
  } finally {
    await workbook.close();
  }
}

/** A row as a record; an error in a cell that is used rejects it. */
function sourceRow({ line, cells }: SheetRow, used: readonly boolean[]): SourceRow {
  const row = { line, fields: cells, text: cells.map(cell => cell ?? "").join(", ") };
  const wrong = cells.findIndex((cell, i) => cell !== null && used[i] === true && isCellError(cell));
  if (wrong < 0) return row;
  return {
    ...row,
    reason: `has the error ${cells[wrong]} in cell ${columnLetters(wrong)}${line}. Correct its formula.`,
  };
}

/** The letters of a column: A for 0, AA for 26. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function noHeader(source: SourceFile, { name }: SheetHeader, row: number): RiskbookError {
  return new RiskbookError(
    "EMPTY_FILE",
    `${source.path} has no header on row ${row} of sheet "${name}". Name another with --sheet, or say skipLines in a map.`,
  );
}

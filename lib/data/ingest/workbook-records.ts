import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { DuckDBConnection } from "@duckdb/node-api";
import { hasErrorCode, messageOf, RiskbookError } from "../../core/index.js";
import { type Header, headerOf } from "./header.js";
import type { ColumnMap } from "./map.js";
import { recordsOf, type SourceRow } from "./row-table.js";
import type { SourceFile } from "./source-file.js";
import { damaged, requireSensibleSize, tooLarge } from "./workbook-size.js";
import type { WorkbookAnswer, WorkbookQuestion } from "./workbook-thread.js";

/** All that a sheet can have. */
const MOST_ROWS = 1_048_576;
/** Heap of the thread that reads workbooks, in mebibytes: a hostile one ends the thread, not the program. */
const HEAP_MB = 768;

type SheetRow = WorkbookAnswer["rows"][number];

/** Reads the first sheet of a workbook as records by their row's number, in a thread with limited memory. */
export async function readWorkbookRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  map: ColumnMap,
): Promise<Header> {
  const headerLine = map.skipLines + 1;
  let header: Header | undefined;
  async function* rows(): AsyncGenerator<SourceRow> {
    for await (const { line, cells } of sheetRows(source, map, MOST_ROWS)) {
      if (line < headerLine) continue;
      if (line === headerLine)
        header = headerOf(
          source.name,
          line,
          cells.map(cell => cell ?? ""),
        );
      else if (header === undefined) throw noHeader(source, headerLine);
      else yield { line, fields: cells, text: cells.map(cell => cell ?? "").join(", ") };
    }
  }
  await recordsOf(connection, rows());
  if (header === undefined) throw noHeader(source, headerLine);
  return { ...header, nativeTimes: true };
}

/** The names in the header of a workbook's first sheet; none where that row is empty. */
export async function workbookHeader(source: SourceFile, map: ColumnMap): Promise<readonly string[]> {
  for await (const { line, cells } of sheetRows(source, map, map.skipLines + 1)) {
    if (line === map.skipLines + 1) return cells.map(cell => cell?.trim() ?? "");
  }
  return [];
}

async function* sheetRows(source: SourceFile, { numbers }: ColumnMap, maxRows: number): AsyncGenerator<SheetRow> {
  requireSensibleSize(source, readFileSync(source.path));
  const own = import.meta.url;
  const question: WorkbookQuestion = { path: source.path, decimal: numbers.decimal, maxRows };
  const thread = new Worker(new URL(`./workbook-thread${extname(fileURLToPath(own))}`, own), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const failed = new Promise<never>((_, reject) => thread.once("error", error => reject(failure(source, error))));
  failed.catch(() => {}); // it may fail after the last row was taken
  try {
    for (let done = false; !done; ) {
      const answer = await Promise.race([
        failed,
        new Promise<WorkbookAnswer>(resolve => thread.once("message", resolve)),
      ]);
      yield* answer.rows;
      done = answer.done;
      if (!done) thread.postMessage("more");
    }
  } finally {
    await thread.terminate();
  }
}

function failure(source: SourceFile, error: Error): RiskbookError {
  const said = messageOf(error);
  const isBomb = hasErrorCode(error, "ERR_WORKER_OUT_OF_MEMORY") || said.includes("zip bomb");
  return isBomb ? tooLarge(source, error) : damaged(source, said);
}

function noHeader(source: SourceFile, row: number): RiskbookError {
  return new RiskbookError(
    "EMPTY_FILE",
    `${source.path} has no header on row ${row} of its first sheet. Move the sheet to the front, or say skipLines in the map.`,
  );
}

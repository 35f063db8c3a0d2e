import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { hasErrorCode, messageOf, RiskbookError } from "../../core/index.js";
import { fileKind } from "./file-kind.js";
import type { FileShape } from "./file-shape.js";
import type { SheetHeader } from "./sheet-choice.js";
import type { SourceFile } from "./source-file.js";
import { damaged, requirePackedSize, requireSensibleSize, tooLarge } from "./workbook-size.js";
import type { SheetRow, WorkbookAnswer, WorkbookQuestion } from "./workbook-thread.js";

/** Heap of the thread that reads workbooks, in mebibytes: a hostile one ends the thread, not the program. */
const HEAP_MB = 768;
/** The thread is ended when it says nothing for so long. */
const PATIENCE_MS = 120_000;

/** A workbook that is being read: first its sheets, then the rows of one. */
export interface WorkbookReader {
  sheets(): Promise<readonly SheetHeader[]>;
  /** The rows of a sheet that are not blank, in order. */
  rows(sheet: string): AsyncGenerator<SheetRow>;
  close(): Promise<unknown>;
}

/**
 * Opens a workbook of either kind in a thread with limited memory and time.
 * @throws RiskbookError `WORKBOOK_TOO_LARGE`, `BAD_WORKBOOK`, `PASSWORD_NEEDED`; also from what is returned
 */
export function openWorkbook(source: SourceFile, { numbers, skipLines }: FileShape): WorkbookReader {
  const kind = fileKind(source) === "workbook" ? "xlsx" : "xls";
  requirePackedSize(source);
  if (kind === "xlsx") requireSensibleSize(source, readFileSync(source.path));
  const question: WorkbookQuestion = {
    path: source.path,
    kind,
    decimal: numbers.decimal,
    headerLine: skipLines + 1,
  };
  const own = import.meta.url;
  const thread = new Worker(new URL(`./workbook-thread${extname(fileURLToPath(own))}`, own), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const failed = new Promise<never>((_, reject) => thread.once("error", error => reject(failure(source, error))));
  failed.catch(() => {}); // it may fail after the last answer was taken
  return {
    async sheets() {
      const answer = await next(source, thread, failed);
      return "sheets" in answer ? answer.sheets : [];
    },
    async *rows(sheet) {
      for (let say = sheet, done = false; !done; say = "more") {
        const answered = next(source, thread, failed);
        thread.postMessage(say);
        const answer = await answered;
        if (!("rows" in answer)) throw damaged(source);
        yield* answer.rows;
        done = answer.done;
      }
    },
    close: () => thread.terminate(),
  };
}

/** The thread's next answer, if it comes in time. */
async function next(source: SourceFile, thread: Worker, failed: Promise<never>): Promise<WorkbookAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLarge(source)), PATIENCE_MS);
  });
  try {
    return await Promise.race([failed, late, new Promise<WorkbookAnswer>(resolve => thread.once("message", resolve))]);
  } finally {
    clearTimeout(timer);
  }
}

function failure(source: SourceFile, error: Error): RiskbookError {
  const said = messageOf(error);
  if (/password|encrypt/i.test(said)) {
    return new RiskbookError(
      "PASSWORD_NEEDED",
      `${source.path} is protected with a password. Save it without one, or as CSV.`,
    );
  }
  const isBomb = hasErrorCode(error, "ERR_WORKER_OUT_OF_MEMORY") || said.includes("zip bomb");
  return isBomb ? tooLarge(source, error) : damaged(source, said);
}

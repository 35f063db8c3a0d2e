import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { messageOf, RiskbookError } from "../../../core/index.js";
import { beginningOf } from "../../ingest/beginning.js";
import { type SourceFile, sourceFile } from "../../ingest/source-file.js";
import { isoDay } from "./days.js";
import { fieldsOf } from "./report-lines.js";
import { isSummaryHeader } from "./summary.js";

/** Reports that PropReports' web page exports and that no map can read. */
export const REPORT_KINDS = { totals: "PropReports totals by date", summary: "PropReports daily summary" } as const;
export type ReportKind = keyof typeof REPORT_KINDS;

/** Lines in which a report shows what it is; the web page may put its title before them. */
const FIRST_LINES = 20;

/** A report of this size would be of centuries. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Which report of PropReports a file is by its first lines: totals have a line with a day and then the header of its
 * symbols, a daily summary has its header. Null where it is none.
 * @throws RiskbookError `NO_FILE`, `NO_READ_RIGHT`, `EMPTY_FILE`
 */
export function reportKind(path: string): ReportKind | null {
  const source = sourceFile(path);
  if (source.binary) return null;
  const lines = textOf(beginningOf(source)).split(/\r\n|\n|\r/, FIRST_LINES);
  if (lines.some(isSummaryHeader)) return "summary";
  const dated = lines.findIndex(line => isoDay(fieldsOf(line)[0]!) !== null);
  const next = lines.slice(dated + 1).find(line => line.trim() !== "") ?? "";
  const names = fieldsOf(next);
  return dated >= 0 && names[0] === "Symbol" && ["Gross", "Net"].every(name => names.includes(name)) ? "totals" : null;
}

/**
 * The text of a report's file, unpacked where it is gzipped.
 * @throws RiskbookError `BAD_GZIP`, `FILE_TOO_LARGE`
 */
export function reportText(path: string): string {
  const source = sourceFile(path);
  const bytes = bytesOf(source);
  if (bytes.length <= MOST_BYTES) return textOf(bytes);
  throw tooLarge(source);
}

function bytesOf(source: SourceFile): Uint8Array {
  const bytes = readFileSync(source.path);
  if (!source.gzipped) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(source);
    throw new RiskbookError(
      "BAD_GZIP",
      `${source.path} is not a whole gzip file (${messageOf(error)}). Nothing of it was loaded; export it again.`,
      { cause: error },
    );
  }
}

function tooLarge({ path }: SourceFile): RiskbookError {
  return new RiskbookError(
    "FILE_TOO_LARGE",
    `${path} has more than ${MOST_BYTES / 1024 / 1024} MB, too many for a report of days. Export fewer days at a time.`,
  );
}

/** A report as text, without the mark that some programs put before it. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

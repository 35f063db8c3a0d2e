import { basename, dirname, join } from "node:path";
import { RiskbookError } from "../lib/core/index.js";
import { type IngestSummary, ingestReport, REPORT_KINDS, reportKind, type Store } from "../lib/data/index.js";
import type { Context } from "./context.js";
import type { FileFlags } from "./ingest-files.js";

/** What PropReports' reports become. */
const INTO = "daily, balances and cash";

/** What a file is where it is a report of PropReports, which no map can read, as a sentence; null where it is none. */
export function reportSentence(file: string): string | null {
  const kind = reportKind(file);
  return kind === null
    ? null
    : `${basename(file)}: ${REPORT_KINDS[kind]}, into ${INTO}, of --account where it names none.`;
}

/**
 * Loads a file where it is a report of PropReports, and gives null where it is none.
 * @throws RiskbookError `SEVERAL_FORMATS` for a report among several files
 */
export async function ingestIfReport(
  files: readonly string[],
  flags: FileFlags,
  store: Store,
  context: Context,
): Promise<IngestSummary | null> {
  const found = files.map(file => ({ file, kind: reportKind(file) })).filter(({ kind }) => kind !== null);
  const [report] = found;
  if (report === undefined) return null;
  if (files.length > 1) {
    const message = `${basename(report.file)} is a report of PropReports, which is loaded alone: load one file at a time.`;
    throw new RiskbookError("SEVERAL_FORMATS", message, { exitCode: 2 });
  }
  context.progress.line(reportSentence(report.file)!);
  return ingestReport({
    store,
    inbox: join(dirname(store.layout.root), "inbox"),
    file: report.file,
    kind: report.kind!,
    ...(flags.account === undefined ? {} : { account: flags.account }),
    ...(flags.currency === undefined ? {} : { currency: flags.currency }),
    now: context.now,
    progress: context.progress,
    simulated: flags.simulated === true,
  });
}

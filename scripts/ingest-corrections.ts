import { RiskbookError } from "../lib/core/index.js";
import { type IngestSummary, ingestCorrections, type Store } from "../lib/data/index.js";
import type { Context } from "./context.js";
import type { FileFlags } from "./ingest-files.js";

/**
 * Loads a file of corrections of stored fills.
 * @throws RiskbookError `USAGE` for more or less than one file, and for a flag that says nothing of corrections
 */
export function ingestCorrectionsFile(
  files: readonly string[],
  flags: FileFlags,
  store: Store,
  context: Context,
): Promise<IngestSummary> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) refuse("ingest corrections takes one file.");
  const { delimiter, map, sheet, account, symbol, date, currency, zone, simulated, keepStored, acceptCorrections } =
    flags;
  const meaningless = { map, sheet, account, symbol, date, currency, zone, simulated, keepStored, acceptCorrections };
  const given = Object.entries(meaningless).find(([, value]) => value !== undefined)?.[0];
  if (given !== undefined) {
    refuse(
      `--${given.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)} says nothing of corrections: leave it out.`,
    );
  }
  const read = delimiter === undefined ? {} : { delimiter };
  return ingestCorrections({ store, file, now: context.now, progress: context.progress, ...read });
}

function refuse(sentence: string): never {
  throw new RiskbookError("USAGE", sentence, { exitCode: 2 });
}

import { type DatabaseOptions, openDatabase } from "../store/database.js";
import { FILL_COLUMNS, type FillColumns, readFills } from "./fill-columns.js";
import type { MapFile } from "./map-file.js";
import { type Reject, readRejects } from "./rejects.js";
import { stageInstruments } from "./staged-instruments.js";
import { createStaging, stageFile } from "./staging.js";
import type { Statements } from "./statements.js";

/** A file of executions as read, without a store. */
export interface ParsedExecutions {
  readonly fills: FillColumns;
  readonly rejects: readonly Reject[];
  /** Records in the file: fills and rejects. */
  readonly read: number;
}

/**
 * Parses a file of executions by a column map, in the file's order and without looking for duplicates.
 * @param options.now the injected clock's time; a fill behind it is rejected
 * @throws RiskbookError for a file or map that cannot be used at all
 */
export async function parseExecutions(
  path: string,
  map: MapFile,
  options: { now: Date; statements?: Statements; database?: DatabaseOptions },
): Promise<ParsedExecutions> {
  const database = await openDatabase(options.database);
  try {
    const { connection } = database;
    const staging = await createStaging(connection);
    await stageFile(staging, path, 0, { map, statements: options.statements ?? {}, now: options.now });
    await stageInstruments(connection, map, new Set());
    const fills = await readFills(
      connection,
      `SELECT ${FILL_COLUMNS} FROM (SELECT staged.*, kind, multiplier FROM staged JOIN terms USING (symbol)
        WHERE reason IS NULL AND NOT busted) ORDER BY row`,
    );
    const rejects = await readRejects(
      connection,
      `SELECT source, line, coalesce(staged.reason, unexplained.reason, 'is busted, so that it counts nowhere.') AS reason, text, file
        FROM staged LEFT JOIN unexplained USING (symbol)
        WHERE staged.reason IS NOT NULL OR unexplained.reason IS NOT NULL OR busted ORDER BY row`,
      [path],
    );
    return { fills, rejects, read: fills.n + rejects.length };
  } finally {
    database.close();
  }
}

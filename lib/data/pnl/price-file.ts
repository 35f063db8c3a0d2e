import { readColumns } from "../columns/index.js";
import { type Reject, readRejects } from "../ingest/rejects.js";
import { createTableStaging, stageTableFile } from "../ingest/table-staging.js";
import { openDatabase } from "../store/index.js";
import type { Marks } from "./marks.js";
import { marksOfColumns } from "./marks-columns.js";

/** The marks of a price file, and the rows of it that could not be read. */
export interface PriceFile {
  readonly marks: Marks;
  readonly rejects: readonly Reject[];
}

/**
 * Reads closing marks from a file as `ingest prices` takes it, without a store.
 * @throws RiskbookError for a file that cannot be used at all, such as one without the columns symbol, date and close
 */
export async function readPriceFile(path: string): Promise<PriceFile> {
  const database = await openDatabase();
  try {
    const { connection } = database;
    await createTableStaging(connection, "prices");
    await stageTableFile(connection, path, 0, { table: "prices", statements: {}, simulated: false, delimiter: "," });
    const marks = await readColumns(
      connection,
      "SELECT symbol, date, close FROM staged WHERE reason IS NULL ORDER BY line",
    );
    const rejects = await readRejects(
      connection,
      "SELECT source, line, reason, text FROM staged WHERE reason IS NOT NULL ORDER BY line",
    );
    return { marks: marksOfColumns(marks.columns, marks.rows), rejects };
  } finally {
    database.close();
  }
}

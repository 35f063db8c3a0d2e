import { readColumns } from "../columns/index.js";
import { readHeader } from "../ingest/header.js";
import { keyedQuery } from "../ingest/keyed-query.js";
import { readLines } from "../ingest/lines.js";
import { splitRecords } from "../ingest/records.js";
import { type Reject, readRejects } from "../ingest/rejects.js";
import { sourceFile } from "../ingest/source-file.js";
import { openDatabase, sqlText } from "../store/index.js";
import type { Marks } from "./marks.js";
import { marksOfColumns } from "./marks-columns.js";

const DELIMITER = ",";

/** The marks of a price file, and the rows of it that could not be read. */
export interface PriceFile {
  readonly marks: Marks;
  readonly rejects: readonly Reject[];
}

/**
 * Reads closing marks from a CSV file as `ingest prices` takes it, without a store.
 * @throws RiskbookError for a file that cannot be used at all, such as one without the columns symbol, date and close
 */
export async function readPriceFile(path: string): Promise<PriceFile> {
  const database = await openDatabase();
  try {
    const { connection } = database;
    const source = sourceFile(path);
    await readLines(connection, source, { delimiter: DELIMITER, encoding: "utf-8" });
    const header = await readHeader(connection, source, 1, DELIMITER);
    const query = keyedQuery("prices", source, header, { simulated: false });
    await splitRecords(connection, { delimiter: DELIMITER, headerLine: 1, fieldCount: header.names.length });
    await connection.run(`CREATE TEMP TABLE prices AS SELECT * FROM (${query}) ORDER BY line`);
    const marks = await readColumns(
      connection,
      "SELECT symbol, date, close FROM prices WHERE reason IS NULL ORDER BY line",
    );
    const rejects = await readRejects(
      connection,
      `SELECT ${sqlText(source.name)}, line, reason, text FROM prices WHERE reason IS NOT NULL ORDER BY line`,
    );
    return { marks: marksOfColumns(marks.columns, marks.rows), rejects };
  } finally {
    database.close();
  }
}

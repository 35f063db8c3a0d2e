import type { DuckDBConnection } from "@duckdb/node-api";
import { messageOf, RiskbookError } from "../../core/index.js";
import { sqlPath, sqlText } from "../store/sql.js";
import { requireText } from "./require-text.js";
import type { SourceFile } from "./source-file.js";

/** How the text of a file is written. */
export interface TextFormat {
  readonly delimiter: string;
  readonly encoding: "utf-8" | "latin-1" | "utf-16";
}

/** A character that no text holds: it makes DuckDB's reader take each line as one column. */
const NO_DELIMITER = "\u0001";

/**
 * Reads a file into the tables `lines(line, text)` and `broken(line, text, reason)`, with the true number of every
 * physical line, blank ones included. DuckDB's own CSV rules are not used: given a broken line they drop rows or shift the
 * count, so that here lines are only lines. Those that are not text or longer than 2 MB are `broken`.
 */
export async function readLines(connection: DuckDBConnection, file: SourceFile, format: TextFormat): Promise<void> {
  await requireText(file, format);
  await connection.run("DROP TABLE IF EXISTS lines; DROP TABLE IF EXISTS broken");
  await connection.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
  try {
    await connection.run(
      `CREATE TEMP TABLE lines AS SELECT row_number() OVER () AS line, text FROM ${lineReader(file, format)}`,
    );
  } catch (error) {
    throw unreadable(file, error);
  }
  await connection.run(`CREATE TEMP TABLE broken AS
    SELECT line::BIGINT AS line, csv_line AS text, CASE error_type
      WHEN 'INVALID ENCODING' THEN 'is not ${format.encoding} text. Save the file as UTF-8, or name its encoding in the map.'
      WHEN 'LINE SIZE OVER MAXIMUM' THEN 'is longer than 2 MB.'
      ELSE 'could not be read: ' || error_message END AS reason
    FROM reject_errors`);
  await countBrokenLines(connection);
}

/** SQL of the table of a file's lines, in their order, with the one column `text`. */
export function lineReader(file: SourceFile, format: TextFormat): string {
  return `read_csv(${sqlPath(file.path)}, columns = {'text': 'VARCHAR'}, auto_detect = false, header = false,
    delim = ${sqlText(NO_DELIMITER)}, quote = '', escape = '', encoding = ${sqlText(format.encoding)},
    compression = '${file.gzipped ? "gzip" : "none"}', store_rejects = true)`;
}

/** Lines that DuckDB refused are missing from its count: each moves the numbers of the lines behind it by one. */
async function countBrokenLines(connection: DuckDBConnection): Promise<void> {
  const broken = (await connection.runAndReadAll("SELECT count(*) FROM broken")).value(0, 0);
  if (broken === 0n) return;
  await connection.run(`CREATE OR REPLACE TEMP TABLE lines AS
    WITH shifts AS (
      SELECT line - row_number() OVER (ORDER BY line) + 1 AS first, row_number() OVER (ORDER BY line) AS shift FROM broken)
    SELECT lines.line + coalesce(shift, 0) AS line, text
    FROM lines ASOF LEFT JOIN (SELECT first, max(shift) AS shift FROM shifts GROUP BY first) AS s ON lines.line >= s.first`);
}

function unreadable(file: SourceFile, error: unknown): RiskbookError {
  const said = messageOf(error);
  if (said.includes("invalid state")) {
    return new RiskbookError(
      "MIXED_LINE_ENDS",
      `${file.name} mixes kinds of line ends: some lines end in a lone carriage return. Save it with one kind and run again.`,
      { cause: error },
    );
  }
  return new RiskbookError("UNREADABLE_FILE", `${file.path} could not be read: ${said.split("\n")[0]}`, {
    cause: error,
  });
}

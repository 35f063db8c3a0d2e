import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";

/** A row of a file that is not lines of text. */
export interface SourceRow {
  /** Where it stands: a line, or a row of a sheet, from 1. */
  readonly line: number;
  readonly fields: readonly (string | null)[];
  /** The row as rejects show it. */
  readonly text: string;
  /** Why it has no fields that could be read. */
  readonly reason?: string;
}

/**
 * Makes the view `records(line, text, fields, reason)` of rows, which are taken one after the other and never all held in
 * memory here. A row may have fewer fields than there are columns; the others are blank.
 */
export async function recordsOf(
  connection: DuckDBConnection,
  rows: AsyncIterable<SourceRow> | Iterable<SourceRow>,
): Promise<void> {
  await connection.run(
    "CREATE OR REPLACE TABLE source_rows (line BIGINT, text VARCHAR, fields VARCHAR[], reason VARCHAR)",
  );
  const appender = await connection.createAppender("source_rows");
  const type = LIST(VARCHAR);
  for await (const { line, fields, text, reason } of rows) {
    appender.appendBigInt(BigInt(line));
    appender.appendVarchar(text);
    appender.appendList(listValue(fields), type);
    if (reason === undefined) appender.appendNull();
    else appender.appendVarchar(reason);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run("CREATE OR REPLACE TEMP VIEW records AS FROM source_rows");
}

import type { DuckDBConnection } from "@duckdb/node-api";

/** A row that was not loaded. */
export interface Reject {
  /** Name of the file. */
  readonly source: string;
  readonly line: number;
  /** A sentence that begins with the field or with what the line is. */
  readonly reason: string;
  /** The row as it stands in the file. */
  readonly text: string;
}

/** Reads rejects from a query of source, line, reason and text. */
export async function readRejects(connection: DuckDBConnection, sql: string): Promise<Reject[]> {
  const rows = (await connection.runAndReadAll(sql)).getRows() as [string, bigint, string, string | null][];
  return rows.map(([source, line, reason, text]) => ({ source, line: Number(line), reason, text: text ?? "" }));
}

/** A reject as a sentence: `fills.csv line 7: side was "X"; expected B, S or T.` */
export function rejectSentence({ source, line, reason }: Reject): string {
  return `${source} line ${line}: ${reason}`;
}

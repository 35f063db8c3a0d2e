import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { replaceFile, sha256 } from "../../core/index.js";
import type { StoreLayout } from "../store/layout.js";
import { lineReader } from "./lines.js";
import { sourceFile } from "./source-file.js";

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

/**
 * Reads rejects from a query of source, line, reason, text and, where `paths` are given, the number of the file.
 * @param paths of the files by their numbers: a text that is NULL is read again from its file, of which it is a line
 */
export async function readRejects(
  connection: DuckDBConnection,
  sql: string,
  paths: readonly string[] = [],
): Promise<Reject[]> {
  const rows = (await connection.runAndReadAll(sql)).getRows() as [string, bigint, string, string | null, number?][];
  const texts: Map<bigint, string>[] = [];
  for (const [file, path] of paths.entries()) {
    const lines = rows.filter(row => row[4] === file && row[3] === null).map(([, line]) => line);
    texts[file] = await textsOfLines(connection, path, lines);
  }
  return rows.map(([source, line, reason, text, file]) => ({
    source,
    line: Number(line),
    reason,
    text: text ?? (file === undefined ? undefined : texts[file]?.get(line)) ?? "",
  }));
}

async function textsOfLines(
  connection: DuckDBConnection,
  path: string,
  lines: readonly bigint[],
): Promise<Map<bigint, string>> {
  if (lines.length === 0) return new Map();
  const reader = await connection.runAndReadAll(`SELECT line, text
    FROM (SELECT row_number() OVER () AS line, text FROM ${lineReader(sourceFile(path), PLAIN_TEXT)})
    WHERE line IN (SELECT unnest([${lines.join(", ")}]))`);
  return new Map(reader.getRows() as [bigint, string][]);
}

/** How a file is written whose texts are not staged. */
const PLAIN_TEXT = { delimiter: ",", encoding: "utf-8" } as const;

/** How many rejects a summary tells in words; all of them stand in the rejects file. */
const TOLD_REJECTS = 10;

/** The first rejects as sentences. */
export function firstSentences(rejects: readonly Reject[]): string[] {
  return rejects.slice(0, TOLD_REJECTS).map(rejectSentence);
}

/** A reject as a sentence: `fills.csv line 7: side was "X"; expected B, S or T.` */
export function rejectSentence({ source, line, reason }: Reject): string {
  return `${source} line ${line}: ${reason}`;
}

/**
 * Keeps rejects as a CSV file of file, line, reason and text beside the store. Its name comes from its content, so that
 * the same rejects are kept once.
 * @returns the path, or null when there are no rejects
 */
export function keepRejects(layout: StoreLayout, rejects: readonly Reject[]): string | null {
  const first = rejects[0];
  if (first === undefined) return null;
  const rows = rejects.map(({ source, line, reason, text }) =>
    [source, String(line), reason, text].map(quoted).join(","),
  );
  const content = `file,line,reason,text\r\n${rows.join("\r\n")}\r\n`;
  const name = first.source.replaceAll(/[^A-Za-z0-9._-]/g, "_").slice(0, 80);
  const path = join(layout.rejects, `${name}-${sha256(content).slice(0, 12)}.csv`);
  if (!existsSync(path)) replaceFile(path, content);
  return path;
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

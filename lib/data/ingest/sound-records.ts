import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlPath, sqlText } from "../store/sql.js";
import { beginningOf } from "./beginning.js";
import { splitRecord } from "./csv-text.js";
import { fileKind } from "./file-kind.js";
import type { FileShape } from "./file-shape.js";
import { type Header, headerOf } from "./header.js";
import { countSoundLines } from "./sound-text.js";
import type { SourceFile } from "./source-file.js";

/** A text file that has nothing in it that a CSV reader could take in two ways. */
export interface SoundFile {
  readonly header: Header;
  /** Line of the first record; the next ones follow line by line. */
  readonly firstLine: number;
  readonly records: number;
}

/** Looks whether a file is sound, from its first byte to its last; undefined where it is not. */
export async function soundFile(source: SourceFile, shape: FileShape): Promise<SoundFile | undefined> {
  if (source.gzipped || source.binary || shape.encoding !== "utf-8" || fileKind(source) !== "text") return undefined;
  const headerLine = shape.header === undefined ? shape.skipLines + 1 : shape.skipLines;
  const names = shape.header ?? headerNames(source, shape);
  if (shape.header !== undefined && hasMark(source)) return undefined;
  if (names === undefined || names.length < 2) return undefined;
  const counted = await countSoundLines(source.path, shape.delimiter);
  if (counted === undefined || counted.lines <= headerLine) return undefined;
  return {
    header: { ...headerOf(source.name, headerLine, names), tight: counted.tight },
    firstLine: headerLine + 1,
    records: counted.lines - headerLine,
  };
}

/** Whether a file begins with a byte-order mark, which would be a part of its first record. */
function hasMark(source: SourceFile): boolean {
  const [first, second] = beginningOf(source);
  return first === 0xef && second === 0xbb;
}

function headerNames(source: SourceFile, { skipLines, delimiter }: FileShape): readonly string[] | undefined {
  const lines = new TextDecoder().decode(beginningOf(source)).split(/\r?\n/);
  const line = lines[skipLines];
  // the last piece may be the beginning of a line only
  if (line === undefined || lines.length <= skipLines + 1) return undefined;
  const record = splitRecord(line, delimiter);
  return "fields" in record ? record.fields : undefined;
}

/**
 * Makes the view `records` of a sound file by DuckDB's own reader, in the file's order and without line numbers: a row's is
 * its place. It has no text either: that is in the file. A record with other than the header's number of fields, or a byte that is no text, ends the query that reads it
 * with an error.
 */
export async function readSoundRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  { delimiter }: Pick<FileShape, "delimiter">,
  { header, firstLine }: SoundFile,
): Promise<void> {
  const fields = header.names.map((_, i) => `field_${i}`);
  await connection.run(`CREATE OR REPLACE TEMP VIEW records AS
    SELECT NULL::BIGINT AS line, NULL::VARCHAR AS text, row(${fields.join(", ")}) AS fields, NULL::VARCHAR AS reason
    FROM read_csv(${sqlPath(source.path)}, columns = {${fields.map(name => `'${name}': 'VARCHAR'`).join(", ")}},
      auto_detect = false, header = false, skip = ${firstLine - 1}, delim = ${sqlText(delimiter)}, quote = '', escape = '',
      strict_mode = true, null_padding = false, ignore_errors = false)`);
}

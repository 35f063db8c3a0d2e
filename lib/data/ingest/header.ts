import type { DuckDBConnection } from "@duckdb/node-api";
import { RiskbookError } from "../../core/index.js";
import { splitRecord } from "./csv-text.js";
import type { SourceFile } from "./source-file.js";

/** The columns of a file by name. */
export interface Header {
  readonly names: readonly string[];
  /** The 1-based position of a column, or undefined where the file has none of that name. */
  position(name: string): number | undefined;
  /** Whether the file has dates and times of its own, which come as ISO text whatever a map's format says. */
  readonly nativeTimes?: boolean;
  /** Whether fields come without blanks around them, and NULL where they are blank. */
  readonly tight?: boolean;
}

/**
 * Reads the header of a file whose lines are loaded. Names are matched without blanks around them, in any order.
 * @throws RiskbookError `EMPTY_FILE`, `BAD_HEADER`; `DUPLICATE_COLUMN` from `position` when a wanted name stands twice
 */
export async function readHeader(
  connection: DuckDBConnection,
  file: SourceFile,
  line: number,
  delimiter: string,
): Promise<Header> {
  const text = (await connection.runAndReadAll(`SELECT text FROM lines WHERE line = ${line}`)).value(0, 0);
  if (typeof text !== "string" || text.trim() === "") {
    throw new RiskbookError(
      "EMPTY_FILE",
      `${file.path} has no header on line ${line}. Export it again with its header.`,
    );
  }
  const record = splitRecord(text, delimiter);
  if (!("fields" in record)) {
    throw new RiskbookError("BAD_HEADER", `${file.name} line ${line}: a quotation mark in the header is not closed.`);
  }
  return headerOf(file.name, line, record.fields);
}

/** A header of these names, in their order. */
export function headerOf(file: string, line: number, columns: readonly string[]): Header {
  const names = columns.map(name => name.trim());
  return {
    names,
    position(name) {
      const first = names.indexOf(name.trim());
      if (first < 0) return undefined;
      if (names.indexOf(name.trim(), first + 1) >= 0) {
        throw new RiskbookError(
          "DUPLICATE_COLUMN",
          `${file} line ${line}: the column "${name}" stands twice in the header, so it is not clear which one is meant. Rename or remove one of them.`,
        );
      }
      return first + 1;
    },
  };
}

/** A sentence for columns that a file lacks, with the columns that it has. */
export function missingColumns(
  file: SourceFile,
  missing: readonly string[],
  header: Header,
  remedy: string,
): RiskbookError {
  const other = otherDelimiter(header);
  const hint =
    other === undefined ? remedy : `It seems to separate its columns by ${other.name}: say so as the delimiter.`;
  const named = missing.map(name => `"${name}"`).join(", ");
  return new RiskbookError(
    "MISSING_COLUMN",
    `${file.name} has no column ${named}. It has: ${header.names.filter(name => name !== "").join(", ")}. ${hint}`,
    { details: { missing, header: header.names } },
  );
}

/** What a header that was taken for one column seems to be separated by. */
function otherDelimiter({ names }: Header): { name: string } | undefined {
  if (names.length > 1) return undefined;
  const delimiters = { ";": 'semicolons (";")', "\t": 'tabs ("\\t")', "|": 'bars ("|")', ",": 'commas (",")' };
  const found = Object.entries(delimiters).find(([delimiter]) => names[0]?.includes(delimiter));
  return found && { name: found[1] };
}

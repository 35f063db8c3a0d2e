import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import { splitRecord } from "./csv-text.js";

/** A quoted field may run over at most this many lines; a quotation mark open for longer is taken for a broken line. */
const LONGEST_RECORD = 50;

/** The shape of a file's records. */
export interface RecordShape {
  readonly delimiter: string;
  /** Line of the header; records come after it. */
  readonly headerLine: number;
  readonly fieldCount: number;
}

/**
 * Makes the view `records(line, text, fields, reason)` of the tables `lines` and `broken`: one row for each record, by the
 * line it begins on, with its fields or the reason why it has none. Blank lines are no records. A broken record costs
 * itself only: a quotation mark that is never closed does not swallow the lines after it.
 */
export async function splitRecords(connection: DuckDBConnection, shape: RecordShape): Promise<void> {
  const { delimiter, headerLine } = shape;
  await joinLines(connection, shape);
  const field = quotedField(delimiter);
  await connection.run(`CREATE OR REPLACE TEMP VIEW records AS
    WITH whole AS (
      SELECT line, text, CASE
          WHEN NOT contains(text, '"') THEN string_split(text, ${sqlText(delimiter)})
          WHEN line IN (SELECT line FROM stray) THEN NULL
          ELSE ${unquoted(`regexp_extract_all(${sqlText(delimiter)} || text, ${sqlText(`${escaped(delimiter)}(${field})`)}, 1)`)}
        END AS fields
      FROM (SELECT line, text FROM lines WHERE line NOT IN (SELECT line FROM joined) UNION ALL SELECT line, text FROM spanning)
      WHERE line > ${headerLine} AND trim(text, ' \t\r') <> '')
    SELECT line, text, ${wholeFields(shape)} AS fields, CASE
        WHEN fields IS NULL THEN 'has a quotation mark that is not closed or stands inside a field.'
        WHEN ${wholeFields(shape)} IS NULL THEN 'has ' || len(fields) || ' fields; the header has ${shape.fieldCount}.'
      END AS reason
    FROM whole
    UNION ALL SELECT line, text, NULL, reason FROM broken WHERE line > ${headerLine}`);
}

/** A record may end in a delimiter that the header does not have. */
function isWhole(fields: readonly string[], { fieldCount }: RecordShape): boolean {
  return fields.length === fieldCount || (fields.length === fieldCount + 1 && fields.at(-1) === "");
}

/** SQL of the fields of a whole record, by the rule of {@link isWhole}; null of another. */
function wholeFields({ fieldCount }: RecordShape): string {
  return `CASE len(fields) WHEN ${fieldCount} THEN fields
    WHEN ${fieldCount + 1} THEN CASE WHEN fields[-1] = '' THEN fields[:${fieldCount}] END END`;
}

/**
 * Finds the records that run over several lines. Fills `spanning(line, text)` with them, `joined(line)` with the lines they
 * take up, and `stray(line)` with lines whose quotation marks make no record.
 */
async function joinLines(connection: DuckDBConnection, shape: RecordShape): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE spanning (line BIGINT, text VARCHAR);
    CREATE OR REPLACE TEMP TABLE joined (line BIGINT); CREATE OR REPLACE TEMP TABLE stray (line BIGINT)`);
  const open = await openLines(connection, shape);
  if (open.size === 0) return;
  const taken = new Set<number>();
  const rows = { spanning: [] as string[], joined: [] as string[], stray: [] as string[] };
  for (const line of [...open.keys()].sort((a, b) => a - b)) {
    if (taken.has(line)) continue;
    const record = recordFrom(line, open, shape);
    if (record === undefined) {
      rows.stray.push(`(${line})`);
      continue;
    }
    rows.spanning.push(`(${line}, ${sqlText(record.text)})`);
    for (let part = line; part <= record.lastLine; part++) {
      taken.add(part);
      rows.joined.push(`(${part})`);
    }
  }
  for (const [table, values] of Object.entries(rows)) await insert(connection, table, values);
}

/** Lines whose quotation marks are not balanced, with as many lines behind each as may belong to its record. */
async function openLines(connection: DuckDBConnection, shape: RecordShape): Promise<Map<number, LineText>> {
  const field = quotedField(shape.delimiter);
  const delimiter = escaped(shape.delimiter);
  const reader = await connection.runAndReadAll(`
    WITH unbalanced AS (
      SELECT line FROM lines WHERE line > ${shape.headerLine} AND contains(text, '"')
        AND NOT regexp_full_match(text, ${sqlText(`${field}(?:${delimiter}${field})*`)})),
    spans AS (SELECT line, lead(line) OVER (ORDER BY line) AS next FROM unbalanced),
    wanted AS (
      SELECT unnest(range(line, CASE WHEN next - line < ${LONGEST_RECORD} THEN next ELSE line END + 1)) AS line FROM spans)
    SELECT DISTINCT line, coalesce(text, '') AS text, line IN (SELECT line FROM unbalanced) AS unbalanced
    FROM lines WHERE line IN (SELECT line FROM wanted)`);
  const texts = new Map<number, string>();
  const open = new Map<number, LineText>();
  for (const [line, text, unbalanced] of reader.getRows() as [bigint, string, boolean][]) {
    texts.set(Number(line), text);
    if (unbalanced) open.set(Number(line), { text, following: texts });
  }
  return open;
}

interface LineText {
  readonly text: string;
  readonly following: ReadonlyMap<number, string>;
}

/** The record that begins on an unbalanced line, or undefined where no run of lines makes one. */
function recordFrom(
  line: number,
  open: ReadonlyMap<number, LineText>,
  shape: RecordShape,
): { text: string; lastLine: number } | undefined {
  const first = open.get(line)!;
  let text = first.text;
  for (let last = line; ; ) {
    const record = splitRecord(text, shape.delimiter);
    if (!("open" in record)) {
      const whole = "fields" in record && isWhole(record.fields, shape);
      return whole ? { text, lastLine: last } : undefined;
    }
    last++;
    const next = first.following.get(last);
    if (next === undefined || last - line > LONGEST_RECORD) return undefined;
    text += `\n${next}`;
  }
}

async function insert(connection: DuckDBConnection, table: string, rows: readonly string[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 1000) {
    await connection.run(`INSERT INTO ${table} VALUES ${rows.slice(at, at + 1000).join(", ")}`);
  }
}

/** A field as a regular expression: quoted, with blanks around it, or free of quotation marks and delimiters. */
function quotedField(delimiter: string): string {
  const blanks = delimiter === "\t" ? " *" : "[ \\t]*";
  return `(?:${blanks}"(?:[^"]|"")*"${blanks}|[^"${escaped(delimiter)}]*)`;
}

function unquoted(fields: string): string {
  return `list_transform(${fields}, lambda f: CASE WHEN starts_with(trim(f, ' \t'), '"')
    THEN replace(trim(f, ' \t')[2:-2], '""', '"') ELSE f END)`;
}

function escaped(character: string): string {
  return character.replaceAll(/[\\^$.|?*+()[\]{}\-/]/g, "\\$&");
}

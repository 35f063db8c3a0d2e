import { CORRECTED_COLUMNS, CORRECTION_KINDS, SCHEMA, type StoredColumn } from "../tables/index.js";
import { cell, numberText, toDouble, toQuantity } from "./cells.js";
import { type Header, missingColumns } from "./header.js";
import type { SourceFile } from "./source-file.js";
import { utcTime } from "./times.js";
import type { Wanted } from "./wanted.js";

/** What a file of corrections may say: all of the stored table but what an ingest knows by itself. */
const COLUMNS: readonly StoredColumn[] = SCHEMA.corrections.filter(
  ({ name }) => !["trade_date", "revision", "source", "line"].includes(name),
);
const NEEDED = ["account", "kind"];
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  fill_id: ["execution_id", "id"],
  kind: ["correction", "action"],
  reason: ["why", "comment", "note"],
};

/** What says which stored fill is meant, beside its account and id: its columns as they were told, those that are stated. */
export const TOLD_BY = ["time", "symbol", "side", "quantity", "price", "occurrence"] as const;

/** What a reader is to find in a file of corrections. */
export const wantedOfCorrections: Wanted = {
  fits: names => NEEDED.every(name => positionOf(name, names) >= 0),
  uses: name => COLUMNS.some(column => positionOf(column.name, [name]) >= 0),
};

/**
 * The query that turns `records` into decisions about fills, in the columns of the table `corrections` (its reason as
 * `note`), with `line`, `text` and, where a row cannot be used, `problem`, a sentence that begins with the column.
 * @throws RiskbookError `MISSING_COLUMN`
 */
export function correctionQuery(file: SourceFile, header: Header): string {
  const missing = NEEDED.filter(name => positionOf(name, header.names) < 0);
  if (missing.length > 0) {
    const remedy = `Add it; the columns of corrections are ${COLUMNS.map(({ name }) => name).join(", ")}.`;
    throw missingColumns(file, missing, header, remedy);
  }
  const texts = COLUMNS.map(({ name }) => `${textOf(name, header)}::VARCHAR AS ${name}_text`);
  const values = COLUMNS.map(({ name, type }) => `${typed(`${name}_text`, type)} AS ${name}`);
  return `WITH cells AS (SELECT line, text, reason AS broken, ${texts.join(", ")} FROM records),
    stated AS (SELECT *, ${values.join(", ")} FROM cells)
    SELECT line, text, coalesce(broken, ${problem()}) AS problem, * EXCLUDE (line, text, broken, reason), reason AS note FROM stated`;
}

function textOf(name: string, header: Header): string {
  const at = positionOf(name, header.names);
  return at < 0 ? "NULL" : cell(header.position(header.names[at]!)!);
}

function positionOf(name: string, header: readonly string[]): number {
  const known = [name, ...(ALIASES[name] ?? [])].map(bare);
  return header.findIndex(candidate => known.includes(bare(candidate)));
}

/** A column's name without case, blanks and marks. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function typed(text: string, type: string): string {
  const number = numberText(text, { decimal: ".", thousands: "," });
  switch (type) {
    case "VARCHAR":
      return text;
    case "TIMESTAMP":
      return utcTime(text, { format: ["iso"], zone: "UTC" });
    case "DATE":
      return `CASE WHEN regexp_full_match(${text}, '\\d{4}-\\d{2}-\\d{2}') THEN try_cast(${text} AS DATE) END`;
    case "DOUBLE":
      return toDouble(number);
    case "DECIMAL(24,8)":
      return toQuantity(number);
    default:
      return `try_cast(${number} AS ${type})`;
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  TIMESTAMP: "a time in UTC such as 2020-04-17T13:31:00Z",
  DATE: "a date such as 2020-04-17",
};

/** SQL of the first thing that is wrong with a row as it stands, before any fill is looked for. */
function problem(): string {
  const was = (name: string, expected: string): string =>
    `'${name} was "' || ${name}_text || '"; expected ${expected}.'`;
  const changes = CORRECTED_COLUMNS.map(name => `new_${name}`);
  const cases: [condition: string, sentence: string][] = [
    ...COLUMNS.map(({ name, type }): [string, string] => [
      `${name}_text IS NOT NULL AND ${name} IS NULL`,
      was(name, EXPECTED[type] ?? "a number such as 1234.5"),
    ]),
    ["account IS NULL", "'account is blank; expected its name.'"],
    ["kind IS NULL", "'kind is blank; expected amended or busted.'"],
    [`kind NOT IN (${CORRECTION_KINDS.map(kind => `'${kind}'`).join(", ")})`, was("kind", "amended or busted")],
    [
      "fill_id IS NULL AND time IS NULL",
      "'fill_id and time are blank; expected one of them, to say which fill is meant.'",
    ],
    [
      `kind = 'busted' AND coalesce(${changes.map(name => `${name}_text`).join(", ")}) IS NOT NULL`,
      "'a busted fill has no new values; expected none, or the kind amended.'",
    ],
    [
      `kind = 'amended' AND coalesce(${changes.map(name => `${name}_text`).join(", ")}) IS NULL`,
      `'an amended fill needs a new value; expected one of ${changes.join(", ")}.'`,
    ],
    ["new_side NOT IN ('buy', 'sell', 'short')", was("new_side", "buy, sell or short")],
    ["new_quantity <= 0", was("new_quantity", "more than 0")],
    ["regexp_matches(new_quantity_text, '\\.\\d{8}\\d*[1-9]')", was("new_quantity", "at most 8 decimal places")],
    ["NOT regexp_full_match(new_currency, '[A-Z]{3,5}')", was("new_currency", "a code such as USD")],
  ];
  return `CASE ${cases.map(([condition, sentence]) => `WHEN ${condition} THEN ${sentence}`).join("\n")} END`;
}

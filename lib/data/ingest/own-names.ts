import { RiskbookError } from "../../core/index.js";
import { KEYED_TABLE_NAMES, KEYED_TABLES, type KeyedTableName } from "../tables/index.js";
import type { FileShape } from "./file-shape.js";
import { type Header, missingColumns } from "./header.js";
import type { TableMapFile } from "./map-file.js";
import type { SourceFile } from "./source-file.js";
import type { TableMap, TableStatement } from "./table-map.js";
import { TABLE_STATEMENTS } from "./table-map.js";
import { exampleOf, statedColumns, type TableStatements } from "./table-statements.js";
import type { Wanted } from "./wanted.js";

/** How a file without a map is written: as most tools write tables. */
export function ownShape(delimiter: string, sheet: string | undefined): FileShape {
  return { delimiter, sheet, encoding: "utf-8", skipLines: 0, numbers: { decimal: ".", thousands: "," } };
}

/** What is wanted of a file that has a table's columns by their own names. */
export function wantedByName(table: KeyedTableName, statements: TableStatements): Wanted {
  return {
    fits: names => lacking(table, names, statements).length === 0,
    uses: name => KEYED_TABLES[table].columns.some(column => isColumn(table, column.name, name)),
  };
}

/**
 * The tables whose own columns a header has: all that they need, and no column that is none of theirs. Where it has a
 * table's columns by their very names, it is no other's that would have to take one of them for another.
 */
export function tablesOf(header: readonly string[]): KeyedTableName[] {
  const named = header.filter(name => name !== "");
  if (named.length === 0) return [];
  const possible = KEYED_TABLE_NAMES.filter(table => {
    const { uses, fits } = wantedByName(table, {});
    return named.every(uses) && fits(named);
  });
  const literal = possible.filter(table => {
    const names = KEYED_TABLES[table].columns.map(({ name }) => bare(name));
    return named.every(name => names.includes(bare(name)));
  });
  return literal.length > 0 ? literal : possible;
}

/**
 * The map of a file that has a table's columns by their own names or aliases of them, in any case and with any blanks.
 * @throws RiskbookError `MISSING_COLUMN`, with the columns that there are
 */
export function mapByName(
  table: KeyedTableName,
  source: SourceFile,
  header: Header,
  shape: FileShape,
  statements: TableStatements,
): TableMapFile {
  const missing = lacking(table, header.names, statements);
  if (missing.length > 0) throw missingColumns(source, missing, header, remedyFor(table, missing));
  const constants = statedColumns(statements);
  const found = KEYED_TABLES[table].columns.flatMap(({ name }): [string, string[]][] => {
    const column = header.names.find(candidate => isColumn(table, name, candidate));
    return column === undefined ? [] : [[name, [column]]];
  });
  const twice = found.find(([name]) => Object.hasOwn(constants, name));
  if (twice !== undefined && statements.whereOpen !== true) {
    throw new RiskbookError("USAGE", `${source.name} has a column "${twice[1][0]}": leave --${twice[0]} out.`, {
      exitCode: 2,
    });
  }
  const map: TableMap = {
    ...shape,
    name: table,
    table,
    recognise: [],
    without: [],
    columns: Object.fromEntries(found),
    optional: [],
    constants,
    words: {},
    whenNegative: {},
    negate: [],
    stated: [],
    only: {},
    except: {},
    time: { format: ["iso", "%Y%m%d"], zone: statements.zone ?? "", bar: "begin" },
  };
  return { path: "a map", map };
}

function lacking(table: KeyedTableName, names: readonly string[], statements: TableStatements): string[] {
  const { columns, defaults } = KEYED_TABLES[table];
  const stated = statedColumns(statements);
  return columns
    .filter(({ name, required }) => required && !Object.hasOwn(defaults, name) && !Object.hasOwn(stated, name))
    .filter(({ name }) => !names.some(candidate => isColumn(table, name, candidate)))
    .map(({ name }) => name);
}

function isColumn(table: KeyedTableName, name: string, candidate: string): boolean {
  return [name, ...(KEYED_TABLES[table].aliases[name] ?? [])].map(bare).includes(bare(candidate));
}

/** A column's name without case, blanks and marks. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function remedyFor(table: KeyedTableName, missing: readonly string[]): string {
  const sayable = missing.filter((name): name is TableStatement => TABLE_STATEMENTS.includes(name as TableStatement));
  if (sayable.length === missing.length) {
    return `Add the column, or say it for the whole file with "${sayable.map(exampleOf).join(" ")}".`;
  }
  return `Add it, or write a map; "riskbook ingest --columns ${table}" lists the columns of ${table}.`;
}

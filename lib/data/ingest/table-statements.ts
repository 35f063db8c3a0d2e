import { isIsoDate, isTimeZone, RiskbookError } from "../../core/index.js";
import { KEYED_TABLES, type KeyedTableName } from "../tables/index.js";
import type { TableMapFile } from "./map-file.js";
import { dateInName } from "./statements.js";
import { TABLE_STATEMENTS, type TableStatement } from "./table-map.js";

/** What whoever loads a file of a keyed table says of it because the file does not. */
export interface TableStatements extends Readonly<Partial<Record<TableStatement, string>>> {
  /** The sheet of a workbook, where it has several. */
  readonly sheet?: string;
  /** What is said counts only where a file leaves it open; otherwise saying what a file has of itself is an error. */
  readonly whereOpen?: boolean;
}

const EXAMPLES: Readonly<Record<TableStatement, string>> = {
  account: "--account A123",
  symbol: "--symbol SPY",
  date: "--date 2020-04-17",
  currency: "--currency USD",
  zone: "--zone America/New_York",
};

/** How to say something on the command line, with an example. */
export function exampleOf(statement: TableStatement): string {
  return EXAMPLES[statement];
}

/** The columns of a table that were stated for a whole file. */
export function statedColumns(statements: TableStatements): Record<string, string> {
  const said = TABLE_STATEMENTS.flatMap((name): [string, string][] => {
    const value = statements[name];
    return value === undefined || name === "zone" ? [] : [[name, value]];
  });
  return Object.fromEntries(said);
}

/**
 * A map with what was stated for one file. The date of a file whose map asks for one is also taken from its name.
 * @throws RiskbookError `NOT_STATED` for what the map asks for and nobody said; `USAGE` for what it has from the file
 */
export function stateForTable(
  { path, map }: TableMapFile,
  statements: TableStatements,
  fileName: string,
): TableMapFile {
  requireSense(map.table, statements);
  const said: TableStatements = {
    ...(statements.whereOpen === true ? asked(map.stated, statements) : statements),
    ...(map.stated.includes("date") ? dated(statements.date ?? dateInName(fileName)) : {}),
  };
  for (const name of map.stated) {
    if (said[name] !== undefined) continue;
    throw new RiskbookError(
      "NOT_STATED",
      `${fileName} does not state the ${name}, and ${path} leaves it open. Say it, such as with "${EXAMPLES[name]}".`,
      { exitCode: 2, details: { statement: name, map: path } },
    );
  }
  for (const name of TABLE_STATEMENTS) {
    if (said[name] === undefined || map.stated.includes(name)) continue;
    const isFromFile = name === "zone" ? map.time.zone !== "" : (map.columns[name]?.length ?? 0) > 0;
    if (isFromFile) refuse(`${path} says where the ${name} comes from: leave --${name} out.`);
  }
  return {
    path,
    map: {
      ...map,
      sheet: said.sheet ?? map.sheet,
      constants: { ...map.constants, ...statedColumns(said) },
      time: { ...map.time, zone: said.zone ?? map.time.zone },
    },
  };
}

/**
 * Refuses what makes no sense of a table, and values that are none.
 * @throws RiskbookError `USAGE`
 */
export function requireSense(table: KeyedTableName, statements: TableStatements): void {
  const { columns } = KEYED_TABLES[table];
  for (const name of TABLE_STATEMENTS) {
    const value = statements[name];
    if (value === undefined) continue;
    const has =
      name === "zone" ? columns.some(({ type }) => type === "TIMESTAMP") : columns.some(column => column.name === name);
    if (!has && statements.whereOpen !== true) {
      refuse(`${table} has no ${name === "zone" ? "times" : name}: leave --${name} out.`);
    }
    if (name === "zone" && !isTimeZone(value)) refuse(`--zone was "${value}"; expected one such as America/Chicago.`);
    if (name === "date" && !isIsoDate(value)) refuse(`--date was "${value}"; expected a day such as 2020-04-17.`);
  }
}

/** Only what a map asks for. */
function asked(names: readonly TableStatement[], { sheet, ...statements }: TableStatements): TableStatements {
  const said = names.flatMap(name => (statements[name] === undefined ? [] : [[name, statements[name]]]));
  return { ...Object.fromEntries(said), ...(sheet === undefined ? {} : { sheet }) };
}

function dated(date: string | undefined): TableStatements {
  return date === undefined ? {} : { date };
}

function refuse(sentence: string): never {
  throw new RiskbookError("USAGE", sentence, { exitCode: 2 });
}

import { isIsoDate, isTimeZone, RiskbookError } from "../../core/index.js";
import type { ColumnMap, Statement } from "./map.js";
import type { MapFile } from "./map-file.js";

/** What whoever loads a file says of it because the file does not. */
export interface Statements {
  /** The account of files without a column of accounts. */
  readonly account?: string;
  /** The zone of times that name none, such as `America/Chicago`. */
  readonly zone?: string;
  /** The ISO date of files whose rows have only a time of day. */
  readonly date?: string;
  /** The sheet of a workbook, where it has several. */
  readonly sheet?: string;
  /** What is said counts only where a file leaves it open; otherwise saying what a file has of itself is an error. */
  readonly whereOpen?: boolean;
}

const REMEDY: Readonly<Record<Statement, string>> = {
  account: 'Say it, such as with "--account A123".',
  zone: 'Say it, such as with "--zone America/Chicago".',
  date: 'Say it, such as with "--date 2020-04-17", or put it into the file\'s name as 2020-04-17.',
};

/**
 * A map with what was stated for one file. The date of a file whose map asks for one is taken from its name where that
 * holds just one, written from the year down (`2020-04-17`, `20200417`); other orders are not guessed.
 * @throws RiskbookError `NOT_STATED` for what the map asks for and nobody said; `USAGE` for what it does not ask for
 */
export function stateFor(mapFile: MapFile, statements: Statements, fileName: string): MapFile {
  const { map, path } = mapFile;
  if (statements.whereOpen !== true) refuseUnasked(mapFile, statements);
  refuseNonsense(statements);
  const said = { ...openOnly(mapFile.map, statements), date: statements.date ?? dateInName(fileName) };
  for (const statement of map.stated) {
    if (said[statement] !== undefined) continue;
    const asked = { account: "no account", zone: "no zone of its times", date: "no date beside its times" }[statement];
    throw new RiskbookError(
      "NOT_STATED",
      `${fileName} states ${asked}, and ${path} leaves it open. ${REMEDY[statement]}`,
      { exitCode: 2, details: { statement, map: path } },
    );
  }
  return { path, map: completed(map, said) };
}

/** What is said, without what the map has from elsewhere. */
function openOnly({ stated, columns }: ColumnMap, { account, zone, sheet }: Statements): Statements {
  return {
    ...(account === undefined || columns.account !== undefined ? {} : { account }),
    ...(zone === undefined || !stated.includes("zone") ? {} : { zone }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function completed(
  map: ColumnMap,
  { account, zone, date, sheet }: Partial<Record<Statement | "sheet", string | undefined>>,
): ColumnMap {
  return {
    ...map,
    sheet: sheet ?? map.sheet,
    constants: account === undefined ? map.constants : { ...map.constants, account },
    time: {
      ...map.time,
      ...(zone === undefined ? {} : { zone }),
      ...(map.stated.includes("date") ? { date } : {}),
    },
  };
}

function refuseUnasked({ map, path }: MapFile, { account, zone, date }: Statements): void {
  if (account !== undefined && map.columns.account !== undefined) {
    refuse(`${path} takes the account from column "${map.columns.account}": leave --account out.`);
  }
  if (zone !== undefined && !map.stated.includes("zone")) {
    refuse(
      `${path} says that times are in ${map.time.zone}: leave --zone out, or change time.zone in a copy of the map.`,
    );
  }
  if (date !== undefined && !map.stated.includes("date")) {
    refuse(`${path} takes the date from the file: leave --date out.`);
  }
}

function refuseNonsense({ zone, date }: Statements): void {
  if (zone !== undefined && !isTimeZone(zone)) refuse(`--zone was "${zone}"; expected one such as America/Chicago.`);
  if (date !== undefined && !isIsoDate(date)) refuse(`--date was "${date}"; expected a day such as 2020-04-17.`);
}

function refuse(sentence: string): never {
  throw new RiskbookError("USAGE", sentence, { exitCode: 2 });
}

/** The date in a file's name, where that holds just one, written from the year down. */
export function dateInName(name: string): string | undefined {
  const found = [...name.matchAll(/(?<!\d)(20\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/g)]
    .map(([, year, , month, day]) => `${year}-${month}-${day}`)
    .filter(isIsoDate);
  return new Set(found).size === 1 ? found[0] : undefined;
}

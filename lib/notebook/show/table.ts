import { RiskbookError } from "../../core/index.js";
import {
  type Cell,
  type ColourRule,
  type Column,
  type ColumnType,
  contentId,
  formatOfType,
  formatOfUnit,
  isNumeric,
  labelOf,
  type TableBlock,
} from "../../document/index.js";
import { cellsOfColumn, type TypedCells } from "./column-cells.js";
import { completeFormat, type FormatInput } from "./format-input.js";
import { intervalColumns, type KnownTo } from "./interval.js";
import { columnsOf, type TableInput } from "./table-input.js";
import { type TotalInput, totalOf } from "./total.js";

/** How one column is shown; all that is left out is inferred from its values and its name. */
export interface ColumnOptions {
  label?: string;
  type?: ColumnType;
  /** A currency code prints money; otherwise it stands in the heading. */
  unit?: string;
  format?: FormatInput;
  colour?: ColourRule | "sign";
  definition?: string;
  /** Of each row's figure: two more columns say from what to what it is known. */
  interval?: readonly KnownTo[];
}

export interface TableOptions {
  title?: string;
  /** By column key; `false` leaves the column out. */
  columns?: Readonly<Record<string, ColumnOptions | false>>;
  total?: TotalInput;
  note?: string;
  simulated?: boolean;
}

/**
 * Makes a table block of an Arquero table, rows or columns, with types inferred.
 * @throws RiskbookError `BAD_TABLE` naming column, row and value, `BAD_FORMAT`
 */
export function tableBlock(data: TableInput, options: TableOptions = {}): TableBlock {
  const { values: given, rowCount } = columnsOf(data);
  checkKeys(Object.keys(options.columns ?? {}), given);
  const columns: Column[] = [];
  const values: Record<string, Cell[]> = {};
  for (const [key, list] of given) {
    const asked = options.columns?.[key];
    if (asked === false) continue;
    const typed = cellsOfColumn(key, list, asked?.type, isAskedAsFigure(asked) ? "number" : "string");
    const column = columnOf(key, typed, asked ?? {});
    const beside =
      asked?.interval === undefined ? [] : intervalColumns(column, ofEachRow(key, asked.interval, rowCount));
    columns.push(column, ...beside.map(bound => bound.column));
    values[key] = typed.cells;
    for (const bound of beside) values[bound.column.key] = bound.cells;
  }
  if (columns.length === 0)
    throw new RiskbookError("BAD_TABLE", "The table has no column. Give at least one row, or columns by name.");
  const total = options.total === undefined ? undefined : totalOf(options.total, columns, values);
  const note = [options.note, ...(total?.remarks ?? [])].filter(text => text !== undefined).join(" ");
  const title = options.title ?? "";
  return {
    type: "table",
    id: contentId(title || columns.map(column => column.label).join(" "), [columns, rowCount, ends(values)]),
    title,
    columns,
    rowCount,
    data: { values },
    ...(total === undefined ? {} : { total: total.row }),
    ...(note === "" ? {} : { note }),
    ...(options.simulated === undefined ? {} : { simulated: options.simulated }),
  };
}

function ofEachRow(key: string, intervals: readonly KnownTo[], rowCount: number): readonly KnownTo[] {
  if (intervals.length === rowCount) return intervals;
  throw new RiskbookError(
    "BAD_TABLE",
    `Column "${key}" has ${intervals.length} intervals for ${rowCount} rows; give one for each row.`,
  );
}

/** The first and the last rows, which tell tables apart well enough for an id without hashing millions of cells. */
function ends(values: Readonly<Record<string, Cell[]>>): Cell[][] {
  return Object.values(values).map(cells => [...cells.slice(0, 500), ...cells.slice(-500)]);
}

function columnOf(key: string, { type, cells }: TypedCells, asked: ColumnOptions): Column {
  const { unit, definition } = asked;
  const colour = asked.colour === "sign" ? { rule: "sign" as const } : asked.colour;
  const format =
    asked.format === undefined
      ? ((unit !== undefined && isNumeric(type) ? formatOfUnit(unit) : undefined) ?? usualFormat(type, cells))
      : completeFormat(asked.format, unit, `Column "${key}"`);
  return {
    key,
    label: asked.label ?? labelOf(key),
    type,
    ...(unit === undefined ? {} : { unit }),
    format,
    ...(colour === undefined ? {} : { colour }),
    ...(definition === undefined ? {} : { definition }),
  };
}

/** Says whether a column is meant for figures although none is there to show it. */
function isAskedAsFigure({ unit, format, colour }: ColumnOptions = {}): boolean {
  const kind = typeof format === "object" ? format.kind : format;
  if (kind !== undefined) return !["text", "date", "timestamp", "boolean"].includes(kind);
  return unit !== undefined || colour !== undefined;
}

/** Two digits, but four where all figures are below one, which two would make look alike. */
function usualFormat(type: ColumnType, cells: readonly Cell[]): Column["format"] {
  const small = type === "number" && cells.every(cell => cell === null || Math.abs(Number(cell)) < 1);
  return small ? { kind: "number", digits: 4 } : formatOfType(type);
}

function checkKeys(asked: readonly string[], given: ReadonlyMap<string, unknown>): void {
  const unknown = asked.find(key => !given.has(key));
  if (unknown === undefined) return;
  throw new RiskbookError(
    "BAD_TABLE",
    `There is no column "${unknown}"; the table has ${[...given.keys()].join(", ") || "none"}.`,
  );
}

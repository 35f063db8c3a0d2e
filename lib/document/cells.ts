import { isIsoDate, RiskbookError } from "../core/index.js";
import type { Cell, Column, ColumnType } from "./block.js";
import { LIMITS } from "./limits.js";

const DECIMAL = /^-?\d{1,60}(\.\d{1,30})?$/;
const INTEGER = /^-?\d{1,60}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?Z$/;

const EXPECTED: Readonly<Record<ColumnType, string>> = {
  string: `text of at most ${LIMITS.cell} characters`,
  number: "a finite number",
  integer: "a whole number up to 2^53",
  decimal: 'a decimal as text, such as "12.50"',
  bigint: 'a whole number as text, such as "9007199254740993"',
  date: "a date as YYYY-MM-DD",
  timestamp: "a time in UTC such as 2020-04-17T20:00:00Z",
  boolean: "true or false",
};

/** Says whether a value may stand in a column of a type; null may stand in each. */
export function isCell(value: unknown, type: ColumnType): value is Cell {
  if (value === null) return true;
  switch (type) {
    case "string":
      return typeof value === "string" && value.length <= LIMITS.cell;
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "decimal":
      return typeof value === "string" && DECIMAL.test(value);
    case "bigint":
      return typeof value === "string" && INTEGER.test(value);
    case "date":
      return typeof value === "string" && isIsoDate(value);
    case "timestamp":
      return typeof value === "string" && TIMESTAMP.test(value) && isIsoDate(value.slice(0, 10));
    case "boolean":
      return typeof value === "boolean";
  }
}

/**
 * Checks that every column has one list of `rowCount` cells of its type, and that there is no other list.
 * @throws RiskbookError `BAD_TABLE` naming the table, column, row and value
 */
export function checkCells(
  where: string,
  columns: readonly Column[],
  rowCount: number,
  values: Readonly<Record<string, readonly unknown[]>>,
): void {
  const fail = (text: string): never => {
    throw new RiskbookError("BAD_TABLE", `${where}: ${text}`);
  };
  const keys = new Set(columns.map(column => column.key));
  if (keys.size !== columns.length) fail("two columns have the same key; give each its own.");
  const stray = Object.keys(values).find(key => !keys.has(key));
  if (stray !== undefined) fail(`there are values for "${stray}", which is no column.`);
  for (const { key, type } of columns) {
    const cells = Object.hasOwn(values, key) ? values[key]! : fail(`the column "${key}" has no values.`);
    if (cells.length !== rowCount) fail(`the column "${key}" has ${cells.length} cells; expected ${rowCount}.`);
    const row = cells.findIndex(cell => !isCell(cell, type));
    if (row >= 0 || cells.includes(undefined)) {
      fail(`column "${key}" row ${row + 1} is ${shownValue(cells[row])}; expected ${EXPECTED[type]} or null.`);
    }
  }
}

/** A total may hold values of the column's type, or words such as "Total" in a column of text or dates. */
export function checkTotal(where: string, columns: readonly Column[], total: Readonly<Record<string, Cell>>): void {
  for (const [key, value] of Object.entries(total)) {
    const column = columns.find(candidate => candidate.key === key);
    if (column === undefined)
      throw new RiskbookError("BAD_TABLE", `${where}: the total names "${key}", which is no column.`);
    if (typeof value === "string" && column.type !== "number" && column.type !== "integer") continue;
    if (!isCell(value, column.type)) {
      throw new RiskbookError(
        "BAD_TABLE",
        `${where}: the total of "${key}" is ${shownValue(value)}; expected ${EXPECTED[column.type]} or null.`,
      );
    }
  }
}

/** A value as a message names it: text in quotes, long text cut, objects by their kind only. */
export function shownValue(value: unknown): string {
  if (typeof value === "object" && value !== null && !(value instanceof Date))
    return Array.isArray(value) ? "a list" : "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

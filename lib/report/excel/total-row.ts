import { type Column, isNumeric } from "../../document/index.js";
import type { Look } from "./look.js";
import { numberFormat } from "./number-format.js";
import { a1, type CellStyle, type CellValue, cellKey, type Range, type SheetCell } from "./sheet.js";
import { placed, type SheetData } from "./table-sheet.js";
import { typedValue } from "./typed-value.js";

/** Doubles of a column may add up in another order: this share of the sum of their sizes is no difference. */
const TOLERANCE = 1e-9;

/**
 * The last row of a table by cell key, below its list. A total that is the sum of the column's cells becomes a `SUM` with its value
 * cached, so that it follows when someone works on in the sheet; any other total (a ratio, a maximum) stays the value it is.
 * @param range the cells of the table's values
 * @param shown rows of the table that stand on the sheet
 */
export function totalCells(data: SheetData, range: Range, shown: number, look: Look): Map<string, SheetCell> {
  const cells = new Map<string, SheetCell>();
  const { total } = data;
  if (total === undefined) return cells;
  const labelled = data.columns.some(column => typeof total[column.key] === "string" && !isNumeric(column.type));
  data.columns.forEach((column, at) => {
    const given = total[column.key] ?? null;
    const value = given === null && at === 0 && !labelled ? "Total" : typedValue(given, column.type);
    const whole = shown === data.rowCount && isNumeric(column.type) && typeof value === "number";
    const sum = whole && isSum(data, column, value);
    const formula = sum ? { formula: `SUM(${a1({ ...range, left: at, right: at })})` } : {};
    cells.set(cellKey(range.bottom + 1, at), { value, style: totalStyle(column, at, look), ...formula });
  });
  return cells;
}

function isSum(data: SheetData, column: Column, total: number): boolean {
  let sum = 0;
  let size = 0;
  for (const cell of data.values[column.key] ?? []) {
    const value: CellValue = typedValue(cell, column.type);
    if (value === null) continue;
    if (typeof value !== "number") return false; // a figure kept as text: SUM would pass over it
    sum += value;
    size += Math.abs(value);
  }
  return size > 0 && Math.abs(sum - total) <= TOLERANCE * size;
}

function totalStyle(column: Column, at: number, look: Look): CellStyle {
  const code = numberFormat(column.format);
  return {
    bold: true,
    colour: look.ink,
    fill: look.wash,
    lineAbove: look.accent,
    lineBelow: look.hairline,
    ...placed(column, at),
    ...(code === undefined || column.type === "string" ? {} : { numberFormat: code }),
  };
}

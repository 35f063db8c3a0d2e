import { type Cell, type Column, formatValue } from "../../document/index.js";

/** Words wrap, so a column of them is not counted wider than this; in characters. */
const WIDEST_WORDS = 22;
/** Space between columns, in characters. */
const GUTTER = 1.8;
/** Characters that fit across an upright page in the usual and in the smaller size. */
const UPRIGHT = 104;
const UPRIGHT_DENSE = 124;

/** How a table must be printed to fit: as it is, smaller, or on a page turned sideways. Paper cannot scroll. */
export function tableWidth(
  columns: readonly Column[],
  values: Record<string, readonly Cell[]>,
  rows: number,
): "" | "dense" | "dense sideways" {
  let characters = 0;
  for (const column of columns) characters += columnWidth(column, values[column.key] ?? [], rows) + GUTTER;
  return characters <= UPRIGHT ? "" : characters <= UPRIGHT_DENSE ? "dense" : "dense sideways";
}

function columnWidth(column: Column, values: readonly Cell[], rows: number): number {
  const longestWord = Math.max(...column.label.split(/\s+/).map(word => word.length), column.unit?.length ?? 0);
  let widest = longestWord;
  for (let row = 0; row < rows; row++) {
    widest = Math.max(widest, formatValue(values[row] ?? null, column.format).length);
  }
  return column.type === "string" ? Math.min(widest, WIDEST_WORDS) : widest;
}

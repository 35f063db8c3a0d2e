import { type Cell, type Column, formatValue } from "../../document/index.js";

const NARROWEST = 9;
const WIDEST = 48;
/** Rows that are measured; a later one that is wider is still readable by widening the column. */
const SAMPLE = 500;
/** Room for the filter button and the cell's edges, in characters. */
const PADDING = 3;

/** A column's width in characters of the standard font, from its head and its values as they are printed. */
export function columnWidth(column: Column, head: string, values: readonly Cell[]): number {
  let widest = Math.max(longestWord(head), Math.ceil(textWidth(head) / 2) + 1); // heads may take two lines
  for (const value of values.slice(0, SAMPLE)) {
    if (value !== null) widest = Math.max(widest, textWidth(formatValue(value, column.format)));
  }
  return Math.max(NARROWEST, Math.min(WIDEST, widest + PADDING));
}

/** Lines that a text needs in a column of this width, broken at spaces. */
export function linesNeeded(text: string, width: number): number {
  return text
    .split("\n")
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line) / Math.max(1, width))), 0);
}

function longestWord(head: string): number {
  return Math.max(0, ...head.split(/\s+/).map(textWidth));
}

/** Width in characters; letters of East Asian scripts take two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(letter) ? 2 : 1;
  return width;
}

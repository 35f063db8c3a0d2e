import type { NativeChart } from "./native-chart.js";

/** Where a cell's content stands: left for words, right for figures. */
export type Alignment = "left" | "right" | "center";

/** How a cell looks. Colours are `#rrggbb`. */
export interface CellStyle {
  bold?: boolean;
  italic?: boolean;
  size?: number;
  colour?: string;
  fill?: string;
  /** An Excel number format code, such as `#,##0.00`. */
  numberFormat?: string;
  align?: Alignment;
  vertical?: "top" | "center";
  wrap?: boolean;
  indent?: number;
  /** A thin line of this colour. */
  lineAbove?: string;
  lineBelow?: string;
  underline?: boolean;
}

/** What a cell can hold. A `Date` is read in UTC. Text is always text, whatever it begins with. */
export type CellValue = string | number | boolean | Date | null;

/** A cell that differs from its column: another look, a formula, a link or a comment. */
export interface SheetCell {
  value: CellValue;
  style?: CellStyle;
  /** A formula without its `=`; `value` is then its cached result. */
  formula?: string;
  /** A reference inside the workbook, such as `'P&L'!A1`. */
  link?: string;
  comment?: string;
}

/** A rectangle of cells by zero-based row and column, ends included. */
export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** Colours cells by their value; the workbook keeps colouring when a figure is changed. */
export type ConditionalFormat =
  | {
      kind: "compare";
      range: Range;
      operator: "lessThan" | "greaterThan";
      value: number;
      colour: string;
      fill?: string;
    }
  | { kind: "scale"; range: Range; stops: { at: number | "min" | "max"; colour: string }[] }
  | { kind: "bar"; range: Range; min?: number; max?: number; positive: string; negative: string };

/** A list with filter buttons and a name, which Excel calls a table. */
export interface ListTable {
  name: string;
  range: Range;
  headers: string[];
}

/** One sheet of a workbook, in terms that do not depend on the library that writes it. */
export interface Sheet {
  name: string;
  /** Plain values by row; what a column or the sheet's `cells` say of their look applies. */
  rows: CellValue[][];
  columns: { width: number; style?: CellStyle }[];
  /** Cells by `cellKey(row, column)` that differ from their column. */
  cells: Map<string, SheetCell>;
  /** Heights in points by zero-based row. */
  rowHeights: Map<number, number>;
  merges: Range[];
  frozen?: { rows: number; columns: number };
  table?: ListTable;
  conditional: ConditionalFormat[];
  charts: { chart: NativeChart; at: Range }[];
  pictures: { png: Uint8Array; at: Range; alternative: string }[];
  /** Columns of numbers that are kept as text on purpose, so that Excel does not mark them as mistakes. */
  numbersAsText: Range[];
  gridLines: boolean;
  tabColour?: string;
  print: { orientation: "landscape" | "portrait"; repeatRow?: number; header: string; footer: string };
}

/** The key of a cell in `Sheet.cells`. */
export function cellKey(row: number, column: number): string {
  return `${row},${column}`;
}

/** A column's letters: 0 is `A`, 26 is `AA`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** A range in A1 notation, such as `B2:D9`; with `absolute`, `$B$2:$D$9`. */
export function a1(range: Range, absolute = false): string {
  const mark = absolute ? "$" : "";
  const corner = (row: number, column: number): string => `${mark}${columnLetters(column)}${mark}${row + 1}`;
  const first = corner(range.top, range.left);
  const last = corner(range.bottom, range.right);
  return first === last ? first : `${first}:${last}`;
}

/** A range of another sheet, such as `'P&L by trader'!$B$2:$B$9`. */
export function sheetReference(sheet: string, range: Range): string {
  return `'${sheet.replaceAll("'", "''")}'!${a1(range, true)}`;
}

import { type Cell, type Column, type Document, headingOf, isNumeric, type TableBlock } from "../../document/index.js";
import { columnWidth, linesNeeded } from "./column-width.js";
import { conditionalFormats } from "./conditional.js";
import { headStyle, type Look, linkStyle, titleStyle } from "./look.js";
import { numberFormat } from "./number-format.js";
import { printFrame } from "./print-frame.js";
import { type CellStyle, cellKey, type Range, type Sheet, type SheetCell } from "./sheet.js";
import { addNote } from "./sheet-note.js";
import { totalCells } from "./total-row.js";
import { typedValue } from "./typed-value.js";

/** Rows of a sheet of Excel. */
export const SHEET_ROWS = 1_048_576;

/** Zero-based row of the column heads: title, a line about the table and a link back stand above. */
export const HEAD_ROW = 3;

/** What a sheet of data shows beside its values. */
export interface DataSheetOptions {
  document: Document;
  look: Look;
  name: string;
  /** Name of the list in formulas and Power Query; letters, digits and `_`. */
  listName: string;
  /** Sheet to go back to. */
  contents: string;
  /** Rows that a sheet can hold; smaller only in tests. */
  sheetRows: number;
}

/** What is drawn of a block: its head, columns, values and total. */
export interface SheetData extends Pick<TableBlock, "title" | "columns" | "rowCount" | "total" | "note" | "simulated"> {
  values: Record<string, Cell[]>;
}

/**
 * One sheet for a table: typed values under frozen heads with filters, number formats, colour rules that stay live, and the
 * total row below the list, where a total that is the sum of its column is a `SUM` with its cached value, and the note at the foot.
 */
export function tableSheet(data: SheetData, options: DataSheetOptions): Sheet {
  const capacity = options.sheetRows - HEAD_ROW - 2 - (data.note === undefined ? 0 : 2); // head, total and note take rows
  const shown = Math.min(data.rowCount, capacity);
  const heads = columnHeads(data.columns);
  const range = bodyRange(data, shown);
  const sheet = emptySheet(data, heads, options);
  sheet.rows.push([data.title], [], [], heads);
  for (let row = 0; row < shown; row++) {
    sheet.rows.push(data.columns.map(column => typedValue(data.values[column.key]?.[row] ?? null, column.type)));
  }
  addHead(sheet, data, heads, shown, options);
  if (shown > 0) {
    sheet.table = { name: options.listName, range: { ...range, top: HEAD_ROW }, headers: heads };
    addColours(sheet, data.columns, range, options.look);
    sheet.numbersAsText = textFigures(sheet, data.columns, range);
  }
  for (const [key, cell] of totalCells(data, range, shown, options.look)) sheet.cells.set(key, cell);
  const noteRow = range.bottom + (data.total === undefined ? 2 : 3);
  addNote(sheet, data.note, { row: noteRow, left: 0, right: range.right }, options.look);
  return sheet;
}

/** The cells of a table's values when `shown` rows of it stand below the head. */
export function bodyRange(data: Pick<SheetData, "columns">, shown: number): Range {
  return { top: HEAD_ROW + 1, left: 0, bottom: HEAD_ROW + Math.max(1, shown), right: data.columns.length - 1 };
}

/** Column heads as they stand on the sheet: label and unit, unique as a list of Excel demands. */
export function columnHeads(columns: readonly Column[]): string[] {
  const taken = new Set<string>();
  return columns.map(column => {
    const printed = column.type === "timestamp" ? `${column.label} (UTC)` : headingOf(column);
    const label = printed.replace(/\s+/g, " ").trim().slice(0, 240) || "Column";
    let head = label;
    for (let copy = 2; taken.has(head.toLowerCase()); copy++) head = `${label} ${copy}`;
    taken.add(head.toLowerCase());
    return head;
  });
}

function emptySheet(data: SheetData, heads: string[], options: DataSheetOptions): Sheet {
  return {
    name: options.name,
    rows: [],
    columns: data.columns.map((column, index) => ({
      width: columnWidth(column, heads[index]!, [...(data.values[column.key] ?? []), data.total?.[column.key] ?? null]),
      style: columnStyle(column, index, options.look),
    })),
    cells: new Map(),
    rowHeights: new Map([[0, 26]]),
    merges: [],
    frozen: { rows: HEAD_ROW + 1, columns: data.columns.length > 4 ? 1 : 0 },
    conditional: [],
    charts: [],
    pictures: [],
    numbersAsText: [],
    gridLines: false,
    print: printFrame(options.document, "landscape", HEAD_ROW),
  };
}

/** How values of a column look. */
function columnStyle(column: Column, at: number, look: Look): CellStyle {
  const code = column.type === "string" ? undefined : numberFormat(column.format);
  return { colour: look.ink, ...placed(column, at), ...(code === undefined ? {} : { numberFormat: code }) };
}

/** Figures to the right, the rest to the left, a little away from the figures before it. */
export function placed(column: Column, at: number): Pick<CellStyle, "align" | "indent"> {
  if (isNumeric(column.type)) return { align: "right" };
  return { align: "left", ...(at === 0 ? {} : { indent: 1 }) };
}

function addHead(sheet: Sheet, data: SheetData, heads: string[], shown: number, options: DataSheetOptions): void {
  const { tones, muted } = options.look;
  const simulated = isSimulated(data, options.document);
  sheet.cells.set(cellKey(0, 0), { value: data.title, style: titleStyle(options.look) });
  sheet.cells.set(cellKey(1, 0), {
    value: about(data, shown, options),
    style: { colour: simulated ? tones.warn.ink : muted },
  });
  const back: SheetCell = { value: "← Contents", link: options.contents, style: linkStyle(options.look) };
  sheet.cells.set(cellKey(2, 0), back);
  const lines = heads.map((head, column) => linesNeeded(head, (sheet.columns[column]?.width ?? 10) - 3));
  sheet.rowHeights.set(HEAD_ROW, 8 + 15 * Math.min(3, Math.max(...lines, 1)));
  data.columns.forEach((column, at) => {
    const style = { ...headStyle(options.look), ...placed(column, at) };
    const comment = column.definition === undefined ? {} : { comment: column.definition };
    sheet.cells.set(cellKey(HEAD_ROW, at), { value: heads[at]!, style, ...comment });
  });
}

function isSimulated(data: SheetData, document: Document): boolean {
  return data.simulated ?? document.simulated;
}

/** The line below the title: what is simulated, how many rows there are, and what was left out. */
function about(data: SheetData, shown: number, { document }: DataSheetOptions): string {
  const count = (rows: number): string => rows.toLocaleString("en-US");
  const rows =
    shown < data.rowCount
      ? `The first ${count(shown)} of ${count(data.rowCount)} rows: a sheet of Excel holds no more`
      : `${count(shown)} ${shown === 1 ? "row" : "rows"}`;
  const parts = [isSimulated(data, document) ? "SIMULATED DATA" : undefined, document.firm, document.window, rows];
  return parts.filter(part => part !== undefined && part !== "").join(" · ");
}

function addColours(sheet: Sheet, columns: readonly Column[], range: Range, look: Look): void {
  columns.forEach((column, at) => {
    if (column.colour === undefined || !isNumeric(column.type)) return;
    sheet.conditional.push(...conditionalFormats(column.colour, { ...range, left: at, right: at }, look));
  });
}

/** Columns of figures in which some stay text, because a cell of Excel would have changed them. */
function textFigures(sheet: Sheet, columns: readonly Column[], range: Range): Range[] {
  return columns.flatMap((column, at) => {
    if (!isNumeric(column.type)) return [];
    const kept = sheet.rows.slice(range.top, range.bottom + 1).some(row => typeof row[at] === "string");
    return kept ? [{ ...range, left: at, right: at }] : [];
  });
}

import { linesNeeded } from "./column-width.js";
import type { Look } from "./look.js";
import { type CellStyle, cellKey, type Sheet, type SheetCell } from "./sheet.js";

/** Points that a row may be high; Excel refuses more. */
const HIGHEST = 409;
const LINE = 15;
/** Points of the font that column widths are told in. */
const STANDARD_SIZE = 11;
/** Share of a column's width that text takes before it is wrapped. */
const FILLED = 0.95;

/** Writes rows of a sheet from top to bottom. */
export class SummaryPage {
  readonly look: Look;
  readonly #sheet: Sheet;

  constructor(sheet: Sheet, look: Look) {
    this.#sheet = sheet;
    this.look = look;
  }

  /** Adds a row of cells from the left; `height` in points. */
  row(cells: readonly SheetCell[], height?: number): void {
    const at = this.#sheet.rows.length;
    this.#sheet.rows.push(cells.map(cell => cell.value));
    cells.forEach((cell, column) => {
      this.#sheet.cells.set(cellKey(at, column), cell);
    });
    if (height !== undefined) this.#sheet.rowHeights.set(at, Math.min(HIGHEST, height));
  }

  /** Adds a row whose texts are wrapped, as high as the longest needs. */
  wrapped(cells: readonly SheetCell[]): void {
    const lines = cells.map(({ value, style }, column) => {
      const width = (this.#sheet.columns[column]!.width * FILLED * STANDARD_SIZE) / (style?.size ?? STANDARD_SIZE);
      return typeof value === "string" ? linesNeeded(value, width) : 1;
    });
    this.row(cells, 5 + LINE * Math.max(...lines));
  }

  gap(): void {
    this.row([], 9);
  }

  section(title: string): void {
    this.gap();
    const { ink, accent } = this.look;
    this.#across({ value: title, style: { bold: true, size: 13, colour: ink, lineBelow: accent } }, 22);
  }

  /** A text across the whole width, wrapped; each of its lines is a row, so that none grows higher than Excel allows. */
  wide(text: string, style: CellStyle): void {
    const width = this.#sheet.columns.reduce((sum, column) => sum + column.width, 0) * FILLED;
    for (const line of text.split("\n").filter(part => part.trim() !== "")) {
      const at = this.#sheet.rows.length;
      this.#across(
        { value: line, style: { ...style, wrap: true, align: "left" } },
        6 + LINE * linesNeeded(line, width),
      );
      this.#sheet.merges.push({ top: at, left: 0, bottom: at, right: this.#sheet.columns.length - 1 });
    }
  }

  /** A row whose first cell's look goes on to the last column. */
  #across(first: SheetCell, height: number): void {
    const { bold: _, size: __, ...look } = first.style ?? {};
    const rest = this.#sheet.columns.slice(1).map(() => ({ value: null, style: look }));
    this.row([first, ...rest], height);
  }
}

import { linesNeeded } from "./column-width.js";
import type { Look } from "./look.js";
import { cellKey, type Sheet } from "./sheet.js";

/** Characters in a column that was given no width. */
const STANDARD_WIDTH = 9;
const NARROWEST_NOTE = 70;

/**
 * Puts a note under a table or a chart: wrapped over the columns from `left` to `right`, or more of them where these are too narrow
 * to read it in.
 * @param at zero-based; with `rows` the note lies over so many rows that belong to others, and leaves their height alone
 */
export function addNote(
  sheet: Sheet,
  text: string | undefined,
  at: { row: number; left: number; right: number; rows?: number },
  look: Look,
): void {
  if (text === undefined || text.trim() === "") return;
  const widthOf = (column: number): number => sheet.columns[column]?.width ?? STANDARD_WIDTH;
  let right = at.left;
  let width = widthOf(right);
  while (right < at.right || width < NARROWEST_NOTE) {
    right++;
    width += widthOf(right);
  }
  const style = { colour: look.muted, wrap: true, vertical: "top", align: "left" } as const;
  sheet.cells.set(cellKey(at.row, at.left), { value: text, style });
  const bottom = at.row + (at.rows ?? 1) - 1;
  if (right > at.left || bottom > at.row) sheet.merges.push({ top: at.row, left: at.left, bottom, right });
  if (at.rows !== undefined) return;
  const height = sheet.rowHeights.get(at.row) ?? 15;
  sheet.rowHeights.set(at.row, Math.max(height, Math.min(409, 4 + 15 * linesNeeded(text, width * 0.95))));
}

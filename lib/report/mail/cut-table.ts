import { type Cell, type Column, formatValue, headingOf, isNumeric, type TableBlock } from "../../document/index.js";

/** How much of a table a mail may show. */
export interface TableRoom {
  rows: number;
  /** Pixels across. */
  width: number;
}

/** A table as a mail shows it, and what of it was left out. */
export interface CutTable {
  block: TableBlock & { data: { values: Record<string, Cell[]> } };
  /** So many columns fit a phone; the others are hidden there, and said to be. */
  narrow: number;
  /** Such as `12 of 150 rows, 6 of 12 columns`; undefined when nothing was left out. */
  cut: string | undefined;
  /** The same on a phone. */
  narrowCut: string | undefined;
}

/** Pixels across that a table has on a phone. */
const PHONE = 340;
/** Pixels of a character at the size of a mail's tables, and of a cell's padding. */
const CHARACTER = 7;
const PADDING = 14;
/** Words wrap from here on, so a column of them needs no more. */
const WORDS = 24;

/**
 * As many of a table's first rows and columns as have room. One row more is shown rather than a cut that saves nothing.
 * @param values all values by column key
 */
export function cutTable(block: TableBlock, values: Record<string, Cell[]>, room: TableRoom): CutTable {
  const rows = block.rowCount <= room.rows + 2 ? block.rowCount : room.rows;
  const total = labelledTotal(block);
  const pixels = block.columns.map(column =>
    columnPixels(column, [...(values[column.key] ?? []).slice(0, rows), total?.[column.key] ?? null]),
  );
  const columns = block.columns.slice(0, fitting(pixels, room.width));
  const shown = Object.fromEntries(columns.map(({ key }) => [key, (values[key] ?? []).slice(0, rows)]));
  const narrow = Math.min(columns.length, fitting(pixels, PHONE));
  const leftOut = (shownColumns: number): string | undefined => {
    const parts = [
      rows < block.rowCount ? `${count(rows)} of ${count(block.rowCount)} rows` : "",
      shownColumns < block.columns.length ? `${shownColumns} of ${block.columns.length} columns` : "",
    ].filter(part => part !== "");
    return parts.length === 0 ? undefined : parts.join(", ");
  };
  return {
    block: { ...block, columns, rowCount: rows, data: { values: shown }, ...(total === undefined ? {} : { total }) },
    narrow,
    cut: leftOut(columns.length),
    narrowCut: leftOut(narrow),
  };
}

/** How many columns stand in a width; never less than one. */
function fitting(pixels: readonly number[], width: number): number {
  let taken = 0;
  const past = pixels.findIndex(column => {
    taken += column;
    return taken > width;
  });
  return past < 0 ? pixels.length : Math.max(1, past);
}

/** The total row with a word before its figures. */
function labelledTotal({ columns, total }: TableBlock): TableBlock["total"] {
  const [first] = columns;
  if (total === undefined || first === undefined || (total[first.key] ?? null) !== null) return total;
  return { ...total, [first.key]: "Total" };
}

function columnPixels(column: Column, shown: readonly Cell[]): number {
  const head = Math.max(
    ...headingOf(column)
      .split(/\s+/)
      .map(word => word.length),
  );
  const widest = shown.reduce<number>((most, cell) => Math.max(most, formatValue(cell, column.format).length), head);
  const characters = isNumeric(column.type) ? widest : Math.max(head, Math.min(widest, WORDS));
  return characters * CHARACTER + PADDING;
}

function count(figure: number): string {
  return formatValue(figure, { kind: "integer" });
}

import { type Cell, type Column, formatValue, isNumeric } from "../../document/index.js";
import { type ChartWithData, sheetData } from "./chart-sheet.js";
import type { Look } from "./look.js";
import type { Sheet } from "./sheet.js";
import { bodyRange, type DataSheetOptions, type SheetData, tableSheet } from "./table-sheet.js";

/**
 * A heat map as a grid of cells under one colour scale, which Excel has no chart for: rows down, the encoding's x across. Data that
 * come one row to a cell (row, column, value) are set out as the grid; data that are a grid already keep their form.
 */
export function heatMapSheet(block: ChartWithData, values: Record<string, Cell[]>, options: DataSheetOptions): Sheet {
  const data = gridOf(block, sheetData(block, values));
  const sheet = tableSheet(data, options);
  const figures = shaded(block, data);
  const first = figures[0];
  if (first === undefined || sheet.table === undefined) return sheet;
  const shown = sheet.table.range.bottom - sheet.table.range.top;
  const range = { ...bodyRange(data, shown), left: first, right: figures.at(-1)! };
  sheet.conditional.push({ kind: "scale", range, stops: scaleStops(data, figures, options.look) });
  return sheet;
}

/** The columns that the scale shades: the encoding's series, but for a grid that was set out here, all. */
function shaded({ encoding }: ChartWithData, data: SheetData): number[] {
  const series = new Set(encoding.series.map(member => member.column));
  const stated = data.columns.some(column => series.has(column.key));
  return data.columns.flatMap((column, at) =>
    isNumeric(column.type) && (!stated || series.has(column.key)) ? [at] : [],
  );
}

/** Diverging about zero where figures lie on both sides of it; otherwise from white to full colour. */
function scaleStops(
  data: SheetData,
  figures: readonly number[],
  look: Look,
): { at: number | "min" | "max"; colour: string }[] {
  const all = figures.flatMap(at => (data.values[data.columns[at]!.key] ?? []).map(Number)).filter(Number.isFinite);
  const low = all.reduce((least, value) => Math.min(least, value), 0);
  const high = all.reduce((most, value) => Math.max(most, value), 0);
  if (low >= 0) {
    return [
      { at: "min", colour: look.scaleMiddle },
      { at: "max", colour: look.scaleHigh },
    ];
  }
  const reach = Math.max(-low, high);
  return [
    { at: -reach, colour: look.scaleLow },
    { at: 0, colour: look.scaleMiddle },
    { at: reach, colour: look.scaleHigh },
  ];
}

function gridOf(block: ChartWithData, data: SheetData): SheetData {
  const { encoding } = block;
  const across = data.columns.find(column => column.key === encoding.x.column);
  const value = data.columns.find(column => column.key === encoding.series[0]?.column);
  const down = data.columns.find(column => column !== across && column !== value);
  const isLong =
    encoding.series.length === 1 &&
    data.columns.length === 3 &&
    across !== undefined &&
    value !== undefined &&
    down !== undefined;
  return isLong && isNumeric(value.type) ? pivot(data, { across, down, value }) : data;
}

function pivot(data: SheetData, roles: Record<"across" | "down" | "value", Column>): SheetData {
  const rowOf = positionsOf(data.values[roles.down.key] ?? []);
  const columnOf = positionsOf(data.values[roles.across.key] ?? []);
  const values: Record<string, Cell[]> = { row: [...rowOf.keys()] };
  const columns: Column[] = [{ ...roles.down, key: "row" }];
  for (const [cell, at] of columnOf) {
    const label = formatValue(cell, roles.across.format);
    columns.push({ key: `c${at}`, label, type: roles.value.type, format: roles.value.format });
    values[`c${at}`] = Array.from({ length: rowOf.size }, () => null);
  }
  (data.values[roles.value.key] ?? []).forEach((cell, index) => {
    const row = rowOf.get(data.values[roles.down.key]?.[index] ?? null)!;
    const column = columnOf.get(data.values[roles.across.key]?.[index] ?? null)!;
    values[`c${column}`]![row] = cell;
  });
  return { ...data, columns, values, rowCount: rowOf.size };
}

/** Distinct values in the order in which they first stand. */
function positionsOf(cells: readonly Cell[]): Map<Cell, number> {
  const positions = new Map<Cell, number>();
  for (const cell of cells) if (!positions.has(cell)) positions.set(cell, positions.size);
  return positions;
}

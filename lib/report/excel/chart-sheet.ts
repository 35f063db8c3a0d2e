import {
  type Cell,
  type ChartBlock,
  type ChartEncoding,
  type Column,
  type ColumnType,
  type Format,
  isNumeric,
} from "../../document/index.js";
import { type ChartSeries, excelSerial, type Mark, type NativeChart, type ValueScale } from "./native-chart.js";
import { axisFormat, numberFormat } from "./number-format.js";
import { type Range, type Sheet, sheetReference } from "./sheet.js";
import { addNote } from "./sheet-note.js";
import { bodyRange, type DataSheetOptions, HEAD_ROW, type SheetData, tableSheet } from "./table-sheet.js";
import { typedValue } from "./typed-value.js";

/** Columns (of the standard width) and rows that a chart takes beside its data. */
const CHART_COLUMNS = 11;
const CHART_ROWS = 24;
/** Rows below the chart that its caption takes. */
const NOTE_ROWS = 3;

/** A chart that came with its data. */
export type ChartWithTable = ChartBlock & { table: NonNullable<ChartBlock["table"]> };
/** A chart that says how it is drawn, too. */
export type ChartWithData = ChartWithTable & { encoding: ChartEncoding };

/** A chart's data as a sheet, with the chart that Excel draws from these very cells beside it. */
export function chartSheet(block: ChartWithData, values: Record<string, Cell[]>, options: DataSheetOptions): Sheet {
  const { note, ...data } = sheetData(block, values);
  const sheet = tableSheet(data, options);
  const shown = sheet.table === undefined ? 0 : sheet.table.range.bottom - HEAD_ROW;
  const at = beside(data.columns.length);
  const chart = shown === 0 ? undefined : nativeChart(block, data, { sheet: sheet.name, rows: shown });
  if (chart !== undefined) sheet.charts.push({ chart, at });
  addNote(sheet, note, { row: at.bottom + 1, left: at.left, right: at.right - 1, rows: NOTE_ROWS }, options.look);
  return sheet;
}

/** A chart's data in the form of a table. */
export function sheetData(block: ChartWithTable, values: Record<string, Cell[]>): SheetData {
  return {
    title: block.title,
    columns: block.table.columns,
    rowCount: block.table.rowCount,
    values,
    ...(block.caption === undefined ? {} : { note: block.caption }),
    ...(block.simulated === undefined ? {} : { simulated: block.simulated }),
  };
}

/** The cells to the right of `columns` columns of data. */
export function beside(columns: number): Range {
  const left = columns + 1;
  const top = HEAD_ROW + 1; // below the heads, which every printed page repeats
  return { top, left, bottom: top + CHART_ROWS, right: left + CHART_COLUMNS };
}

interface Place {
  sheet: string;
  rows: number;
}

/** Translates an encoding to a native chart; undefined when it names no column that can be drawn. */
function nativeChart(block: ChartWithData, data: SheetData, place: Place): NativeChart | undefined {
  const { encoding } = block;
  const xAt = data.columns.findIndex(column => column.key === encoding.x.column);
  const x = data.columns[xAt];
  const members = encoding.series.flatMap(member => chartSeries(member, encoding.mark, data, place));
  if (x === undefined || members.length === 0) return undefined;
  const marks = members.map(({ series }) => series.mark);
  const names = data.values[x.key] ?? [];
  const right = members.filter(({ series }) => series.axis === "right");
  const figuresOf = (some: readonly Member[]): (number | null)[] => some.flatMap(({ series }) => series.values);
  const left = figuresOf(members.filter(member => !right.includes(member)));
  return {
    title: block.title,
    alternative: block.alternative,
    x: {
      ...cells(x, xAt, place),
      ...(isNumeric(x.type) ? { numberFormat: axisFormat(x.format, figures(names, x.type, place.rows)) } : {}),
      label: encoding.x.label,
      kind: axisKind(x.type, marks),
      values: positions(names, x.type, place.rows),
    },
    y: { label: encoding.y.label, numberFormat: axisFormat(encoding.y.format, left) },
    ...(right[0] === undefined ? {} : { right: rightScale(right, figuresOf(right)) }),
    series: members.map(({ series }) => series),
    touching: encoding.mark === "histogram",
    lying: x.type === "string" && marks.every(mark => mark === "bar") && hasLongNames(names),
  };
}

interface Member {
  series: ChartSeries;
  format: Format;
}

function chartSeries(
  member: ChartEncoding["series"][number],
  mark: ChartEncoding["mark"],
  data: SheetData,
  place: Place,
): Member[] {
  const at = data.columns.findIndex(column => column.key === member.column);
  const column = data.columns[at];
  if (column === undefined || !isNumeric(column.type)) return [];
  const series: ChartSeries = {
    ...cells(column, at, place),
    name: member.label,
    nameReference: sheetReference(place.sheet, { top: HEAD_ROW, left: at, bottom: HEAD_ROW, right: at }),
    values: figures(data.values[column.key] ?? [], column.type, place.rows),
    mark: markOf(member.mark ?? mark),
    colour: member.colour,
    axis: member.axis ?? "left",
  };
  return [{ series, format: column.format }];
}

function rightScale(members: readonly Member[], values: readonly (number | null)[]): ValueScale {
  const label = members.map(({ series }) => series.name).join(", ");
  return { label, numberFormat: axisFormat(members[0]!.format, values) };
}

function cells(column: Column, at: number, place: Place): { reference: string; numberFormat: string | undefined } {
  const range = { ...bodyRange({ columns: [] }, place.rows), left: at, right: at };
  return { reference: sheetReference(place.sheet, range), numberFormat: numberFormat(column.format) };
}

/** Names that would stand aslant below upright bars. */
function hasLongNames(names: readonly Cell[]): boolean {
  return names.length > 6 || names.some(name => String(name ?? "").length > 12);
}

function markOf(mark: ChartEncoding["mark"]): Mark {
  return mark === "histogram" || mark === "heatmap" ? "bar" : mark;
}

/** Bars and areas need steps; lines and dots are measured along the axis wherever it has a measure. */
function axisKind(type: ColumnType, marks: readonly Mark[]): NativeChart["x"]["kind"] {
  if (type === "date") return "date";
  if (type === "string" || type === "boolean") return "step";
  return marks.every(mark => mark === "line" || mark === "dot") ? "scale" : "step";
}

function figures(column: readonly Cell[], type: ColumnType, rows: number): (number | null)[] {
  return column.slice(0, rows).map(cell => {
    const value = typedValue(cell, type);
    return typeof value === "number" ? value : null;
  });
}

function positions(column: readonly Cell[], type: ColumnType, rows: number): (string | number | null)[] {
  return column.slice(0, rows).map(cell => {
    const value = typedValue(cell, type);
    if (value instanceof Date) return excelSerial(value);
    return typeof value === "boolean" ? String(value) : value;
  });
}

/** A sheet that shows a picture whose data did not come with it. */
export function pictureSheet(block: ChartBlock, png: Uint8Array, options: DataSheetOptions): Sheet {
  const note = [block.caption, "This picture came without its data."].filter(Boolean).join(" · ");
  const sheet = tableSheet({ title: block.title, columns: [], rowCount: 0, values: {} }, options);
  const at = pictureRange(block);
  sheet.pictures.push({ png, at, alternative: block.alternative });
  addNote(sheet, note, { row: at.bottom + 1, left: 0, right: at.right }, options.look);
  return sheet;
}

const CELL_PIXELS = { width: 64, height: 20 };

function pictureRange({ width, height }: ChartBlock): Range {
  const columns = Math.max(1, Math.round(width / CELL_PIXELS.width));
  const rows = Math.max(1, Math.round(height / CELL_PIXELS.height));
  return { top: HEAD_ROW, left: 0, bottom: HEAD_ROW + rows, right: columns };
}

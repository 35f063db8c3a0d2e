import type { NamedRange } from "hucre";
import {
  type ConditionalRule,
  type Cell as HucreCell,
  type CellStyle as HucreStyle,
  type WriteSheet,
  writeXlsx,
} from "hucre/xlsx";
import { amendParts, QUOTED_TEXT } from "./amend-parts.js";
import { cellText, isErrorWord, looksLikeFormula } from "./cell-text.js";
import type { Look } from "./look.js";
import {
  a1,
  type CellStyle,
  type CellValue,
  type ConditionalFormat,
  cellKey,
  type Range,
  type Sheet,
  type SheetCell,
} from "./sheet.js";
import { unzip, zip } from "./zip.js";

/** A whole workbook: its sheets and what its properties say. */
export interface Workbook {
  sheets: Sheet[];
  look: Look;
  paper: "A4" | "Letter";
  title: string;
  subject: string;
  firm: string;
  /** Stated as the time of creation and of change, so that equal workbooks are equal bytes. */
  asOf: Date;
  properties: Record<string, string | number | boolean>;
}

/**
 * Writes a workbook. This is the one module that knows the library `hucre`; what version 1.0 lacks or gets wrong is mended in its
 * parts afterwards (see `amendParts`) or avoided here: it writes `#N/A` in a text as an error value, and print titles without the
 * quotation marks that most sheet names need.
 */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  const bytes = await writeXlsx({
    sheets: workbook.sheets.map(sheet => hucreSheet(sheet, workbook.paper)),
    namedRanges: workbook.sheets.flatMap(printTitles),
    defaultFont: { name: "Calibri", size: 11 },
    properties: {
      title: cellText(workbook.title),
      subject: cellText(workbook.subject),
      creator: cellText(workbook.firm),
      company: cellText(workbook.firm),
      created: workbook.asOf,
      modified: workbook.asOf,
      custom: workbook.properties,
    },
  });
  return zip(amendParts(unzip(bytes), workbook));
}

function printTitles(sheet: Sheet): NamedRange[] {
  if (sheet.print.repeatRow === undefined) return [];
  const row = sheet.print.repeatRow + 1;
  const range = `'${sheet.name.replaceAll("'", "''")}'!$${row}:$${row}`;
  return [{ name: "_xlnm.Print_Titles", range, scope: sheet.name }];
}

function hucreSheet(sheet: Sheet, paper: Workbook["paper"]): WriteSheet {
  return {
    name: sheet.name,
    columns: sheet.columns.map(column => ({ width: column.width, style: hucreStyle(column.style) })),
    rows: sheet.rows.map(row => row.map(value => (typeof value === "string" ? cellText(value) : value))),
    cells: hucreCells(sheet),
    merges: sheet.merges.map(hucreRange),
    rowDefs: new Map([...sheet.rowHeights].map(([row, height]) => [row, { height }])),
    conditionalRules: sheet.conditional.map(conditionalRule),
    ...(sheet.frozen === undefined ? {} : { freezePane: sheet.frozen }),
    ...(sheet.table === undefined ? {} : { tables: [listTable(sheet.table)] }),
    ...drawings(sheet),
    ...printSetup(sheet.print, paper),
    view: {
      showGridLines: sheet.gridLines,
      ...(sheet.tabColour === undefined ? {} : { tabColor: { rgb: rgb(sheet.tabColour) } }),
    },
  };
}

function hucreRange({ top, left, bottom, right }: Range): NonNullable<WriteSheet["merges"]>[number] {
  return { startRow: top, startCol: left, endRow: bottom, endCol: right };
}

function drawings({ charts, pictures }: Sheet): Pick<WriteSheet, "charts" | "images"> {
  const anchor = ({ top, left, bottom, right }: Range) => ({
    from: { row: top, col: left },
    to: { row: bottom, col: right },
  });
  return {
    charts: charts.map(({ chart, at }) => ({
      type: "line",
      title: cellText(chart.title),
      altText: cellText(chart.alternative),
      series: [{ values: "A1" }], // drawn anew by amendParts; here only the frame is made
      anchor: anchor(at),
    })),
    images: pictures.map(({ png, at, alternative }) => ({
      data: png,
      type: "png",
      altText: cellText(alternative),
      anchor: anchor(at),
    })),
  };
}

function printSetup(
  { orientation, header, footer }: Sheet["print"],
  paper: Workbook["paper"],
): Pick<WriteSheet, "pageSetup" | "headerFooter"> {
  const margins = { left: 0.5, right: 0.5, top: 0.8, bottom: 0.7, header: 0.35, footer: 0.35 };
  return {
    pageSetup: {
      paperSize: paper === "A4" ? "a4" : "letter",
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins,
    },
    headerFooter: { oddHeader: header, oddFooter: footer },
  };
}

/** The cells that the sheet names, and every text that would not come through as a plain value. */
function hucreCells(sheet: Sheet): Map<string, Partial<HucreCell>> {
  const cells = new Map<string, Partial<HucreCell>>();
  sheet.rows.forEach((row, at) => {
    row.forEach((value, column) => {
      if (typeof value !== "string" || !(looksLikeFormula(value) || isErrorWord(value))) return;
      const style = sheet.columns[column]?.style;
      cells.set(cellKey(at, column), hucreCell({ value, ...(style === undefined ? {} : { style }) }));
    });
  });
  for (const [key, cell] of sheet.cells) cells.set(key, hucreCell(cell));
  return cells;
}

function hucreCell(cell: SheetCell): Partial<HucreCell> {
  const value: CellValue = typeof cell.value === "string" ? cellText(cell.value) : cell.value;
  const quoted = typeof value === "string" && looksLikeFormula(value);
  return {
    value,
    style: { ...hucreStyle(cell.style), ...(quoted ? { protection: QUOTED_TEXT } : {}) },
    ...(cell.formula === undefined ? {} : { formula: cell.formula, formulaResult: value }),
    ...(typeof value === "string" && isErrorWord(value) ? { richText: [{ text: value }] } : {}),
    ...(cell.link === undefined ? {} : { hyperlink: { target: "", location: cell.link } }),
    ...(cell.comment === undefined ? {} : { comment: { text: cellText(cell.comment) } }),
  };
}

function hucreStyle(style: CellStyle = {}): HucreStyle {
  const { bold, italic, size, colour, fill, numberFormat, lineAbove, lineBelow, underline } = style;
  const font = {
    name: "Calibri",
    size: size ?? 11,
    bold: bold === true,
    italic: italic === true,
    underline: underline === true,
  };
  const line = (lineColour: string) => ({ style: "thin" as const, color: { rgb: rgb(lineColour) } });
  return {
    font: { ...font, ...(colour === undefined ? {} : { color: { rgb: rgb(colour) } }) },
    ...(fill === undefined ? {} : { fill: { type: "pattern", pattern: "solid", fgColor: { rgb: rgb(fill) } } }),
    ...(numberFormat === undefined ? {} : { numFmt: numberFormat }),
    ...(lineAbove === undefined && lineBelow === undefined
      ? {}
      : {
          border: {
            ...(lineAbove === undefined ? {} : { top: line(lineAbove) }),
            ...(lineBelow === undefined ? {} : { bottom: line(lineBelow) }),
          },
        }),
    alignment: {
      vertical: style.vertical ?? "center",
      ...(style.align === undefined ? {} : { horizontal: style.align }),
      ...(style.wrap === true ? { wrapText: true } : {}),
      ...(style.indent === undefined ? {} : { indent: style.indent }),
    },
  };
}

function conditionalRule(format: ConditionalFormat, index: number): ConditionalRule {
  const common = { priority: index + 1, range: a1(format.range) };
  switch (format.kind) {
    case "compare": {
      const first = a1({ ...format.range, bottom: format.range.top, right: format.range.left });
      const mark = format.operator === "lessThan" ? "<" : ">";
      // Excel holds blank for 0 and any text for more than any number
      const formula = `AND(ISNUMBER(${first}),${first}${mark}${format.value})`;
      const background = format.fill === undefined ? {} : { fill: backgroundFill(format.fill) };
      return {
        ...common,
        type: "expression",
        formula,
        style: { font: { color: { rgb: rgb(format.colour) } }, ...background },
      };
    }
    case "scale":
      return {
        ...common,
        type: "colorScale",
        colorScale: {
          cfvo: format.stops.map(({ at }) =>
            typeof at === "number" ? { type: "num", value: String(at) } : { type: at },
          ),
          colors: format.stops.map(stop => argb(stop.colour)),
        },
      };
    case "bar": {
      const low =
        format.min === undefined ? { type: "min" as const } : { type: "num" as const, value: String(format.min) };
      const high =
        format.max === undefined ? { type: "max" as const } : { type: "num" as const, value: String(format.max) };
      return { ...common, type: "dataBar", dataBar: { cfvo: [low, high], color: argb(format.positive) } };
    }
  }
}

function backgroundFill(colour: string): NonNullable<HucreStyle["fill"]> {
  return { type: "pattern", pattern: "solid", bgColor: { rgb: rgb(colour) } };
}

function listTable(table: NonNullable<Sheet["table"]>): NonNullable<WriteSheet["tables"]>[number] {
  return {
    name: table.name,
    range: a1(table.range),
    columns: table.headers.map(header => ({ name: cellText(header) })),
    style: "TableStyleLight1",
    showRowStripes: false,
  };
}

function rgb(colour: string): string {
  return colour.replace("#", "").toUpperCase();
}

function argb(colour: string): string {
  return `FF${rgb(colour)}`;
}

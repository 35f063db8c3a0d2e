import type { Block, Cell, ChartBlock, Document, TableBlock, TableLike } from "../../document/index.js";
import { chartSheet, pictureSheet, sheetData } from "./chart-sheet.js";
import { heatMapSheet } from "./heat-map-sheet.js";
import { writeWorkbook } from "./hucre.js";
import type { Look } from "./look.js";
import type { Sheet } from "./sheet.js";
import { sheetNames } from "./sheet-name.js";
import { type ContentsEntry, summarySheet } from "./summary-sheet.js";
import { type DataSheetOptions, SHEET_ROWS, tableSheet } from "./table-sheet.js";

/** What a workbook needs beside its document. */
export interface WorkbookOptions {
  look: Look;
  /** What the sheets are printed on. */
  paper: "A4" | "Letter";
  /** Opens a table's values, from the document or from the Arrow file that it names. */
  values(table: TableLike): Record<string, Cell[]>;
  /** Draws an SVG as PNG, for pictures that came without their data. */
  picture(svg: string, title: string): Uint8Array;
  /** Rows that a sheet can hold; smaller only in tests. */
  sheetRows?: number;
}

type SheetBlock = TableBlock | ChartBlock;

const SUMMARY = "Summary";

/**
 * A document as an Excel workbook: a summary, then a sheet for each table and chart, in the document's order. Figures, dates and
 * formats stay what they are; charts are Excel's own; text never becomes a formula. Equal documents give equal bytes.
 */
export async function renderWorkbook(document: Document, options: WorkbookOptions): Promise<Uint8Array> {
  const blocks = document.blocks.filter(isSheetBlock);
  const [summary = SUMMARY, ...names] = sheetNames([SUMMARY, ...blocks.map(block => block.title)]);
  const sheets: Sheet[] = [];
  const contents: ContentsEntry[] = [];
  for (const [index, block] of blocks.entries()) {
    const placed: DataSheetOptions = {
      document,
      look: options.look,
      name: names[index]!,
      listName: `list_${index + 1}_${block.id.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 40)}`,
      contents: `'${summary}'!A1`,
      sheetRows: options.sheetRows ?? SHEET_ROWS,
    };
    sheets.push(blockSheet(block, placed, options));
    contents.push(contentsEntry(block, placed.name));
  }
  return writeWorkbook({
    look: options.look,
    paper: options.paper,
    sheets: [summarySheet(document, contents, { name: summary, look: options.look }), ...sheets],
    title: `${document.title} ${document.window}`,
    subject: document.simulated ? "Simulated data" : document.title,
    firm: document.firm,
    asOf: new Date(document.asOf),
    properties: {
      window: document.window,
      snapshot: document.snapshot === null ? "none" : String(document.snapshot.id),
      snapshotSha256: document.snapshot?.sha256 ?? "none",
      definitions: document.definitionsVersion,
      simulated: document.simulated,
    },
  });
}

function blockSheet(block: SheetBlock, placed: DataSheetOptions, options: WorkbookOptions): Sheet {
  if (block.type === "table") return tableSheet({ ...block, values: options.values(block) }, placed);
  const { table, encoding } = block;
  if (table === undefined) return pictureSheet(block, options.picture(block.svg, block.title), placed);
  const values = options.values(table);
  if (encoding?.mark === "heatmap") return heatMapSheet({ ...block, table, encoding }, values, placed);
  if (encoding !== undefined) return chartSheet({ ...block, table, encoding }, values, placed);
  return tableSheet(sheetData({ ...block, table }, values), placed);
}

function contentsEntry(block: SheetBlock, sheet: string): ContentsEntry {
  const rows = block.type === "table" ? block.rowCount : (block.table?.rowCount ?? null);
  const kind = block.type === "table" ? "Table" : block.table === undefined ? "Picture" : "Chart with its data";
  return { title: block.title, sheet, kind, rows };
}

function isSheetBlock(block: Block): block is SheetBlock {
  return block.type === "table" || block.type === "chart";
}

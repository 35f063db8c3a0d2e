import { type CalloutBlock, type Document, formatValue, type KpisBlock, markdownToText } from "../../document/index.js";
import { linesNeeded } from "./column-width.js";
import { kpiHeads, kpiRow } from "./kpi-row.js";
import { headStyle, type Look, linkStyle, titleStyle } from "./look.js";
import { printFrame } from "./print-frame.js";
import { type CellStyle, type CellValue, cellKey, type Sheet, type SheetCell } from "./sheet.js";

/** What the contents say of one sheet. */
export interface ContentsEntry {
  title: string;
  sheet: string;
  kind: string;
  rows: number | null;
}

const WIDTHS = [34, 18, 12, 44, 9, 60];
const LAST = WIDTHS.length - 1;

/**
 * The first sheet: what the document is and of when, whether it is simulated, its figures with units, reasons and notes, its
 * callouts as text, the contents with links, and where every figure came from.
 */
export function summarySheet(document: Document, contents: readonly ContentsEntry[], options: SummaryOptions): Sheet {
  const sheet = emptySheet(document, options);
  const page = new Page(sheet, options.look);
  addTitle(page, document);
  for (const block of document.blocks) {
    if (block.type === "kpis") addKpis(page, block);
    else if (block.type === "callout") addCallout(page, block);
  }
  addContents(page, contents);
  addProvenance(page, document);
  return sheet;
}

interface SummaryOptions {
  name: string;
  look: Look;
}

/** Writes rows from top to bottom. */
class Page {
  readonly sheet: Sheet;
  readonly look: Look;

  constructor(sheet: Sheet, look: Look) {
    this.sheet = sheet;
    this.look = look;
  }

  /** Adds a row of cells from the left and returns its zero-based number. */
  row(cells: readonly (SheetCell | undefined)[], height?: number): number {
    const at = this.sheet.rows.length;
    const values: CellValue[] = cells.map(cell => cell?.value ?? null);
    this.sheet.rows.push(values);
    cells.forEach((cell, column) => {
      if (cell !== undefined) this.sheet.cells.set(cellKey(at, column), cell);
    });
    if (height !== undefined) this.sheet.rowHeights.set(at, height);
    return at;
  }

  gap(): void {
    this.row([], 9);
  }

  section(title: string): void {
    this.gap();
    const line: CellStyle = { bold: true, size: 13, colour: this.look.ink, lineBelow: this.look.accent };
    this.row([{ value: title, style: line }, ...blank(LAST, { lineBelow: this.look.accent })], 22);
  }

  /** A text across the whole width, wrapped, as high as it needs. */
  wide(text: string, style: CellStyle): void {
    const width = WIDTHS.reduce((sum, part) => sum + part, 0);
    const at = this.row([{ value: text, style: { ...style, wrap: true } }, ...blank(LAST, style)]);
    this.sheet.merges.push({ top: at, left: 0, bottom: at, right: LAST });
    this.sheet.rowHeights.set(at, 6 + 15 * linesNeeded(text, width * 0.95));
  }
}

function blank(count: number, style: CellStyle): SheetCell[] {
  return Array.from({ length: count }, () => ({ value: null, style }));
}

function addTitle(page: Page, document: Document): void {
  page.row([{ value: document.title, style: titleStyle(page.look, 20) }], 30);
  page.row([{ value: document.firm, style: { colour: page.look.ink, size: 12 } }], 18);
  const facts = [
    document.window,
    `as of ${formatValue(document.asOf, { kind: "timestamp" })}`,
    `amounts in ${document.currency}`,
  ];
  page.row([{ value: facts.join(" · "), style: { colour: page.look.muted } }]);
  if (document.simulated) {
    const { fill, ink } = page.look.tones.warn;
    page.gap();
    page.wide("SIMULATED DATA: the figures in this workbook rest on simulated data and describe no real firm.", {
      bold: true,
      colour: ink,
      fill,
      indent: 1,
    });
  }
}

function addKpis(page: Page, block: KpisBlock): void {
  page.section(block.title ?? "Key figures");
  page.row(kpiHeads(page.look));
  for (const kpi of block.items) {
    const cells = kpiRow(kpi, page.look);
    const heights = cells.map(({ value }, at) =>
      typeof value === "string" ? linesNeeded(value, WIDTHS[at]! * 0.95) : 1,
    );
    page.row(cells, 5 + 15 * Math.max(...heights));
  }
}

function addCallout(page: Page, block: CalloutBlock): void {
  const { fill, ink } = page.look.tones[block.tone];
  page.gap();
  if (block.title !== undefined) page.wide(block.title, { fill, colour: ink, bold: true, indent: 1 });
  page.wide(markdownToText(block.markdown), { fill, colour: page.look.ink, indent: 1 });
}

function addContents(page: Page, contents: readonly ContentsEntry[]): void {
  if (contents.length === 0) return;
  page.section("Contents");
  page.row([
    head(page, "Sheet", {}),
    head(page, "Rows", { align: "right" }),
    head(page, "Kind", { indent: 1, align: "left" }),
  ]);
  for (const { title, sheet, kind, rows } of contents) {
    const link = `'${sheet.replaceAll("'", "''")}'!A1`;
    page.row([
      { value: title, link, style: linkStyle(page.look) },
      { value: rows, style: { numberFormat: "#,##0", align: "right", colour: page.look.ink } },
      { value: kind, style: { colour: page.look.muted, align: "left", indent: 1 } },
    ]);
  }
}

function addProvenance(page: Page, document: Document): void {
  page.section("Where the figures come from");
  for (const [label, value] of provenance(document)) {
    page.row([
      { value: label, style: { colour: page.look.muted } },
      { value, style: { colour: page.look.ink } },
    ]);
  }
}

/** What a reader needs to make the same figures again. */
function provenance(document: Document): [string, string][] {
  const { snapshot, parameters } = document;
  return [
    ["Snapshot", snapshot === null ? "none: no figure was read from the store" : String(snapshot.id)],
    ...(snapshot === null ? [] : [["Snapshot SHA-256", snapshot.sha256] as [string, string]]),
    ["Window", document.window],
    ["As of", document.asOf],
    ["Definitions", document.definitionsVersion],
    ...Object.entries(parameters).map(([name, value]): [string, string] => [
      `Parameter ${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ];
}

function head(page: Page, label: string, place: CellStyle): SheetCell {
  return { value: label, style: { ...headStyle(page.look), ...place } };
}

function emptySheet(document: Document, options: SummaryOptions): Sheet {
  return {
    name: options.name,
    rows: [],
    columns: WIDTHS.map(width => ({ width })),
    cells: new Map(),
    rowHeights: new Map(),
    merges: [],
    conditional: [],
    charts: [],
    pictures: [],
    numbersAsText: [],
    gridLines: false,
    tabColour: options.look.accent,
    print: printFrame(document, "landscape"),
  };
}

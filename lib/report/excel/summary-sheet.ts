import {
  type CalloutBlock,
  type Document,
  formatValue,
  type KpisBlock,
  markdownToText,
  type TextBlock,
} from "../../document/index.js";
import { kpiHeads, kpiRow } from "./kpi-row.js";
import { headStyle, type Look, linkStyle, titleStyle } from "./look.js";
import { printFrame } from "./print-frame.js";
import type { CellStyle, Sheet, SheetCell } from "./sheet.js";
import { SummaryPage } from "./summary-page.js";

/** What the contents say of one sheet. */
export interface ContentsEntry {
  title: string;
  sheet: string;
  kind: string;
  rows: number | null;
}

/** Widths of the columns: measure, value, unit, note, observations, definition. */
const WIDTHS = [34, 18, 12, 44, 9, 60];

/**
 * The first sheet: what the document is and of when, whether it is simulated, its figures with units, reasons and notes, its
 * callouts and words as text, the contents with links, and where every figure came from.
 */
export function summarySheet(document: Document, contents: readonly ContentsEntry[], options: SummaryOptions): Sheet {
  const sheet = emptySheet(document, options);
  const page = new SummaryPage(sheet, options.look);
  addTitle(page, document);
  for (const block of document.blocks) {
    if (block.type === "kpis") addKpis(page, block);
    else if (block.type === "callout") addCallout(page, block);
    else if (block.type === "text") addText(page, block);
  }
  addContents(page, contents);
  addProvenance(page, document);
  return sheet;
}

interface SummaryOptions {
  name: string;
  look: Look;
}

function addTitle(page: SummaryPage, document: Document): void {
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

function addKpis(page: SummaryPage, block: KpisBlock): void {
  page.section(block.title ?? "Key figures");
  page.row(kpiHeads(page.look));
  for (const kpi of block.items) page.wrapped(kpiRow(kpi, page.look));
}

function addCallout(page: SummaryPage, block: CalloutBlock): void {
  const { fill, ink } = page.look.tones[block.tone];
  page.gap();
  if (block.title !== undefined) page.wide(block.title, { fill, colour: ink, bold: true, indent: 1 });
  page.wide(markdownToText(block.markdown), { fill, colour: page.look.ink, indent: 1 });
}

function addText(page: SummaryPage, block: TextBlock): void {
  page.gap();
  page.wide(markdownToText(block.markdown), { colour: page.look.ink });
}

function addContents(page: SummaryPage, contents: readonly ContentsEntry[]): void {
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

function addProvenance(page: SummaryPage, document: Document): void {
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

function head(page: SummaryPage, label: string, place: CellStyle): SheetCell {
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

import {
  type Cell,
  type Column,
  cellsOf,
  escapeHtml,
  formatValue,
  isNumeric,
  NO_VALUE,
  type TableBlock,
} from "../../document/index.js";
import { type CellColour, cellColour } from "./cell-colour.js";
import { define, type PageState } from "./page-state.js";
import { tableWidth } from "./table-width.js";

/** Up to this many rows a table is kept on one printed page. */
const SHORT = 20;

/** Names up to this length stay on one line, and sentences from that length on keep room to be read; in characters. */
const BRIEF = 22;
const LONG = 60;

/** A table with caption, heads with units, coloured cells, total row and notes, in a box of its own that scrolls. */
export function tableHtml(block: TableBlock, anchor: string, state: PageState): string {
  const values = cellsOf(block, state.tables);
  const rows = Math.min(block.rowCount, state.maximumRows);
  const columns = block.columns.map((column, index) => drawnColumn(column, index, values[column.key] ?? [], state));
  const body = Array.from({ length: rows }, (_, row) => `<tr>${columns.map(column => column.cell(row)).join("")}</tr>`);
  const width = tableWidth(block.columns, values, Math.min(rows, 200));
  const classes = ["block", "table", width, rows <= SHORT ? "short" : ""].filter(Boolean).join(" ");
  const few = block.columns.length <= 4 ? ` class="few"` : "";
  return [
    `<figure class="${classes}" id="${anchor}">`,
    `<div class="scroll" role="region" aria-labelledby="${anchor}-caption" tabindex="0"><table${few}>`,
    `<caption class="caption" id="${anchor}-caption">${escapeHtml(block.title)}${simulatedMark(block.simulated)}</caption>`,
    `<thead><tr>${columns.map(column => column.head).join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody>`,
    block.total === undefined ? "" : totalRow(block.columns, block.total),
    `</table></div>`,
    rows < block.rowCount ? cutLine(rows, block.rowCount, state) : "",
    block.note ? `<p class="note-line">${escapeHtml(block.note)}</p>` : "",
    `</figure>`,
  ].join("");
}

/** The word beside a title that says its figures are made up. */
export function simulatedMark(simulated: boolean | undefined): string {
  return simulated ? ` <span class="mark">simulated</span>` : "";
}

interface DrawnColumn {
  head: string;
  cell(row: number): string;
}

function drawnColumn(column: Column, index: number, values: readonly Cell[], state: PageState): DrawnColumn {
  const kind = kindOf(column);
  const colour = cellColour(column, values, state);
  const tag = index === 0 && column.type === "string" ? `th scope="row"` : "td";
  return {
    head: headHtml(column, kind, state),
    cell: row => cellHtml(values[row] ?? null, column, tag, colour, state),
  };
}

function headHtml(column: Column, kind: string, state: PageState): string {
  const anchor = column.definition && define(state, { label: column.label, definition: column.definition });
  const title = anchor ? ` title="${escapeHtml(column.definition ?? "")}"` : "";
  const unit = column.unit ? `<span class="unit">${escapeHtml(column.unit)}</span>` : "";
  return `<th scope="col" class="${kind}"${title}><span class="label">${escapeHtml(column.label)}</span>${unit}</th>`;
}

function cellHtml(value: Cell, column: Column, tag: string, colour: CellColour, state: PageState): string {
  const text = escapeHtml(formatValue(value, column.format));
  const classes = [
    kindOf(column),
    column.type === "string" ? lengthClass(text) : "",
    colour(value),
    text === NO_VALUE ? "none" : "",
  ]
    .filter(Boolean)
    .join(" ");
  const exact =
    state.medium === "screen" && isNumeric(column.type) && value !== null ? ` data-v="${Number(value)}"` : "";
  return `<${tag} class="${classes}"${exact}>${text}</${tag.slice(0, 2)}>`;
}

function lengthClass(text: string): string {
  return text.length <= BRIEF ? "brief" : text.length >= LONG ? "long" : "";
}

function totalRow(columns: readonly Column[], total: Record<string, Cell>): string {
  const cells = columns.map((column, index) => {
    const value = total[column.key];
    const text = value === undefined ? "" : escapeHtml(formatValue(value, totalFormat(value, column)));
    if (index === 0) return `<th scope="row" class="${kindOf(column)}">${text || "Total"}</th>`;
    return `<td class="${kindOf(column)}">${text}</td>`;
  });
  return `<tfoot><tr>${cells.join("")}</tr></tfoot>`;
}

/** A word may stand in a total row's date or figure column. */
function totalFormat(value: Cell, column: Column): Column["format"] {
  return typeof value === "string" && Number.isNaN(Number(value)) ? { kind: "text" } : column.format;
}

function cutLine(rows: number, all: number, state: PageState): string {
  const count = (figure: number): string => formatValue(figure, { kind: "integer" });
  return `<p class="note-line cut">${count(rows)} of ${count(all)} rows shown; ${escapeHtml(state.allRowsIn)}.</p>`;
}

/** `n` for figures, set to the right; `d` for dates and times, never broken; `t` for words. */
function kindOf(column: Column): "n" | "d" | "t" {
  if (isNumeric(column.type)) return "n";
  return column.type === "date" || column.type === "timestamp" ? "d" : "t";
}

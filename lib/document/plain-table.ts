import { cellsOf } from "./arrow.js";
import type { Cell, Column, TableBlock } from "./block.js";
import { escapeHtml } from "./escape.js";
import { formatValue } from "./format.js";
import { isNumeric } from "./format-defaults.js";
import { FONT, GREY_LINE, TONE_COLOURS } from "./plain-style.js";
import { headingOf, totalText } from "./plain-text.js";

const HTML_ROWS = 200;
const CELL = `padding:3px 10px;border:0;border-bottom:1px solid ${GREY_LINE};white-space:nowrap`;

/** A table block as HTML with its style in it; long tables show their first 200 rows and say how many more there are. */
export function tableToHtml(block: TableBlock, folder?: string): string {
  const byReference = "file" in block.data && folder === undefined;
  const values = byReference ? undefined : cellsOf(block, folder ?? "");
  const shown = values === undefined ? 0 : Math.min(block.rowCount, HTML_ROWS);
  const rows: string[] = [];
  for (let row = 0; row < shown; row++) {
    rows.push(`<tr>${block.columns.map(column => cellHtml(values![column.key]![row]!, column)).join("")}</tr>`);
  }
  const notes = [
    block.rowCount > shown
      ? `${formatValue(block.rowCount - shown, { kind: "integer" })} more rows are not shown here.`
      : "",
    block.note ?? "",
    block.simulated ? "Simulated data." : "",
  ].filter(text => text !== "");
  return (
    `<div style="${FONT};margin:8px 0;overflow-x:auto"><div style="font-weight:600;margin-bottom:4px">${escapeHtml(block.title)}</div>` +
    `<table style="border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;width:auto">` +
    `<thead><tr>${block.columns.map(headHtml).join("")}</tr></thead><tbody>${rows.join("")}</tbody>${totalHtml(block)}</table>` +
    `<div style="font-size:12px;opacity:.8;margin-top:4px">${escapeHtml(notes.join(" "))}</div></div>`
  );
}

function headHtml(column: Column): string {
  const hover = column.definition === undefined ? "" : ` title="${escapeHtml(column.definition)}"`;
  return `<th scope="col"${hover} style="${CELL};border-bottom-width:2px;text-align:${align(column)}">${escapeHtml(headingOf(column))}</th>`;
}

function cellHtml(value: Cell, column: Column): string {
  const tone = toneOf(value, column);
  const colour = tone === undefined ? "" : `;color:${TONE_COLOURS[tone]};font-weight:600`;
  return `<td style="${CELL};text-align:${align(column)}${colour}">${escapeHtml(formatValue(value, column.format))}</td>`;
}

function totalHtml(block: TableBlock): string {
  if (block.total === undefined) return "";
  const cells = block.columns.map(column => {
    const text = totalText(block.total![column.key], column.format);
    return `<td style="${CELL};border-top:2px solid ${GREY_LINE};font-weight:600;text-align:${align(column)}">${escapeHtml(text)}</td>`;
  });
  return `<tfoot><tr>${cells.join("")}</tr></tfoot>`;
}

function align(column: Column): string {
  return isNumeric(column.type) ? "right" : "left";
}

/** The tone that a column's colour rule gives a figure; bars and scales are left to media that can draw them. */
export function toneOf(value: Cell, column: Column): "good" | "warn" | "bad" | undefined {
  if (column.colour === undefined || value === null || !isNumeric(column.type)) return undefined;
  const figure = Number(value);
  if (column.colour.rule === "sign") return figure < 0 ? "bad" : undefined;
  if (column.colour.rule !== "threshold") return undefined;
  const { above, below, tone } = column.colour;
  return (above !== undefined && figure > above) || (below !== undefined && figure < below) ? tone : undefined;
}

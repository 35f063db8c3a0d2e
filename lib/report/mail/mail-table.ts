import {
  type Cell,
  type Column,
  escapeHtml,
  formatValue,
  headingOf,
  isNumeric,
  toneOf,
  totalText,
} from "../../document/index.js";
import type { CutTable } from "./cut-table.js";
import type { MailColours } from "./mail-colours.js";
import { scaleFill } from "./scale-fill.js";

const LONGEST_CELL = 48;

/** A cut table as HTML for mail, where style sheets are not to be relied on: every byte of style counts, Gmail clips at 102 KB. */
export function mailTable({ block, narrow }: CutTable, colours: MailColours): string {
  const { columns, rowCount, data } = block;
  const fills = columns.map(column => scaleFill(column, data.values[column.key] ?? [], colours));
  const body = Array.from({ length: rowCount }, (_row, at) => {
    return `<tr>${columns.map((column, index) => cell(data.values[column.key]?.[at] ?? null, { column, colours, hidden: hidden(index, narrow), fill: fills[index]! })).join("")}</tr>`;
  });
  const heads = columns.map((column, index) => head(column, hidden(index, narrow), colours)).join("");
  return (
    `<div style="overflow-x:auto"><table width="100%" cellspacing="0" cellpadding="0" border="0" style="border-collapse:collapse;font-size:12px;line-height:16px;word-break:normal">` +
    `<tr>${heads}</tr>${body.join("\n")}${totalRow(block, narrow, colours)}</table></div>`
  );
}

function head(column: Column, hidden: string, colours: MailColours): string {
  const style = `padding:4px 7px;border-bottom:1px solid ${colours.accent};color:${colours.muted};font-weight:600;vertical-align:bottom`;
  return `<th${hidden} align="${side(column)}" style="${style}">${escapeHtml(headingOf(column))}</th>`;
}

/** The class that a phone hides, in bytes as few as can be. */
function hidden(index: number, narrow: number): string {
  return index < narrow ? "" : ' class="w"';
}

interface CellLook {
  column: Column;
  colours: MailColours;
  hidden: string;
  fill: (value: Cell) => string | undefined;
}

function cell(value: Cell, { column, colours, hidden, fill }: CellLook): string {
  const background = fill(value);
  const tone = toneOf(value, column);
  const colour = tone === undefined ? "" : `;color:${colours.tones[tone]}`;
  const wrap = column.type === "string" ? "" : ";white-space:nowrap";
  const style = `padding:4px 7px;border-bottom:1px solid ${colours.hairline}${wrap}${colour}`;
  return `<td${hidden}${background === undefined ? "" : ` bgcolor="${background}"`} align="${side(column)}" style="${style}">${escapeHtml(shortened(formatValue(value, column.format)))}</td>`;
}

function totalRow(block: CutTable["block"], narrow: number, colours: MailColours): string {
  const { total } = block;
  if (total === undefined) return "";
  const cells = block.columns.map((column, at) => {
    const text = totalText(total[column.key], column.format);
    const style = `padding:5px 7px;border-top:1px solid ${colours.accent};font-weight:600;white-space:nowrap`;
    return `<td${hidden(at, narrow)} align="${side(column)}" style="${style}">${escapeHtml(text)}</td>`;
  });
  return `<tr bgcolor="${colours.wash}">${cells.join("")}</tr>`;
}

function side(column: Column): "left" | "right" {
  return isNumeric(column.type) ? "right" : "left";
}

function shortened(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1).trimEnd()}…`;
}

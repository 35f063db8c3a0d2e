import { cellsOf, type TableLike } from "./arrow.js";
import type { Block, Cell, Kpi, KpisBlock, TableBlock } from "./block.js";
import { formatValue, NO_VALUE } from "./format.js";
import { isNumeric } from "./format-defaults.js";
import { markdownToText } from "./markdown.js";

const TEXT_ROWS = 50;

/** A figure of a KPI as it is printed, with its reason where it has none. */
export function kpiText(kpi: Kpi): string {
  if (kpi.value !== null) return formatValue(kpi.value, kpi.format);
  return kpi.reason === undefined ? NO_VALUE : `${NO_VALUE} (${kpi.reason})`;
}

/** A column's heading with its unit: `Exposure (USD)`; none for a unit that every figure already shows. */
export function headingOf(column: { label: string; unit?: string; format: { kind: string } }): string {
  const shown = column.format.kind === "money" || column.format.kind === "percent";
  return column.unit === undefined || column.unit === "" || shown ? column.label : `${column.label} (${column.unit})`;
}

/**
 * A block in plain text, for terminals and for readers of a notebook that draw nothing else.
 * @param folder where an Arrow file of a long table lies; without it a long table is named and counted only
 */
export function blockToText(block: Block, folder?: string): string {
  switch (block.type) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "text":
      return markdownToText(block.markdown);
    case "kpis":
      return kpisText(block);
    case "table":
      return tableText(block, folder);
    case "chart":
      return [`[Chart] ${block.title}`, block.alternative, block.caption].filter(Boolean).join("\n");
    case "callout":
      return [`[${block.tone}] ${block.title ?? ""}`.trimEnd(), markdownToText(block.markdown)].join("\n");
    case "pageBreak":
      return "— page break —";
    case "fact":
      return `${block.key} = ${block.value === null ? NO_VALUE : String(block.value)}`;
  }
}

function kpisText(block: KpisBlock): string {
  const width = Math.max(...block.items.map(item => item.label.length));
  const lines = block.items.map(item => {
    const remarks = [item.note, item.warning].filter(text => text !== undefined).join("; ");
    return `${item.label.padEnd(width)}  ${kpiText(item)}${remarks === "" ? "" : `  (${remarks})`}`;
  });
  return [...(block.title === undefined ? [] : [block.title]), ...lines].join("\n");
}

function tableText(block: TableBlock, folder: string | undefined): string {
  const values = readable(block, folder);
  if (values === undefined)
    return `${block.title}: ${block.rowCount} rows in ${"file" in block.data ? block.data.file : ""}`;
  const shown = Math.min(block.rowCount, TEXT_ROWS);
  const columns = block.columns.map(column => {
    const printed = [headingOf(column)];
    for (let row = 0; row < shown; row++) printed.push(formatValue(values[column.key]![row]!, column.format));
    if (block.total !== undefined) printed.push(totalText(block.total[column.key], column.format));
    const width = Math.max(...printed.map(text => text.length));
    return printed.map(text => (isNumeric(column.type) ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = columns[0]!.map((_, line) =>
    columns
      .map(column => column[line])
      .join("  ")
      .trimEnd(),
  );
  if (block.rowCount > shown)
    lines.splice(shown + 1, 0, `… ${formatValue(block.rowCount - shown, { kind: "integer" })} more rows`);
  return [block.title, ...lines, ...(block.note === undefined ? [] : [block.note])]
    .filter(line => line !== "")
    .join("\n");
}

/** A total's cell: blank where there is no total, because a sum of names would be no value that is missing. */
export function totalText(value: Cell | undefined, format: Parameters<typeof formatValue>[1]): string {
  return value === undefined ? "" : formatValue(value, format);
}

function readable(table: TableLike, folder: string | undefined): Record<string, Cell[]> | undefined {
  return "values" in table.data || folder !== undefined ? cellsOf(table, folder ?? "") : undefined;
}

import { canonicalJson } from "../../core/index.js";
import type { Notebook, NotebookCell, Output } from "./notebook.js";

/**
 * The file of a notebook: sorted keys, one space of indentation, texts as lists of lines, a line break at the end. This is
 * how Jupyter itself saves, so that saving there changes no line.
 */
export function serialiseNotebook(notebook: Notebook): string {
  const stored = { ...notebook, cells: notebook.cells.map(storedCell) };
  return `${JSON.stringify(JSON.parse(canonicalJson(stored)), null, 1)}\n`;
}

/** The notebook without anything that running it made: outputs, counts and the runner's record. */
export function stripNotebook(notebook: Notebook): Notebook {
  const { riskbook: _record, ...metadata } = notebook.metadata;
  return { ...notebook, metadata, cells: notebook.cells.map(stripCell) };
}

function stripCell(cell: NotebookCell): NotebookCell {
  const { riskbook: _mark, ...metadata } = cell.metadata;
  return cell.cell_type === "code" ? { ...cell, metadata, outputs: [], execution_count: null } : { ...cell, metadata };
}

function storedCell(cell: NotebookCell): object {
  const source = linesOf(cell.source);
  return cell.cell_type === "code" ? { ...cell, source, outputs: cell.outputs.map(storedOutput) } : { ...cell, source };
}

function storedOutput(output: Output): object {
  if (output.output_type === "stream") return { ...output, text: linesOf(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([type, content]) => [
    type,
    typeof content === "string" && isText(type) ? linesOf(content) : content,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

/** Jupyter stores texts as lines, and binary content as one string of base64. */
function isText(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

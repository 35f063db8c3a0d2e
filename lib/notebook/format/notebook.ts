import type { Json } from "../protocol/message.js";

/** An output of a code cell, in the form in which it is stored. */
export type Output =
  | { output_type: "stream"; name: string; text: string }
  | { output_type: "display_data"; data: Json; metadata: Json }
  | { output_type: "execute_result"; data: Json; metadata: Json; execution_count: number | null }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** What a cell carries about itself; tags steer the runner. */
export interface CellMetadata extends Json {
  tags?: string[];
}

export interface CodeCell {
  cell_type: "code";
  id: string;
  source: string;
  metadata: CellMetadata;
  execution_count: number | null;
  outputs: Output[];
}

export interface TextCell {
  cell_type: "markdown" | "raw";
  id: string;
  source: string;
  metadata: CellMetadata;
  attachments?: Json;
}

export type NotebookCell = CodeCell | TextCell;

/** A notebook of nbformat 4.5 with every source and text as one string. */
export interface Notebook {
  cells: NotebookCell[];
  metadata: Json;
  nbformat: 4;
  nbformat_minor: number;
}

/** The oldest minor version of nbformat 4 in which cells have ids. */
export const NBFORMAT_MINOR = 5;

/** Says whether a cell carries a tag. */
export function hasTag(cell: NotebookCell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

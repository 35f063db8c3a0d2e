import type { CodeCell, Notebook } from "../format/notebook.js";

/** A notebook's code cells as one module, and where each begins in it. */
export interface CellModule {
  source: string;
  /** The first line of each code cell, from 1. */
  firstLines: number[];
}

/** Joins code cells into one module: what they declare they share, so a name is declared once. */
export function joinCells({ cells }: Notebook): CellModule {
  const lines = ["export {};"];
  const firstLines: number[] = [];
  for (const cell of cells.filter((cell): cell is CodeCell => cell.cell_type === "code")) {
    firstLines.push(lines.length + 1);
    lines.push(...cell.source.split("\n"), ";");
  }
  return { source: `${lines.join("\n")}\n`, firstLines };
}

/** The cell and the line within it of a line of the module, all from 1. */
export function placeInCells({ firstLines }: CellModule, line: number): { cell: number; line: number } {
  const cell = Math.max(1, firstLines.findLastIndex(first => first <= line) + 1);
  return { cell, line: line - (firstLines[cell - 1] ?? 1) + 1 };
}

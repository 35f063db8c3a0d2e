import type { Notebook } from "../format/notebook.js";

/** Something in a notebook that should be mended. */
export interface Finding {
  /** Path of the notebook. */
  notebook: string;
  /** The rule that found it, or the TypeScript error such as `TS2322`. */
  rule: string;
  /** Place among the notebook's code cells, from 1; absent for what concerns the whole file. */
  cell?: number;
  /** Line within the cell, from 1. */
  line?: number;
  message: string;
}

/** A check of how a notebook is stored. One rule, one file, one message. */
export interface Rule {
  /** Stands in brackets behind each message. */
  id: string;
  check(notebook: Notebook): Omit<Finding, "notebook" | "rule">[];
}

/** For example `notebooks/daily.ipynb cell 3 line 2: Type 'number' is not assignable to type 'string'. [TS2322]`. */
export function findingText({ notebook, rule, cell, line, message }: Finding): string {
  const place = `${cell === undefined ? "" : ` cell ${cell}`}${line === undefined ? "" : ` line ${line}`}`;
  return `${notebook}${place}: ${message} [${rule}]`;
}

import type { ChartTheme } from "./chart-theme.js";

/** What the parts of one page agree on while it is written. */
export interface PageState {
  /** A page for the screen sorts, hovers and turns dark; one for paper has neither script nor web fonts. */
  medium: "screen" | "paper";
  /** Rows of a table that are drawn at most; a longer one says so. */
  maximumRows: number;
  /** The folder whose `tables/` holds the long tables. */
  tables: string;
  /** Where a reader finds the rows that were cut, for example `the workbook has all`. */
  allRowsIn: string;
  /** CSS rules that were found necessary on the way: the policy allows no inline style. */
  rules: Map<string, string>;
  /** Definitions by anchor, in the order of their first use. */
  definitions: Map<string, Definition>;
  chartTheme: ChartTheme;
  anchorOf(text: string): string;
}

/** An entry of the page's list of definitions. */
export interface Definition {
  label: string;
  definition: string;
  source?: string | undefined;
  n?: number | undefined;
}

/** Registers a definition and returns its anchor; equal ones are listed once. */
export function define(state: PageState, entry: Definition): string {
  for (const [anchor, known] of state.definitions) {
    if (known.label === entry.label && known.definition === entry.definition) return anchor;
  }
  const anchor = state.anchorOf(`definition-${entry.label}`);
  state.definitions.set(anchor, entry);
  return anchor;
}

/** What a cell holds; an error is the text that Excel shows, such as `#REF!`. Dates show their clock in UTC. */
export type SheetCell = string | number | boolean | Date | null;

/** A workbook of any kind that was opened for reading. */
export interface Workbook {
  readonly sheets: readonly string[];
  /** The rows of a sheet in order, by their number from 1, at least up to the last one that is asked for. */
  rows(sheet: string, lastLine: number): AsyncIterable<{ readonly line: number; readonly cells: readonly SheetCell[] }>;
}

/** An error that a formula left in a cell. */
export function isCellError(text: string): boolean {
  return /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!)$/.test(
    text,
  );
}

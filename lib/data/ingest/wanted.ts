import type { ColumnMap } from "./map.js";
import { legMaps } from "./map.js";

/** What a reader is to find in a file. */
export interface Wanted {
  /** Whether a header has the columns that a file cannot do without: by it a sheet of a workbook is chosen. */
  fits(names: readonly string[]): boolean;
  /** Whether the cells of a column are used: an error in one of them costs its row. */
  uses(name: string): boolean;
}

/** What a map of executions wants. */
export function wantedBy(map: ColumnMap): Wanted {
  return wantedColumns(legMaps(map).flatMap(columnsOf), map.optional);
}

/** Wants some columns by their names; those that are optional need not be there. */
export function wantedColumns(names: readonly string[], optional: readonly string[]): Wanted {
  const used = new Set(names.map(name => name.trim()));
  const needed = [...used].filter(name => !optional.includes(name));
  return {
    fits: header => needed.every(name => header.includes(name)),
    uses: name => used.has(name),
  };
}

function columnsOf({ columns, only, except, shortBefore, instruments }: ColumnMap): string[] {
  const multipliers = instruments.flatMap(({ multiplier }) =>
    typeof multiplier === "object" && "column" in multiplier ? [multiplier.column] : [],
  );
  return [
    ...Object.values(columns).flatMap(names => names ?? []),
    ...Object.keys(only),
    ...Object.keys(except),
    ...(shortBefore === undefined ? [] : [shortBefore]),
    ...multipliers,
  ];
}

import { RiskbookError } from "../../core/index.js";

/** As much of an Arquero table as showing it takes; values come filtered and ordered as the table is. */
export interface ArqueroTable {
  columnNames(): string[];
  numRows(): number;
  array(name: string): ArrayLike<unknown>;
}

/** Columns by name, all of one length: arrays, or typed arrays such as `Float64Array`. */
export type ColumnArrays = Readonly<Record<string, ArrayLike<unknown>>>;

/** What `show.table` takes: an Arquero table, an array of row objects, or columns by name. */
export type TableInput = ArqueroTable | readonly object[] | ColumnArrays;

/** The columns of any table input, in its order. */
export function columnsOf(data: TableInput): { values: Map<string, ArrayLike<unknown>>; rowCount: number } {
  if (isArqueroTable(data)) {
    return { values: new Map(data.columnNames().map(name => [name, data.array(name)])), rowCount: data.numRows() };
  }
  return Array.isArray(data) ? fromRows(data as readonly object[]) : fromArrays(data as ColumnArrays);
}

function isArqueroTable(data: object): data is ArqueroTable {
  const table = data as Partial<ArqueroTable>;
  return (
    typeof table.columnNames === "function" && typeof table.array === "function" && typeof table.numRows === "function"
  );
}

/** Columns in the order in which the rows first name them; a row that lacks one has null there. */
function fromRows(rows: readonly object[]): { values: Map<string, unknown[]>; rowCount: number } {
  const names = new Set<string>();
  rows.forEach((row, index) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new RiskbookError(
        "BAD_TABLE",
        `Row ${index + 1} of the table is ${String(row)}; expected an object with a value for each column.`,
      );
    }
    for (const name of Object.keys(row)) names.add(name);
  });
  const values = new Map(
    [...names].map(name => [name, rows.map(row => (row as Record<string, unknown>)[name] ?? null)] as const),
  );
  return { values, rowCount: rows.length };
}

function fromArrays(columns: ColumnArrays): { values: Map<string, ArrayLike<unknown>>; rowCount: number } {
  const entries = Object.entries(columns);
  const rowCount = entries[0]?.[1]?.length ?? 0;
  for (const [name, values] of entries) {
    if (values?.length === rowCount && typeof values !== "string") continue;
    throw new RiskbookError(
      "BAD_TABLE",
      `The column "${name}" has ${values?.length ?? "no"} values; the first column has ${rowCount}.`,
    );
  }
  return { values: new Map(entries), rowCount };
}

import { sqlText } from "../store/sql.js";
import { KEYED_TABLES } from "../tables/index.js";
import { cell } from "./cells.js";
import { type Header, missingColumns } from "./header.js";
import type { TableMapFile } from "./map-file.js";
import { isChosen } from "./row-choice.js";
import type { SourceFile } from "./source-file.js";
import type { TableMap } from "./table-map.js";
import { type Wanted, wantedColumns } from "./wanted.js";

/** SQL of the texts of each column of a table, as one file's header and a map give them. */
export interface TableBindings {
  /** By column; none where the file and the map have nothing for it. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** True of the rows that count. */
  readonly isRow: string;
  /** The columns that rows are passed over by. */
  readonly choice: readonly string[];
}

/** What a map of a keyed table wants. */
export function wantedByTableMap({ columns, optional, only, except }: TableMap): Wanted {
  return wantedColumns([...Object.values(columns).flat(), ...Object.keys(only), ...Object.keys(except)], optional);
}

/**
 * Binds a map's columns to a file's header by name; a constant stands in for columns that the file does not have.
 * @throws RiskbookError `MISSING_COLUMN` with every column that is neither there nor optional
 */
export function bindTable(file: SourceFile, { map, path }: TableMapFile, header: Header): TableBindings {
  const missing: string[] = [];
  const bound = (name: string): string | null => {
    const position = header.position(name);
    if (position !== undefined) return cell(position);
    if (!map.optional.includes(name)) missing.push(name);
    return null;
  };
  const texts = KEYED_TABLES[map.table].columns.map(({ name }): [string, string[]] => {
    const cells = (map.columns[name] ?? []).map(bound).filter(text => text !== null);
    const constant = map.constants[name];
    return [name, cells.length > 0 || constant === undefined ? cells : [sqlText(constant)]];
  });
  const isRow = isChosen(map, bound);
  const choice = [...Object.keys(map.only), ...Object.keys(map.except)].map(bound).filter(text => text !== null);
  if (missing.length > 0) {
    const remedy = `Name the columns as the file does, or list them under optional, in ${path}.`;
    throw missingColumns(file, [...new Set(missing)], header, remedy);
  }
  return { texts: Object.fromEntries(texts), isRow, choice };
}

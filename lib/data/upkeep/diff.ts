import type { DuckDBConnection } from "@duckdb/node-api";
import { correctedFills } from "../store/corrected-fills.js";
import { type Manifest, openDatabase, type Store, type StoredFile, sqlName } from "../store/index.js";
import { currentSchema, storedRows } from "../store/stored-rows.js";
import { SCHEMA, TABLES, type TableName } from "../tables/index.js";
import { contentColumns, dayColumn, naturalKey } from "./natural-key.js";

/** What became of a row between two snapshots. */
export type ChangeKind = "added" | "changed" | "removed";

/** How many rows came, changed and went. */
export type ChangeCounts = Readonly<Record<ChangeKind, number>>;

/** One row that differs. Values are texts as DuckDB writes them. */
export interface RowDifference {
  readonly kind: ChangeKind;
  /** The row as it is in the second snapshot, or was in the first where it is gone. */
  readonly row: Readonly<Record<string, string | null>>;
  /** Of a changed row: the columns that differ. */
  readonly columns: Readonly<Record<string, { readonly before: string | null; readonly after: string | null }>>;
}

/** How one table differs. */
export interface TableDifference extends ChangeCounts {
  readonly table: TableName;
  /** By day, in order; a row that moved counts on the earlier one. `day` is null in tables without days. */
  readonly days: readonly (ChangeCounts & { readonly day: string | null })[];
  /** The first rows of each kind, in order of day and key. */
  readonly first: readonly RowDifference[];
}

/** What a comparison is limited to. */
export interface DiffOptions {
  /** All tables when undefined. */
  readonly table?: TableName;
  /** How many rows of each kind and table are shown; 5 by default. */
  readonly rows?: number;
}

/**
 * Compares two snapshots row by row, by the keys that rows are loaded by. A row that differs only in where it came from
 * (file, line, sequence) is no difference. Files that both snapshots share are not read.
 * @returns the tables that differ
 * @throws RiskbookError `STORE_TOO_NEW`
 */
export async function diffSnapshots(
  store: Store,
  before: Manifest,
  after: Manifest,
  options: DiffOptions = {},
): Promise<TableDifference[]> {
  const { connection, close } = await openDatabase();
  try {
    const found: TableDifference[] = [];
    for (const table of options.table === undefined ? TABLES : [options.table]) {
      const old = rowsToCompare(store.layout.root, before, after, table);
      const fresh = rowsToCompare(store.layout.root, after, before, table);
      if (old.files + fresh.files === 0) continue;
      await connection.run(differenceQuery(table, old.sql, fresh.sql));
      const difference = await readDifference(connection, table, options.rows ?? 5);
      if (difference.days.length > 0) found.push(difference);
    }
    return found;
  } finally {
    close();
  }
}

/** The rows of one snapshot that may differ from another's: of fills, those that each sees as corrected. */
function rowsToCompare(
  root: string,
  one: Manifest,
  other: Manifest,
  table: TableName,
): { readonly files: number; readonly sql: string } {
  const own = filesOf(one, table);
  const files =
    table === "fills"
      ? [...new Set([...filesOnlyIn(one, other, table), ...corrected(own, one, other)])]
      : filesOnlyIn(one, other, table);
  const sql =
    table === "fills"
      ? correctedFills(root, files, filesOf(one, "corrections"), { told: true })
      : storedRows(root, files, currentSchema(table));
  return { files: files.length, sql };
}

function filesOf({ files }: Manifest, table: TableName): StoredFile[] {
  return files.filter(file => file.table === table);
}

function filesOnlyIn(one: Manifest, other: Manifest, table: TableName): StoredFile[] {
  const identity = ({ partition, sha256 }: StoredFile): string => `${partition} ${sha256}`;
  const shared = new Set(filesOf(other, table).map(identity));
  return filesOf(one, table).filter(file => !shared.has(identity(file)));
}

/** Files of fills in partitions whose corrections differ. */
function corrected(fills: readonly StoredFile[], one: Manifest, other: Manifest): StoredFile[] {
  const differing = [...filesOnlyIn(one, other, "corrections"), ...filesOnlyIn(other, one, "corrections")];
  const partitions = new Set(differing.map(({ partition }) => partition));
  return fills.filter(({ partition }) => partitions.has(partition));
}

/** Makes `difference`: each row that differs with its kind, its day and its columns of both sides as `old` and `new`. */
function differenceQuery(table: TableName, before: string, after: string): string {
  const keys = naturalKey(table).map(({ sql }, i) => `${sql} AS key_${i}`);
  const sameKey = keys.map((_, i) => `a.key_${i} IS NOT DISTINCT FROM b.key_${i}`);
  const changed = contentColumns(table).map(name => `a.side.${sqlName(name)} IS DISTINCT FROM b.side.${sqlName(name)}`);
  const columns = SCHEMA[table].map(({ name }) => `'${name}': ${sqlName(name)}`);
  const side = (rows: string): string => `SELECT {${columns.join(", ")}} AS side, ${keys.join(", ")} FROM (${rows})`;
  const day = dayColumn(table);
  return `CREATE OR REPLACE TEMP TABLE difference AS
    WITH a AS (${side(before)}), b AS (${side(after)})
    SELECT a.side AS old, b.side AS new,
      CASE WHEN a.side IS NULL THEN 'added' WHEN b.side IS NULL THEN 'removed' ELSE 'changed' END AS kind,
      ${day === undefined ? "NULL::DATE" : `least(a.side.${day}, b.side.${day})::DATE`} AS day,
      ${keys.map((_, i) => `coalesce(a.key_${i}, b.key_${i}) AS key_${i}`).join(", ")}
    FROM a FULL JOIN b ON ${sameKey.join(" AND ")}
    WHERE a.side IS NULL OR b.side IS NULL OR ${changed.join(" OR ")}`;
}

const COUNTS = (["added", "changed", "removed"] as const)
  .map(kind => `count(*) FILTER (kind = '${kind}')::INTEGER AS ${kind}`)
  .join(", ");

async function readDifference(connection: DuckDBConnection, table: TableName, rows: number): Promise<TableDifference> {
  const days = await connection.runAndReadAll(
    `SELECT day::VARCHAR AS day, ${COUNTS} FROM difference GROUP BY ALL ORDER BY day`,
  );
  const total = await connection.runAndReadAll(`SELECT ${COUNTS} FROM difference`);
  const [counts] = total.getRowObjects() as unknown as ChangeCounts[];
  return {
    table,
    ...counts!,
    days: days.getRowObjects() as unknown as TableDifference["days"],
    first: await firstRows(connection, table, rows),
  };
}

async function firstRows(connection: DuckDBConnection, table: TableName, rows: number): Promise<RowDifference[]> {
  const names = SCHEMA[table].map(({ name }) => name);
  const keys = naturalKey(table).map((_, i) => `key_${i}`);
  const texts = names.flatMap(name => [`old.${sqlName(name)}::VARCHAR`, `new.${sqlName(name)}::VARCHAR`]);
  const order = ["day", ...keys].join(", ");
  const reader = await connection.runAndReadAll(
    `SELECT kind, ${texts.join(", ")} FROM difference
      QUALIFY row_number() OVER (PARTITION BY kind ORDER BY ${order}) <= ${rows} ORDER BY kind, ${order}`,
  );
  const content = contentColumns(table);
  return reader.getRows().map(values => {
    const [kind, ...cells] = values as [ChangeKind, ...(string | null)[]];
    const pairs = names.map((name, i) => ({ name, before: cells[2 * i] ?? null, after: cells[2 * i + 1] ?? null }));
    const differing =
      kind === "changed" ? pairs.filter(pair => content.includes(pair.name) && pair.before !== pair.after) : [];
    return {
      kind,
      row: Object.fromEntries(pairs.map(({ name, before, after }) => [name, kind === "removed" ? before : after])),
      columns: Object.fromEntries(differing.map(({ name, before, after }) => [name, { before, after }])),
    };
  });
}

import { join } from "node:path";
import { RiskbookError } from "../../core/index.js";
import { SCHEMA, SCHEMA_VERSION, type StoredColumn, type TableName } from "../tables/index.js";
import type { StoredFile } from "./manifest.js";
import { sqlName, sqlPaths } from "./sql.js";

/** The columns that rows are read in, and the version of the schema that they belong to. */
export interface RowSchema {
  readonly columns: readonly StoredColumn[];
  readonly version: number;
}

/** The columns that this riskbook keeps a table in. */
export function currentSchema(table: TableName): RowSchema {
  return { columns: SCHEMA[table], version: SCHEMA_VERSION };
}

/**
 * The query that reads files of one table in today's columns, whichever version of the schema they were written in: a
 * column that a file is too old to have is what the schema says of the time before, or NULL. Files are never rewritten
 * for this. Without files there are no rows, but the columns.
 * @param root the store's folder
 * @throws RiskbookError `STORE_TOO_NEW` for a file of a later version
 */
export function storedRows(root: string, files: readonly StoredFile[], schema: RowSchema): string {
  const versions = [...new Set(files.map(file => file.schemaVersion))].sort((left, right) => left - right);
  const newest = versions.at(-1);
  if (newest === undefined) return emptyRows(schema);
  if (newest > schema.version) {
    throw new RiskbookError(
      "STORE_TOO_NEW",
      `The store in ${root} has files that a newer riskbook wrote (schema ${newest}; this one knows up to ${schema.version}). Update riskbook; nothing was read or changed.`,
    );
  }
  const queries = versions.map(version => {
    const paths = files.filter(file => file.schemaVersion === version).map(({ path }) => join(root, path));
    const columns = schema.columns.map(column => columnOf(column, version));
    return `SELECT ${columns.join(", ")} FROM read_parquet(${sqlPaths(paths)}, hive_partitioning = false)`;
  });
  return queries.join(" UNION ALL ");
}

function columnOf({ name, type, since = 1, before = "NULL" }: StoredColumn, version: number): string {
  return since <= version ? sqlName(name) : `(${before})::${type} AS ${sqlName(name)}`;
}

function emptyRows({ columns }: RowSchema): string {
  return `SELECT ${columns.map(({ name, type }) => `NULL::${type} AS ${sqlName(name)}`).join(", ")} WHERE false`;
}

/** A text as an SQL literal; the only way in which foreign text may enter a statement. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a quoted SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path as an SQL literal that DuckDB takes as it stands, although it reads paths as glob patterns. */
export function sqlPath(path: string): string {
  return sqlText(path.replaceAll(/[[*?]/g, "[$&]"));
}

/** Paths as an SQL list for `read_parquet` and its like. */
export function sqlPaths(paths: readonly string[]): string {
  return `[${paths.map(sqlPath).join(", ")}]`;
}

import { randomUUID } from "node:crypto";
import { renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { syncFolder } from "../../core/index.js";
import { openSnapshot, type Snapshot, type Store, sqlName, sqlText } from "../store/index.js";
import { copyFailure, syncFile } from "../store/table-file.js";
import { SCHEMA, type StoredColumn, type TableName } from "../tables/index.js";
import { writeTableWorkbook } from "./export-workbook.js";
import { keptOrder } from "./natural-key.js";

/** What a table is exported as. */
export const EXPORT_FORMATS = ["csv", "parquet", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is exported, and where to. */
export interface ExportOptions {
  /** A snapshot's name. */
  readonly snapshot: string;
  readonly table: TableName;
  readonly format: ExportFormat;
  /** An existing file is replaced as a whole. */
  readonly file: string;
  /**
   * In CSV: puts an apostrophe before texts that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, which a
   * spreadsheet would take for formulas. Without it texts are exactly what is stored. Numbers are never touched.
   */
  readonly formulaSafe?: boolean;
}

/** What an export wrote. */
export interface TableExport {
  readonly snapshot: { readonly number: number; readonly id: string };
  readonly rows: number;
  readonly bytes: number;
  /** Texts that a spreadsheet would take for formulas; null for formats that say what is a text. */
  readonly formulas: number | null;
}

/**
 * Writes a table of a snapshot as a file: rows in order of time and sequence (or key), CSV with a header, exact decimals
 * and times in UTC as ISO 8601, Parquet with the stored types and the snapshot's id in its metadata, or a workbook of one
 * sheet. The file appears as a whole or not at all.
 * @throws RiskbookError `NO_SNAPSHOT`, `TOO_LARGE_FOR_EXCEL`, `DISK_FULL`, `NO_WRITE_RIGHT`, `WRITE_FAILED`
 */
export async function exportTable(store: Store, options: ExportOptions): Promise<TableExport> {
  const { table, format, file } = options;
  const snapshot = await openSnapshot(store, options.snapshot);
  const temporary = join(dirname(file), `.${basename(file)}-${randomUUID()}.tmp`);
  try {
    const rows =
      format === "xlsx"
        ? await writeTableWorkbook(snapshot.connection, table, temporary)
        : await copyTable(snapshot, options, temporary);
    const formulas = format === "csv" ? await countFormulas(snapshot, table) : null;
    syncFile(temporary);
    const bytes = statSync(temporary).size;
    renameSync(temporary, file);
    syncFolder(dirname(file));
    return { snapshot: { number: snapshot.number, id: snapshot.id }, rows, bytes, formulas };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw copyFailure(file, error);
  } finally {
    snapshot.close();
  }
}

async function copyTable(snapshot: Snapshot, options: ExportOptions, path: string): Promise<number> {
  const { table, format, formulaSafe = false } = options;
  const columns = SCHEMA[table].map(column => (format === "csv" ? csvCell(column, formulaSafe) : sqlName(column.name)));
  const copied = await snapshot.connection.run(
    `COPY (SELECT ${columns.join(", ")} FROM ${sqlName(table)} ORDER BY ${keptOrder(table)})
     TO ${sqlText(path)} (${format === "csv" ? "FORMAT csv, HEADER" : parquetOptions(snapshot)})`,
  );
  return copied.rowsChanged;
}

function parquetOptions({ id }: Snapshot): string {
  return `FORMAT parquet, COMPRESSION zstd, KV_METADATA {riskbook_snapshot: ${sqlText(id)}}`;
}

function isFormula(name: string): string {
  return `regexp_matches(${sqlName(name)}, '^[=+\\-@\\t\\r]')`;
}

function csvCell({ name, type }: StoredColumn, formulaSafe: boolean): string {
  const column = sqlName(name);
  if (type === "TIMESTAMP") return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%fZ') AS ${column}`;
  if (type !== "VARCHAR" || !formulaSafe) return column;
  return `CASE WHEN ${isFormula(name)} THEN '''' || ${column} ELSE ${column} END AS ${column}`;
}

async function countFormulas(snapshot: Snapshot, table: TableName): Promise<number> {
  const texts = SCHEMA[table].filter(({ type }) => type === "VARCHAR");
  const counts = texts.map(({ name }) => `count(*) FILTER (${isFormula(name)})`);
  const reader = await snapshot.connection.runAndReadAll(`SELECT ${counts.join(" + ")} FROM ${sqlName(table)}`);
  return Number(reader.getRows()[0]![0]);
}

import { z } from "zod";
import { canonicalJson, RiskbookError, sha256 } from "../../core/index.js";
import { SCHEMA_VERSION, TABLES, type TableName } from "../tables/index.js";

/**
 * Version of the store's layout. A reader refuses a store of a later one. Format 2 has tables that riskbooks of format 1
 * do not know, and says how many rows each has.
 */
export const STORE_FORMAT = 2;
const FORMATS = [1, STORE_FORMAT] as const;

/** One immutable Parquet file. */
export interface StoredFile {
  readonly table: TableName;
  /** What the rows have in common, for example `month=2020-03/bucket=5`, or `all`. */
  readonly partition: string;
  /** Relative to the store's folder, with forward slashes. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Version of the table's columns; see schema.ts. */
  readonly schemaVersion: number;
}

/** One snapshot: the files that it consists of, and where it came from. */
export interface Manifest {
  readonly format: number;
  /** 1 for the first snapshot of a store. */
  readonly number: number;
  /**
   * SHA-256 over the parent's id and the contents of the files. It does not depend on the clock or on file names, so that
   * the same data loaded in the same steps has the same id on every machine.
   */
  readonly id: string;
  readonly parent: string | null;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** What made it, in a few words. */
  readonly label: string;
  /** Counts and names that the maker left. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** How many rows each table has; not in format 1, where only the files say it. */
  readonly rows?: TableCounts | undefined;
  readonly files: readonly StoredFile[];
}

/** Rows by table, of those that have any. */
export type TableCounts = Readonly<Partial<Record<TableName, number>>>;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const manifestSchema: z.ZodType<Manifest> = z.object({
  format: z.literal(FORMATS),
  number: z.number().int().min(1),
  id: hash,
  parent: hash.nullable(),
  created: z.string(),
  label: z.string(),
  summary: z.record(z.string(), z.unknown()),
  rows: z.partialRecord(z.enum(TABLES), count).optional(),
  files: z.array(
    z.object({
      table: z.enum(TABLES),
      partition: z.string(),
      path: z.string().regex(/^data\/[A-Za-z0-9=_\-/]+\.parquet$/, "must lie inside the store"),
      rows: count,
      bytes: count,
      sha256: hash,
      schemaVersion: count,
    }),
  ),
});

/** What a snapshot is made of, before it has a number and an id. */
export type ManifestContent = Omit<Manifest, "format" | "number" | "id" | "parent" | "rows">;

/** The manifest that follows a parent. Files are kept in order of table, partition and hash. */
export function nextManifest(parent: Manifest | null, content: ManifestContent): Manifest {
  const files = [...content.files].sort(byTablePartitionHash);
  const parentId = parent?.id ?? null;
  return {
    format: STORE_FORMAT,
    number: (parent?.number ?? 0) + 1,
    id: identity(STORE_FORMAT, parentId, files),
    parent: parentId,
    created: content.created,
    label: content.label,
    summary: content.summary,
    rows: rowsByTable(files),
    files,
  };
}

/** A manifest as the bytes of its file. */
export function encodeManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

/**
 * Reads a manifest and proves that it is whole.
 * @throws RiskbookError `STORE_TOO_NEW` for a later format, `STORE_DAMAGED` for anything that is not a manifest
 */
export function decodeManifest(text: string, path: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw damaged(path, "is not JSON", error);
  }
  const format = (content as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > STORE_FORMAT) {
    throw new RiskbookError(
      "STORE_TOO_NEW",
      `${path} was written by a newer riskbook (store format ${format}; this one knows up to ${STORE_FORMAT}). Update riskbook; nothing was read or changed.`,
    );
  }
  const schema = newestSchema(content);
  if (schema > SCHEMA_VERSION) {
    throw new RiskbookError(
      "STORE_TOO_NEW",
      `${path} names files that a newer riskbook wrote (schema ${schema}; this one knows up to ${SCHEMA_VERSION}). Update riskbook; nothing was read or changed.`,
    );
  }
  const checked = manifestSchema.safeParse(content);
  if (!checked.success) throw damaged(path, `lacks a part: ${z.prettifyError(checked.error)}`);
  if (checked.data.id !== identity(checked.data.format, checked.data.parent, checked.data.files)) {
    throw damaged(path, "does not agree with its own id");
  }
  return checked.data;
}

/** Counts the rows of files. */
export function rowsByTable(files: readonly StoredFile[]): TableCounts {
  const rows: Partial<Record<TableName, number>> = {};
  for (const { table, rows: more } of files) rows[table] = (rows[table] ?? 0) + more;
  return rows;
}

function identity(format: number, parent: string | null, files: readonly StoredFile[]): string {
  const contents = files.map(({ path: _, ...content }) => content);
  return sha256(canonicalJson({ format, parent, files: contents }));
}

/** The highest version of the schema that a manifest names, whatever else it says. */
function newestSchema(content: unknown): number {
  const files = (content as { files?: unknown } | null)?.files;
  if (!Array.isArray(files)) return 0;
  const versions = files.map((file: { schemaVersion?: unknown } | null) => Number(file?.schemaVersion));
  return Math.max(0, ...versions.filter(version => Number.isFinite(version)));
}

function byTablePartitionHash(left: StoredFile, right: StoredFile): number {
  const key = (file: StoredFile): string => `${file.table} ${file.partition} ${file.sha256}`;
  return key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0;
}

function damaged(path: string, what: string, cause?: unknown): RiskbookError {
  return new RiskbookError(
    "STORE_DAMAGED",
    `${path} ${what}. Restore it from a backup, or remove it to fall back to the snapshot before it.`,
    { cause },
  );
}

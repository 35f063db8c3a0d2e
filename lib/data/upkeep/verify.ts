import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { messageOf, type Progress } from "../../core/index.js";
import { hashFile } from "../store/hash-file.js";
import { type Manifest, openDatabase, type Store, type StoredFile, sqlPath } from "../store/index.js";
import { manifestFileName } from "../store/layout.js";
import { manifestNumbers, readManifest } from "../store/manifest-folder.js";
import { columnsOfVersion } from "../tables/index.js";

/** Something in a store that is not as its manifests say. */
export interface StoreProblem {
  /** The snapshots that it makes useless. */
  readonly snapshots: readonly number[];
  /** The file, relative to the store. */
  readonly path: string;
  /** What is wrong with it, as the rest of a sentence that begins with the path. */
  readonly problem: string;
}

/** What a verification looked at and found. */
export interface Verification {
  readonly snapshots: number;
  readonly files: number;
  readonly bytes: number;
  readonly problems: readonly StoreProblem[];
}

/**
 * Reads every file of one snapshot, or of all, and compares it with the manifests: length, SHA-256, columns and types,
 * number of rows. Of all snapshots it also says which manifests and pins cannot be used.
 * @param name a snapshot's name; all snapshots when undefined
 * @throws RiskbookError `NO_SNAPSHOT`; what is wrong with the store is returned, not thrown
 */
export async function verifyStore(store: Store, name: string | undefined, progress: Progress): Promise<Verification> {
  const { manifests, problems } =
    name === undefined ? readEveryManifest(store) : { manifests: [store.resolve(name)], problems: [] };
  const files = new Map<string, { file: StoredFile; snapshots: number[] }>();
  for (const { number, files: named } of manifests) {
    for (const file of named) {
      const known = files.get(JSON.stringify(file));
      if (known === undefined) files.set(JSON.stringify(file), { file, snapshots: [number] });
      else known.snapshots.push(number);
    }
  }
  const { connection, close } = await openDatabase();
  try {
    let done = 0;
    for (const { file, snapshots } of files.values()) {
      const problem = await problemOf(join(store.layout.root, file.path), file, connection);
      if (problem !== undefined) problems.push({ snapshots, path: file.path, problem });
      progress.update("verifying", ++done / files.size);
    }
  } finally {
    close();
  }
  const bytes = [...files.values()].reduce((sum, { file }) => sum + file.bytes, 0);
  return { snapshots: manifests.length, files: files.size, bytes, problems };
}

function readEveryManifest(store: Store): { manifests: Manifest[]; problems: StoreProblem[] } {
  const { layout } = store;
  const manifests: Manifest[] = [];
  const problems: StoreProblem[] = [];
  for (const number of manifestNumbers(layout.manifests)) {
    try {
      manifests.push(...[readManifest(layout.manifests, number) ?? []].flat());
    } catch (error) {
      problems.push({
        snapshots: [number],
        path: manifestPath(number),
        problem: `cannot be read: ${messageOf(error)}`,
      });
    }
  }
  for (const [index, { number, parent }] of manifests.entries()) {
    const before = manifests[index - 1];
    if (before?.number !== number - 1 || before.id === parent) continue;
    problems.push({
      snapshots: [number],
      path: manifestPath(number),
      problem: "does not follow from the one before it",
    });
  }
  for (const { label, snapshot } of store.pins()) {
    if (manifests.some(({ id }) => id === snapshot)) continue;
    problems.push({
      snapshots: [],
      path: `pins/${label}.json`,
      problem: `names snapshot ${snapshot.slice(0, 12)}, which is not there`,
    });
  }
  return { manifests, problems };
}

function manifestPath(number: number): string {
  return `manifests/${manifestFileName(number)}`;
}

async function problemOf(path: string, file: StoredFile, connection: DuckDBConnection): Promise<string | undefined> {
  try {
    if (!existsSync(path)) return "is missing";
    const { size } = statSync(path);
    if (size !== file.bytes) return `has ${size} bytes; its manifest says ${file.bytes}`;
    const hash = await hashFile(path);
    if (hash !== file.sha256) return `has changed: its SHA-256 is ${hash}, its manifest says ${file.sha256}`;
    return (await schemaProblem(path, file, connection)) ?? (await countProblem(path, file, connection));
  } catch (error) {
    return `cannot be read: ${messageOf(error)}`;
  }
}

async function schemaProblem(
  path: string,
  file: StoredFile,
  connection: DuckDBConnection,
): Promise<string | undefined> {
  const reader = await connection.runAndReadAll(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${sqlPath(path)}, hive_partitioning = false))`,
  );
  const found = reader.getRows().map(([name, type]) => `${name} ${type}`);
  const expected = columnsOfVersion(file.table, file.schemaVersion).map(({ name, type }) => `${name} ${type}`);
  const missing = expected.filter(column => !found.includes(column));
  const strange = found.filter(column => !expected.includes(column));
  if (missing.length + strange.length === 0) return undefined;
  const parts = [
    ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
    ...(strange.length > 0
      ? [`has ${strange.join(", ")}, which ${file.table} of version ${file.schemaVersion} has not`]
      : []),
  ];
  return parts.join(" and ");
}

async function countProblem(path: string, file: StoredFile, connection: DuckDBConnection): Promise<string | undefined> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FROM read_parquet(${sqlPath(path)}, hive_partitioning = false)`,
  );
  const rows = Number(reader.getRows()[0]![0]);
  return rows === file.rows ? undefined : `has ${rows} rows; its manifest says ${file.rows}`;
}

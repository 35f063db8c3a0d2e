import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { messageOf, RiskbookError, schemaProblems } from "../../core/index.js";
import type { ColumnMap } from "./map.js";
import { columnMapSchema } from "./map-schema.js";
import type { TableMap } from "./table-map.js";
import { tableMapSchema } from "./table-map-schema.js";

/** A map of executions with the place it was read from, which messages name. */
export interface MapFile {
  readonly path: string;
  readonly map: ColumnMap;
}

/** A map of a keyed table with the place it was read from. */
export interface TableMapFile {
  readonly path: string;
  readonly map: TableMap;
}

/** A map of anything. */
export type AnyMapFile = MapFile | TableMapFile;

/** Whether a map is one of a keyed table, and not of executions. */
export function isTableMap(file: AnyMapFile): file is TableMapFile {
  return "table" in file.map;
}

/**
 * Finds a map by path or, by its name, in the first of some folders that has it (`propreports-fills` for
 * `propreports-fills.yaml`).
 * @throws RiskbookError `NO_MAP`
 */
export function findMap(name: string, folders: readonly string[]): string {
  const candidates = [name, ...folders.flatMap(folder => [join(folder, name), join(folder, `${name}.yaml`)])];
  const found = candidates.find(path => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined) return found;
  throw new RiskbookError(
    "NO_MAP",
    `There is no map ${name}, neither as a path nor in ${folders.join(" or ")}. Copy a shipped map and change its columns.`,
    { exitCode: 2 },
  );
}

/**
 * All maps of some folders; of two with one file name, the first folder's stands.
 * @throws RiskbookError `BAD_MAP` for a file that is no map
 */
export function anyMapsIn(folders: readonly string[]): AnyMapFile[] {
  const paths = new Map<string, string>();
  for (const folder of folders.filter(path => existsSync(path))) {
    for (const name of readdirSync(folder).sort()) {
      if (/\.ya?ml$/.test(name) && !paths.has(name)) paths.set(name, join(folder, name));
    }
  }
  return [...paths.values()].map(readAnyMap);
}

/** The maps of executions among those of some folders. */
export function mapsIn(folders: readonly string[]): MapFile[] {
  return anyMapsIn(folders).filter((file): file is MapFile => !isTableMap(file));
}

/**
 * Reads a map file of any kind and checks it. A map that names a `table` is one of that table, any other of executions.
 * @throws RiskbookError `BAD_MAP` with each field that is wrong
 */
export function readAnyMap(path: string): AnyMapFile {
  const content = readYaml(path);
  const isOfTable = typeof content === "object" && content !== null && "table" in content;
  return isOfTable ? { path, map: checkTableMap(content, path) } : { path, map: checkMap(content, path) };
}

/**
 * Reads a map of executions.
 * @throws RiskbookError `BAD_MAP`, also for a map of a keyed table
 */
export function readMap(path: string): MapFile {
  const file = readAnyMap(path);
  if (!isTableMap(file)) return file;
  throw new RiskbookError("BAD_MAP", `${path} is a map of ${file.map.table}, not of executions.`, { exitCode: 2 });
}

/** Checks a map of executions that was given as a value. `origin` is what messages call it. */
export function checkMap(content: unknown, origin: string): ColumnMap {
  return checked(columnMapSchema, content, origin);
}

/** Checks a map of a keyed table that was given as a value. */
export function checkTableMap(content: unknown, origin: string): TableMap {
  return checked(tableMapSchema, content, origin);
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new RiskbookError("BAD_MAP", `${path} could not be read as YAML: ${messageOf(error).trim()}`, {
      exitCode: 2,
      cause: error,
    });
  }
}

function checked<T>(schema: z.ZodType<T>, content: unknown, origin: string): T {
  const result = schema.safeParse(content ?? {});
  if (result.success) return result.data;
  const wrongs = schemaProblems(result.error);
  throw new RiskbookError("BAD_MAP", `${origin} is not a column map:\n${wrongs.join("\n")}`, { exitCode: 2 });
}

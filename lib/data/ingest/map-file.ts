import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { messageOf, RiskbookError, schemaProblems } from "../../core/index.js";
import type { ColumnMap } from "./map.js";
import { columnMapSchema } from "./map-schema.js";

/** A column map with the place it was read from, which messages name. */
export interface MapFile {
  readonly path: string;
  readonly map: ColumnMap;
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
export function mapsIn(folders: readonly string[]): MapFile[] {
  const paths = new Map<string, string>();
  for (const folder of folders.filter(path => existsSync(path))) {
    for (const name of readdirSync(folder).sort()) {
      if (/\.ya?ml$/.test(name) && !paths.has(name)) paths.set(name, join(folder, name));
    }
  }
  return [...paths.values()].map(readMap);
}

/**
 * Reads a map file and checks it.
 * @throws RiskbookError `BAD_MAP` with each field that is wrong
 */
export function readMap(path: string): MapFile {
  const text = readFileSync(path, "utf8");
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new RiskbookError("BAD_MAP", `${path} could not be read as YAML: ${messageOf(error).trim()}`, {
      exitCode: 2,
      cause: error,
    });
  }
  return { path, map: checkMap(content, path) };
}

/** Checks a map that was given as a value. `origin` is what messages call it. */
export function checkMap(content: unknown, origin: string): ColumnMap {
  const checked = columnMapSchema.safeParse(content ?? {});
  if (checked.success) return checked.data;
  const wrongs = schemaProblems(checked.error);
  throw new RiskbookError("BAD_MAP", `${origin} is not a column map:\n${wrongs.join("\n")}`, { exitCode: 2 });
}

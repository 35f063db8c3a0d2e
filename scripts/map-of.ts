import { join, resolve } from "node:path";
import { findBook, packageRoot, RiskbookError } from "../lib/core/index.js";
import {
  type AnyMapFile,
  findMap,
  isTableMap,
  type MapFile,
  readAnyMap,
  readMap,
  type TableMapFile,
} from "../lib/data/index.js";
import type { Context } from "./context.js";

/** The folder of the maps that ship with riskbook. */
export function shippedMaps(): string {
  return join(packageRoot(), "data", "maps");
}

/**
 * The map of executions that a command was given: a path, counted from where the command was started, or a name among the
 * book's maps and the shipped ones.
 */
export function mapOf(name: string, context: Context): MapFile {
  return readMap(pathOfMap(name, context));
}

/** The map that a command was given, of executions or of a keyed table. */
export function anyMapOf(name: string, context: Context): AnyMapFile {
  return readAnyMap(pathOfMap(name, context));
}

/**
 * The map of a keyed table that a command was given.
 * @throws RiskbookError `BAD_MAP` for a map of executions
 */
export function tableMapOf(name: string, context: Context): TableMapFile {
  const file = anyMapOf(name, context);
  if (isTableMap(file)) return file;
  throw new RiskbookError("BAD_MAP", `${file.path} is a map of executions; a map of a table is needed.`, {
    exitCode: 2,
  });
}

function pathOfMap(name: string, context: Context): string {
  const path = /[/\\]|\.ya?ml$/.test(name) ? resolve(context.cwd, name) : name;
  return findMap(path, mapFolders(context));
}

/** The folders that maps are looked for in: the book's, then the shipped ones. */
export function mapFolders(context: Context): string[] {
  const book = findBook(context.cwd);
  return book === undefined ? [shippedMaps()] : [join(book, "data", "maps"), shippedMaps()];
}

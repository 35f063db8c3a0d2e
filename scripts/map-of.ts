import { join, resolve } from "node:path";
import { findBook, packageRoot } from "../lib/core/index.js";
import { findMap, type MapFile, readMap } from "../lib/data/index.js";
import type { Context } from "./context.js";

/** The folder of the maps that ship with riskbook. */
export function shippedMaps(): string {
  return join(packageRoot(), "data", "maps");
}

/**
 * The map that a command was given: a path, counted from where the command was started, or a name among the book's maps
 * and the shipped ones.
 */
export function mapOf(name: string, context: Context): MapFile {
  const path = /[/\\]|\.ya?ml$/.test(name) ? resolve(context.cwd, name) : name;
  return readMap(findMap(path, mapFolders(context)));
}

/** The folders that maps are looked for in: the book's, then the shipped ones. */
export function mapFolders(context: Context): string[] {
  const book = findBook(context.cwd);
  return book === undefined ? [shippedMaps()] : [join(book, "data", "maps"), shippedMaps()];
}

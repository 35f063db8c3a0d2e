import { join } from "node:path";
import type { TableName } from "../tables/index.js";

/** Where the parts of a store lie within its folder. */
export interface StoreLayout {
  readonly root: string;
  readonly manifests: string;
  /** Manifests that were pruned, until nobody can be reading their files any more. */
  readonly retired: string;
  readonly pins: string;
  /** Unfinished files; nothing refers to them. */
  readonly unfinished: string;
  readonly data: string;
  readonly rejects: string;
}

/** The layout of a store in a folder, which need not exist yet. */
export function storeLayout(root: string): StoreLayout {
  const folder = (name: string): string => join(root, name);
  return {
    root,
    manifests: folder("manifests"),
    retired: folder("retired"),
    pins: folder("pins"),
    unfinished: folder("unfinished"),
    data: folder("data"),
    rejects: folder("rejects"),
  };
}

const MANIFEST_FILE = /^(\d{8})\.json$/;

/** The file name of a manifest, padded so that names sort as numbers do. */
export function manifestFileName(number: number): string {
  return `${String(number).padStart(8, "0")}.json`;
}

/** The number that a file name states, or undefined for a file that is no manifest. */
export function manifestNumber(fileName: string): number | undefined {
  const match = MANIFEST_FILE.exec(fileName);
  return match ? Number(match[1]) : undefined;
}

/** Path of a data file relative to the store. */
export function dataPath(table: TableName, partition: string, name: string): string {
  return `data/${table}/${partition}/${name}.parquet`;
}

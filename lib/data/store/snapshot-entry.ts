import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode } from "../../core/index.js";
import { manifestFileName } from "./layout.js";
import { type Manifest, rowsByTable, type TableCounts } from "./manifest.js";
import { manifestNumbers, readManifest } from "./manifest-folder.js";

/** A snapshot as a list shows it: everything but its files. */
export interface SnapshotEntry extends Omit<Manifest, "files" | "rows"> {
  readonly rows: TableCounts;
}

/** More than any manifest has before its files. */
const HEAD_BYTES = 8192;
/** Where the files of a manifest begin: at its own level, as a line break within a text is written otherwise. */
const FILES = '\n "files": [';

/**
 * Every snapshot of a folder of manifests, oldest first, from the first few kilobytes of each. The files, and with them the
 * proof that a manifest is whole, are left to whoever opens the snapshot.
 */
export function readEntries(folder: string): SnapshotEntry[] {
  return manifestNumbers(folder).flatMap(number => readHead(folder, number) ?? entryOf(readManifest(folder, number)));
}

function readHead(folder: string, number: number): SnapshotEntry | undefined {
  const text = beginning(join(folder, manifestFileName(number)));
  const end = text.indexOf(FILES);
  if (end === -1) return undefined;
  try {
    const head = JSON.parse(`${text.slice(0, end).replace(/,\s*$/, "")}}`) as Omit<Manifest, "files">;
    // A manifest of an older riskbook does not say how many rows there are; its files do.
    return head.rows === undefined ? undefined : { ...head, rows: head.rows };
  } catch {
    return undefined;
  }
}

function entryOf(manifest: Manifest | undefined): SnapshotEntry[] {
  if (manifest === undefined) return [];
  const { files, ...head } = manifest;
  return [{ ...head, rows: rowsByTable(files) }];
}

function beginning(path: string): string {
  const buffer = Buffer.alloc(HEAD_BYTES);
  try {
    const handle = openSync(path, "r");
    try {
      return buffer.toString("utf8", 0, readSync(handle, buffer));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return ""; // pruned meanwhile
    throw error;
  }
}

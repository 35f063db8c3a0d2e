import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { SourceFile } from "./source-file.js";

/** Enough for any header; a gzipped beginning of this length unpacks to at most a thousand times as much. */
const BEGINNING_BYTES = 65_536;
const LONGEST_BEGINNING = 64 * 1024 * 1024;

/** The first bytes of a file, unpacked: less than the whole of a long one. */
export function beginningOf(file: SourceFile): Uint8Array {
  const handle = openSync(file.path, "r");
  try {
    const bytes = new Uint8Array(BEGINNING_BYTES);
    const start = bytes.subarray(0, readSync(handle, bytes, 0, BEGINNING_BYTES, 0));
    if (!file.gzipped) return start;
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LONGEST_BEGINNING });
  } finally {
    closeSync(handle);
  }
}

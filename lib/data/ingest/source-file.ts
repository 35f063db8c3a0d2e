import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { hasErrorCode, RiskbookError } from "../../core/index.js";

/** A file that can be read and is not empty. */
export interface SourceFile {
  readonly path: string;
  /** The name that rows and messages carry. */
  readonly name: string;
  readonly gzipped: boolean;
}

/**
 * Looks at a file before it is read.
 * @throws RiskbookError `NO_FILE`, `NO_READ_RIGHT`, `EMPTY_FILE`
 */
export function sourceFile(path: string): SourceFile {
  try {
    if (!statSync(path).isFile()) throw new RiskbookError("NO_FILE", `${path} is not a file.`, { exitCode: 2 });
    const start = firstBytes(path);
    if (start.length === 0) {
      throw new RiskbookError("EMPTY_FILE", `${path} is empty. Export it again; a header line is expected.`);
    }
    return { path, name: basename(path), gzipped: start[0] === 0x1f && start[1] === 0x8b };
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) {
      throw new RiskbookError("NO_FILE", `There is no file ${path}. Check its name and folder.`, { exitCode: 2 });
    }
    if (hasErrorCode(error, "EACCES")) {
      throw new RiskbookError("NO_READ_RIGHT", `You may not read ${path}. Give this user the right to read it.`);
    }
    throw error;
  }
}

function firstBytes(path: string): Uint8Array {
  const handle = openSync(path, "r");
  try {
    const bytes = new Uint8Array(2);
    return bytes.subarray(0, readSync(handle, bytes, 0, 2, 0));
  } finally {
    closeSync(handle);
  }
}

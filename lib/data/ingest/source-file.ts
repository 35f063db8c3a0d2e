import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { hasErrorCode, RiskbookError } from "../../core/index.js";

/** A file that can be read and is not empty. */
export interface SourceFile {
  readonly path: string;
  /** The name that rows and messages carry. */
  readonly name: string;
  readonly gzipped: boolean;
  /** Whether it begins with bytes that no text has, as a workbook or a picture does; true for UTF-16 too. */
  readonly binary: boolean;
}

/** Enough of a file to see what it is. */
const BEGINNING_BYTES = 4096;

/**
 * Looks at a file before it is read.
 * @throws RiskbookError `NO_FILE`, `NO_READ_RIGHT`, `EMPTY_FILE`
 */
export function sourceFile(path: string): SourceFile {
  try {
    if (!statSync(path).isFile()) {
      throw new RiskbookError(
        "NO_FILE",
        `${path} is not a file. Name the files in it, such as ${join(path, "*.csv")}.`,
        {
          exitCode: 2,
        },
      );
    }
    const start = firstBytes(path);
    if (start.length === 0) {
      throw new RiskbookError("EMPTY_FILE", `${path} is empty. Export it again; a header line is expected.`);
    }
    const gzipped = start[0] === 0x1f && start[1] === 0x8b;
    return { path, name: basename(path), gzipped, binary: !gzipped && start.includes(0) };
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
    const bytes = new Uint8Array(BEGINNING_BYTES);
    return bytes.subarray(0, readSync(handle, bytes, 0, BEGINNING_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}

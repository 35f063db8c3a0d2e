import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasErrorCode, messageOf, RiskbookError } from "./failure.js";

/** Flushes a folder's entries to disk, so that a file that was linked or renamed into it survives a power cut. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // Windows cannot open a folder for fsync and orders its metadata itself
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes and syncs a file that must not exist yet. */
export function writeNewFile(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  const handle = openSync(path, "wx");
  try {
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Replaces a file as a whole: readers see the old content or the new, never a part. Creates missing folders. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeFailure(path, error);
  }
  try {
    writeNewFile(temporary, content);
    renameSync(temporary, path);
    syncFolder(folder);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeFailure(path, error);
  }
}

/** Turns a failed write into a sentence with a remedy; errors of ours pass through. */
export function writeFailure(path: string, error: unknown): unknown {
  if (error instanceof RiskbookError) return error;
  if (hasErrorCode(error, "ENOSPC") || hasErrorCode(error, "EDQUOT")) {
    return new RiskbookError(
      "DISK_FULL",
      `There is no space left to write ${path}. Free some space and run again; nothing was changed.`,
      { cause: error },
    );
  }
  if (hasErrorCode(error, "EACCES") || hasErrorCode(error, "EPERM") || hasErrorCode(error, "EROFS")) {
    return new RiskbookError(
      "NO_WRITE_RIGHT",
      `You may not write ${path}. Give this user the right to write there, or choose another folder.`,
      { cause: error },
    );
  }
  return new RiskbookError("WRITE_FAILED", `${path} could not be written: ${messageOf(error)}.`, { cause: error });
}

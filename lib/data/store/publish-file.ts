import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasErrorCode, syncFolder } from "../../core/index.js";

/** The steps of {@link publishFile}, for a caller that wants to be told before each. */
export type PublishStep = "write" | "sync" | "link" | "sync-folder";

/**
 * Puts a file in place only if none has its name: the content is written and synced elsewhere, then linked, which the file
 * system does as one step. Two processes that try at once cannot both succeed.
 * @param unfinished folder on the same file system for the file while it grows
 * @returns false when the name was taken
 */
export function publishFile(
  path: string,
  content: string,
  unfinished: string,
  before: (step: PublishStep) => void = () => {},
): boolean {
  mkdirSync(unfinished, { recursive: true });
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(unfinished, randomUUID());
  try {
    before("write");
    const handle = openSync(temporary, "wx");
    try {
      const bytes = Buffer.from(content, "utf8");
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset);
      before("sync");
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    before("link");
    linkSync(temporary, path);
    before("sync-folder");
    syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

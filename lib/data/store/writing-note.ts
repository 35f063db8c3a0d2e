import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode, writeFailure } from "../../core/index.js";
import type { StoreLayout } from "./layout.js";

const NOTE = ".writing";

/**
 * Leaves a note that files are being written which no manifest names yet. A writer that is killed leaves it behind, and only
 * where such a note is does a publication look for orphans: it would have to read every manifest for it.
 * @returns takes the note away
 */
export function noteWriting({ unfinished }: StoreLayout): () => void {
  const path = join(unfinished, `${randomUUID()}${NOTE}`);
  try {
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(path, "");
  } catch (error) {
    throw writeFailure(path, error);
  }
  return () => rmSync(path, { force: true });
}

/** Whether something that a writer left is older than a time, in milliseconds since 1970. */
export function isLeftBehind({ unfinished }: StoreLayout, oldestMs: number): boolean {
  try {
    const times = readdirSync(unfinished).map(
      name => statSync(join(unfinished, name), { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY,
    );
    return times.some(time => time <= oldestMs);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return false;
    throw error;
  }
}

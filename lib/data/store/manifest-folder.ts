import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode, RiskbookError } from "../../core/index.js";
import { manifestFileName, manifestNumber } from "./layout.js";
import { decodeManifest, type Manifest } from "./manifest.js";

/** The numbers of the manifests in a folder, smallest first; none in a folder that is not there. */
export function manifestNumbers(folder: string): number[] {
  try {
    const numbers = readdirSync(folder).flatMap(name => manifestNumber(name) ?? []);
    return numbers.sort((left, right) => left - right);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

/**
 * One manifest of a folder, or undefined when it is not there (any more).
 * @throws RiskbookError `STORE_TOO_NEW`, `STORE_DAMAGED`
 */
export function readManifest(folder: string, number: number): Manifest | undefined {
  const path = join(folder, manifestFileName(number));
  try {
    return decodeManifest(readFileSync(path, "utf8"), path);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Every manifest of a folder, oldest first. One that is pruned while they are read is left out. */
export function readManifests(folder: string): Manifest[] {
  return manifestNumbers(folder).flatMap(number => readManifest(folder, number) ?? []);
}

/**
 * The newest manifest of a folder, or null.
 * @throws RiskbookError `STORE_TOO_NEW`, `STORE_DAMAGED`
 */
export function newestManifest(folder: string): Manifest | null {
  for (let seen: number | undefined; ; ) {
    const newest = manifestNumbers(folder).at(-1);
    if (newest === undefined) return null;
    const manifest = readManifest(folder, newest);
    if (manifest !== undefined) return manifest;
    if (newest === seen) throw unreadable(join(folder, manifestFileName(newest)));
    seen = newest; // pruned meanwhile, which can only be when a newer one stands
  }
}

function unreadable(path: string): RiskbookError {
  return new RiskbookError("STORE_DAMAGED", `${path} is listed but cannot be opened. Restore it from a backup.`);
}

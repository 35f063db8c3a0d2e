import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasErrorCode, RiskbookError, writeFailure } from "../../core/index.js";
import { hashFile } from "./hash-file.js";
import type { StoredFile } from "./manifest.js";
import type { Store } from "./store.js";
import { syncFile } from "./table-file.js";

/**
 * Copies one data file to another store, where it appears as a whole, synced, and with the hash that its manifest states.
 * One that is there already is compared, and copied again only if it is not that file. Its folder is not synced yet.
 * @returns whether it was copied; `lost` when the file is no longer there to be copied
 * @throws RiskbookError `STORE_DAMAGED` when the source's file is not what its manifest says
 */
export async function copyDataFile(from: Store, to: Store, file: StoredFile): Promise<"copied" | "there" | "lost"> {
  const source = join(from.layout.root, file.path);
  const target = join(to.layout.root, file.path);
  if (await isFile(target, file)) return "there";
  const temporary = join(to.layout.unfinished, `${randomUUID()}.parquet`);
  try {
    mkdirSync(to.layout.unfinished, { recursive: true });
    mkdirSync(dirname(target), { recursive: true });
    to.options.checkpoint("copy-file");
    if (statSync(source, { throwIfNoEntry: false }) === undefined) return "lost";
    await copyFile(source, temporary);
    syncFile(temporary);
    if (!(await isFile(temporary, file))) throw damaged(source);
    to.options.checkpoint("place-file");
    renameSync(temporary, target);
    return "copied";
  } catch (error) {
    if (hasErrorCode(error, "ENOENT") && statSync(source, { throwIfNoEntry: false }) === undefined) return "lost";
    throw writeFailure(target, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function isFile(path: string, { bytes, sha256 }: StoredFile): Promise<boolean> {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes && (await hashFile(path)) === sha256;
}

function damaged(path: string): RiskbookError {
  return new RiskbookError(
    "STORE_DAMAGED",
    `${path} is not the file that its manifest names: its SHA-256 differs. Restore it from a backup; see what else is wrong with "riskbook snapshots verify". The copy has every snapshot before it.`,
  );
}

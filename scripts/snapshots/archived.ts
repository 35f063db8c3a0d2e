import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode, messageOf, RiskbookError } from "../../lib/core/index.js";

/**
 * The ids of the snapshots that the runs of an archive of reports were made from, delivered or not, failed ones included.
 * @param output the folder of the archive; one that does not exist has no runs
 * @throws RiskbookError `BAD_ARCHIVE` for a run whose manifest cannot be read, as nobody knows what it needs
 */
export function archivedSnapshots(output: string): Set<string> {
  const ids = new Set<string>();
  for (const path of manifestsBelow(output)) {
    const id = snapshotOf(path);
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

function manifestsBelow(output: string): string[] {
  try {
    const entries = readdirSync(output, { withFileTypes: true, recursive: true });
    return entries.filter(({ name }) => name === "manifest.json").map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

function snapshotOf(path: string): string | undefined {
  try {
    const { inputs } = JSON.parse(readFileSync(path, "utf8")) as { inputs: { snapshot: { sha256: string } | null } };
    return inputs.snapshot?.sha256;
  } catch (error) {
    throw new RiskbookError(
      "BAD_ARCHIVE",
      `${path} does not say which snapshot its report was made from: ${messageOf(error)}. Restore it or remove its run; nothing was pruned.`,
      { cause: error },
    );
  }
}

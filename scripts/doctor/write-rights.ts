import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder, writeNewFile } from "../../lib/core/index.js";
import { type Check, ok } from "./check.js";

/** The folders that riskbook writes: the store, the operational state and the output. */
export const writeRightsCheck: Check = {
  name: "write rights",
  run({ book }) {
    if (book === undefined) return ok("no book here, nothing to write");
    const refused = [book.store, book.state, book.output].flatMap(folder => {
      const place = nearestFolder(folder);
      return canWrite(place) ? [] : [folder];
    });
    if (refused.length === 0) return ok(`data and output in ${book.root} can be written`);
    return {
      status: "failed",
      detail: `this user may not write ${refused.join(", ")}`,
      remedy: `Give the user that runs riskbook the right to write there, for example: chown -R "$USER" ${book.root}`,
    };
  },
};

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

/** Writes and removes a file: mode bits tell nothing of read-only mounts and quotas. */
function canWrite(folder: string): boolean {
  const probe = join(folder, `.riskbook-probe-${process.pid}`);
  try {
    mkdirSync(probe);
    writeNewFile(join(probe, "probe"), "probe");
    syncFolder(probe);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, RiskbookError, writeFailure } from "../../core/index.js";

/**
 * Does some work while no other process does work under the same lock. The lock is SQLite's on a file: the system takes
 * it back when its holder dies, however it dies.
 * @throws RiskbookError `SOURCE_BUSY` where another process holds it
 */
export async function withLock<T>(path: string, source: string, work: () => Promise<T>): Promise<T> {
  const { DatabaseSync } = await import("node:sqlite"); // loaded here, as only few commands need it
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw writeFailure(path, error);
  }
  const database = new DatabaseSync(path);
  try {
    try {
      database.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      if (!messageOf(error).includes("locked")) throw writeFailure(path, error);
      throw new RiskbookError(
        "SOURCE_BUSY",
        `Another process is fetching from ${source} just now (it holds ${path}). Wait until it is done and run again.`,
      );
    }
    return await work();
  } finally {
    database.close();
  }
}

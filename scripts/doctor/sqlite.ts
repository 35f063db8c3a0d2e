import { join } from "node:path";
import { openState, STATE_FILE } from "../../lib/ops/index.js";
import { type Check, ok } from "./check.js";

/** The operational state: it opens, is of this version, and is whole. */
export const sqliteCheck: Check = {
  name: "state",
  async run({ book }) {
    const { DatabaseSync } = await import("node:sqlite");
    const memory = new DatabaseSync(":memory:");
    const version = String(memory.prepare("SELECT sqlite_version() AS version").get()?.version);
    memory.close();
    if (book === undefined) return ok(`SQLite ${version}`);
    const path = join(book.state, STATE_FILE);
    const state = openState(path);
    try {
      const verdict = String(state.one("PRAGMA quick_check")?.quick_check);
      if (verdict === "ok") return ok(`SQLite ${version}, ${path} is whole`);
      return { status: "failed", detail: `${path}: ${verdict}`, remedy: `Restore ${path} from a backup.` };
    } finally {
      state.close();
    }
  },
};

import { join } from "node:path";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import type { KeyedTableName } from "../tables/index.js";
import type { IngestSummary } from "./summary.js";
import { ingestTable, type TableIngestOptions } from "./tables.js";
import { NOW, temporaryFile, temporaryFolder } from "./testing.js";

/** A store in a folder that is removed when the test ends. */
export function emptyStore(): Store {
  return openStore(join(temporaryFolder(), "store"), { now: () => NOW });
}

/** Loads a file of a table with some content. */
export function loadTable(
  store: Store,
  table: KeyedTableName,
  name: string,
  content: string | Uint8Array,
  options: Partial<TableIngestOptions> = {},
): Promise<IngestSummary> {
  const files = [temporaryFile(name, content)];
  return ingestTable({ store, table, files, now: () => NOW, progress: silentProgress, ...options });
}

/** Rows of the newest snapshot. */
export async function rowsOf(store: Store, sql: string): Promise<Record<string, unknown>[]> {
  const snapshot = await openSnapshot(store);
  try {
    return await snapshot.rows(sql);
  } finally {
    snapshot.close();
  }
}

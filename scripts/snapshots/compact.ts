import { type Compaction, compactStore, type FileTotals } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
import type { AddVerb, StoreFlags } from "./verb.js";

/** `riskbook snapshots compact`: the same rows in fewer files. */
export function registerCompact(add: AddVerb, context: Context): void {
  add("compact", "publish a snapshot with the newest one's rows in one file for each partition").action(
    async (flags: StoreFlags) => {
      const compaction = await compactStore(storeOf(flags.store, context));
      context.write(flags.json ? `${JSON.stringify(compaction)}\n` : compactionText(compaction));
    },
  );
}

function compactionText(compaction: Compaction | null): string {
  if (compaction === null) return "Each partition is one file already: no new snapshot.\n";
  const { snapshot, before, after } = compaction;
  return `Snapshot ${snapshot.number} (${snapshot.id.slice(0, 12)}): the rows of ${totals(before)} in ${totals(after)}\n`;
}

function totals({ files, bytes }: FileTotals): string {
  return `${files} ${files === 1 ? "file" : "files"} (${(bytes / 1e6).toFixed(1)} MB)`;
}

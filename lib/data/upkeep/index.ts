export { COPY_CHECKPOINTS, PRUNE_CHECKPOINTS } from "../store/checkpoint.js";
export { type Compaction, compactStore, type FileTotals } from "./compact.js";
export { copyStore, type StoreCopy } from "./copy.js";
export {
  type ChangeCounts,
  type ChangeKind,
  type DiffOptions,
  diffSnapshots,
  type RowDifference,
  type TableDifference,
} from "./diff.js";
export { EXPORT_FORMATS, type ExportFormat, type ExportOptions, exportTable, type TableExport } from "./export.js";
export {
  type PrunedSnapshot,
  type PruneOptions,
  type PrunePlan,
  planPrune,
  pruneStore,
} from "./prune.js";
export type { Retention } from "./retention.js";
export { type StoreProblem, type Verification, verifyStore } from "./verify.js";

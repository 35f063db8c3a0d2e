export { type Compaction, compactStore, type FileTotals } from "./compact.js";
export {
  type ChangeCounts,
  type ChangeKind,
  type DiffOptions,
  diffSnapshots,
  type RowDifference,
  type TableDifference,
} from "./diff.js";
export { type StoreProblem, type Verification, verifyStore } from "./verify.js";

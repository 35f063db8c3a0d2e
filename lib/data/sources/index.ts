export { type CollectOptions, type CollectSummary, collect } from "./collect.js";
export {
  type PropReportsLogin,
  type PropReportsMaps,
  type PropReportsOptions,
  type PropReportsSettings,
  propReportsLogin,
  propReportsSource,
} from "./propreports/index.js";
export type {
  AccountDay,
  Dataset,
  Disagreement,
  Feed,
  FillsDataset,
  KeptPage,
  Page,
  Piece,
  ReadDataset,
  Reading,
  Source,
  TableRows,
} from "./source.js";
export { COLLECT_STEPS, type CollectStep } from "./steps.js";
export { type Unreconciled, unreconciledDays } from "./unreconciled.js";
export { watermarkedSnapshots } from "./watermarks.js";
export type { WebEffects } from "./web-effects.js";

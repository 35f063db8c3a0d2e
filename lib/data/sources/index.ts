export { type CollectOptions, type CollectSummary, collect } from "./collect.js";
export {
  type PropReportsLogin,
  type PropReportsOptions,
  type PropReportsSettings,
  propReportsLogin,
  propReportsSource,
} from "./propreports/index.js";
export type { Dataset, Feed, KeptPage, Page, Piece, Source, TableRows } from "./source.js";
export { COLLECT_STEPS, type CollectStep } from "./steps.js";
export { watermarkedSnapshots } from "./watermarks.js";
export type { WebEffects } from "./web-effects.js";

export type { AccountRulesConfig, AccountTerms, DrawdownTerms, LossTerms } from "./account-rules-config.js";
export { type Book, type BookConfig, openBook, parseBookConfig } from "./book.js";
export {
  type BigQueryConfig,
  type FlexConfig,
  type NamedSourceConfig,
  type PostgresConfig,
  PROPREPORTS_DATASETS,
  type PropReportsConfig,
  type PropReportsDataset,
  type QueryConfig,
  type SnowflakeConfig,
  type SourcesConfig,
  type WarehouseConfig,
} from "./book-sources.js";
export { canonicalJson } from "./canonical.js";
export { clockText, durationText } from "./clock-text.js";
export { addDays, dayNumber, fromDayNumber, type IsoDate, isIsoDate, isTimeZone, utcDate } from "./dates.js";
export { type ExitCode, hasErrorCode, messageOf, RiskbookError } from "./failure.js";
export { replaceFile, syncFolder, writeFailure, writeNewFile } from "./files.js";
export { BOOK_FILE, findBook } from "./find-book.js";
export { createBook, type NewBook, type NewFile } from "./new-book.js";
export { packageRoot, packageVersion } from "./package.js";
export { type Progress, silentProgress, streamProgress } from "./progress.js";
export type { QualityConfig } from "./quality-config.js";
export { fnv1a, type RandomStream, randomStream } from "./random.js";
export { type RetentionConfig, usualRetention } from "./retention-config.js";
export { schemaProblem, schemaProblems } from "./schema-problems.js";
export { sha256 } from "./sha256.js";
export { systemFailure } from "./system-failure.js";

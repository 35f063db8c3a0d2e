export { type BigQueryOptions, bigQuerySource } from "./bigquery/index.js";
export { type CollectOptions, type CollectSummary, collect } from "./collect.js";
export { type FlexOptions, flexSource, flexToken, flexVariable } from "./ibkr-flex/index.js";
export {
  type PostgresConnection,
  type PostgresOptions,
  postgresConnection,
  postgresSource,
  postgresVariables,
} from "./postgres/index.js";
export {
  ingestReport,
  type PropReportsLogin,
  type PropReportsMaps,
  type PropReportsOptions,
  type PropReportsSettings,
  propReportsLogin,
  propReportsSource,
  REPORT_KINDS,
  type ReportIngestOptions,
  type ReportKind,
  reportKind,
} from "./propreports/index.js";
export {
  type SnowflakeLogin,
  type SnowflakeOptions,
  snowflakeLogin,
  snowflakeSource,
  snowflakeVariables,
} from "./snowflake/index.js";
export type {
  AccountDay,
  Dataset,
  Disagreement,
  Feed,
  FilesDataset,
  FillsDataset,
  KeptPage,
  Page,
  Piece,
  ReadDataset,
  Reading,
  Source,
  StreamedPage,
  TableRows,
} from "./source.js";
export { COLLECT_STEPS, type CollectStep } from "./steps.js";
export { type Unreconciled, unreconciledDays } from "./unreconciled.js";
export type { WarehouseSurroundings } from "./warehouse/queries.js";
export { watermarkedSnapshots } from "./watermarks.js";
export type { WebEffects } from "./web-effects.js";

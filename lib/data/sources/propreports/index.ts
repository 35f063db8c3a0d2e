export type { PropReportsMaps } from "./datasets.js";
export { ingestReport, type ReportIngestOptions } from "./ingest-report.js";
export { REPORT_KINDS, type ReportKind, reportKind } from "./report-file.js";
export { type PropReportsLogin, type PropReportsSettings, propReportsLogin } from "./settings.js";
export { type PropReportsOptions, propReportsSource } from "./source.js";

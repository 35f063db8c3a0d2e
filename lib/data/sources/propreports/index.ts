export type { PropReportsMaps } from "./datasets.js";
export { type PropReportsLogin, type PropReportsSettings, propReportsLogin } from "./settings.js";
export { type PropReportsOptions, propReportsSource } from "./source.js";

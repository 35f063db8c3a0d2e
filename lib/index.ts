/** The public API: what notebooks and reports import from "riskbook". */
export { addDays, dayNumber, fromDayNumber, type IsoDate, isIsoDate, RiskbookError, utcDate } from "./core/index.js";
export { defineReport, type ParameterSchema, type ReportDefinition, type ReportOptions } from "./report/index.js";

export { type AccountActivity, type Coverage, sessionCoverage, type TableCoverage } from "./coverage.js";
export {
  judgeQuality,
  type Quality,
  type QualityCheck,
  type QualityOptions,
  qualityOf,
  type TableVerdict,
  type Verdict,
} from "./quality.js";
export type { Finding, Rule, Severity, Threshold } from "./rule.js";
export { QUALITY_RULES } from "./rules/index.js";

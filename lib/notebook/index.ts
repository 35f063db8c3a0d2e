export {
  DISPLAY_HOOK,
  DISPLAY_METHOD,
  type DisplayHook,
  type DisplayOptions,
  display,
  type MimeBundle,
} from "./display.js";
export { type Harvest, type HarvestNotice, harvestNotebook } from "./harvest/harvest.js";
export * from "./runner.js";
export type { Account } from "./session/accounts.js";
export { readBalanceSheet, readMargin, type StatedSheet } from "./session/balance-sheet.js";
export type { TimedStatus } from "./session/breach-times.js";
export type { CapitalBase } from "./session/capital.js";
export { bookHypothetical, type HypotheticalOptions } from "./session/hypothetical.js";
export {
  breachText,
  type LimitFinding,
  limitFindings,
  limitRow,
  limitTitle,
  limitValue,
} from "./session/limit-words.js";
export { type JudgedLimits, judgeLimits } from "./session/limits.js";
export { reverseStressOfLimits } from "./session/reverse-stress.js";
export { type JudgedAccount, type JudgedRules, judgeRules } from "./session/rules.js";
export { findScenarios, readScenarios, scenarioFolders } from "./session/scenario-files.js";
export { openSession, type Session, type SessionOptions } from "./session/session.js";
export { lastSession } from "./session/sessions.js";
export { readStressBook, type StressBook, type StressOptions, type StressRun, stressBook } from "./session/stress.js";
export type { FormatInput } from "./show/format-input.js";
export type { KnownTo } from "./show/interval.js";
export { type KpiInput, type KpiItem, type KpisOptions, type KpiWords, kpisBlock } from "./show/kpis.js";
export { type Show, type ShowChartOptions, show } from "./show/show.js";
export { type ColumnOptions, type TableOptions, tableBlock } from "./show/table.js";
export type { ArqueroTable, ColumnArrays, TableInput } from "./show/table-input.js";
export type { TotalInput } from "./show/total.js";

export { checkNotebooks, findNotebooks, type ReportedFinding, strippedFile } from "./check/check.js";
export { type Kernel, type StartOptions, startKernel } from "./client/kernel.js";
export {
  DISPLAY_HOOK,
  DISPLAY_METHOD,
  type DisplayHook,
  type DisplayOptions,
  display,
  type MimeBundle,
} from "./display.js";
export {
  type CellMetadata,
  type CodeCell,
  hasTag,
  type Notebook,
  type NotebookCell,
  type Output,
  type TextCell,
} from "./format/notebook.js";
export { parseNotebook, readNotebook } from "./format/read.js";
export { serialiseNotebook, stripNotebook } from "./format/write.js";
export { type Harvest, type HarvestNotice, harvestNotebook } from "./harvest/harvest.js";
export {
  installKernel,
  jupyterUserFolder,
  KERNEL_NAME,
  type KernelLaunch,
  type KernelSpec,
  kernelSpec,
} from "./kernel/spec.js";
export type { CellRun, RunFailure } from "./run/cells.js";
export type { Literal } from "./run/literal.js";
export { type Parameter, parametersOf, readParameters } from "./run/parameters.js";
export { type RunOptions, type RunResult, type RunSubject, runNotebook } from "./run/run.js";
export type { FailureCode } from "./run/stop.js";
export type { Account } from "./session/accounts.js";
export type { CapitalBase } from "./session/capital.js";
export { openSession, type Session, type SessionOptions } from "./session/session.js";
export { lastSession } from "./session/sessions.js";
export type { FormatInput } from "./show/format-input.js";
export { type KpiInput, type KpiItem, type KpisOptions, type KpiWords, kpisBlock } from "./show/kpis.js";
export { type Show, type ShowChartOptions, show } from "./show/show.js";
export { type ColumnOptions, type TableOptions, tableBlock } from "./show/table.js";
export type { ArqueroTable, ColumnArrays, TableInput } from "./show/table-input.js";
export type { TotalInput } from "./show/total.js";

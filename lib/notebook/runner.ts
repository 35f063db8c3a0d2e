// The part of this room that runs and checks notebooks, for programs that must be quick to start: it loads neither the data
// room nor the charts, which cells load in the kernel.
export { checkNotebooks, findNotebooks, type ReportedFinding, strippedFile } from "./check/check.js";
export { type Kernel, type StartOptions, startKernel } from "./client/kernel.js";
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
export {
  installKernel,
  jupyterUserFolder,
  KERNEL_NAME,
  type KernelLaunch,
  type KernelSpec,
  kernelSpec,
} from "./kernel/spec.js";
export type { CellRun, RunFailure } from "./run/cells.js";
export type { RunPlace, RunSubject } from "./run/kernel-options.js";
export type { Literal } from "./run/literal.js";
export { type Parameter, parametersOf, readParameters } from "./run/parameters.js";
export { type RunOptions, type RunResult, runNotebook } from "./run/run.js";
export type { FailureCode } from "./run/stop.js";

import { type Progress, silentProgress } from "../../core/index.js";
import { type Kernel, type StartOptions, startKernel } from "../client/kernel.js";
import type { Notebook } from "../format/notebook.js";
import { type CellRun, type RunFailure, type RunLimits, runCells, sourcesToRun } from "./cells.js";
import { kernelOptions, type RunPlace } from "./kernel-options.js";
import type { Literal } from "./literal.js";
import { checkParameters, type Parameter, parametersOf } from "./parameters.js";
import { prepareNotebook } from "./prepare.js";
import { finishNotebook } from "./record.js";

/** How a notebook is run. Effects are parameters, with those of this machine as defaults. */
export interface RunOptions extends RunPlace {
  /** Values for parameters of the notebook; the others keep what stands there. */
  parameters?: Readonly<Record<string, unknown>>;
  /** Longest time of one cell, in milliseconds. */
  cellTimeoutMs?: number;
  /** Longest time of the whole run, in milliseconds. */
  timeoutMs?: number;
  /** How long an interrupted cell may take to end before the kernel is killed, in milliseconds. */
  graceMs?: number;
  progress?: Progress;
  /** Cancels the run; what was done so far is kept. */
  signal?: AbortSignal;
  start?: (options: StartOptions) => Promise<Kernel>;
  /** A monotonic clock in milliseconds. */
  now?: () => number;
}

/** A run that has ended. The notebook is complete in either case: with the failing cell marked, later ones unexecuted. */
export interface RunResult {
  status: "ok" | "failed";
  notebook: Notebook;
  cells: CellRun[];
  parameters: Record<string, Literal>;
  failure?: RunFailure;
  /** Start of the kernel and the whole, in milliseconds. */
  timing: { startMs: number; totalMs: number };
}

const CELL_TIMEOUT_MS = 600_000;
const TIMEOUT_MS = 3_600_000;
const GRACE_MS = 3000;

/**
 * Runs a notebook in a fresh kernel.
 * @throws RiskbookError `UNKNOWN_PARAMETER`, `BAD_PARAMETER` before anything runs; `KERNEL_DIED`, `KERNEL_TIMEOUT` when no
 * kernel starts. A cell that fails is a result, not an exception.
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<RunResult> {
  const now = options.now ?? (() => performance.now());
  const begun = now();
  const known = parametersOf(notebook);
  const given = checkParameters(known, options.parameters ?? {});
  const prepared = prepareNotebook(notebook, known, given);
  const kernel = await (options.start ?? startKernel)({ ...kernelOptions(options), cells: sourcesToRun(prepared) });
  const startMs = now() - begun;
  try {
    const { cells, failure } = await runCells(kernel, prepared, limitsOf(options), now);
    const timing = { startMs, totalMs: now() - begun };
    const outcome = { status: failure === undefined ? "ok" : "failed", cells, timing } as const;
    const parameters = { ...initialValues(known), ...given };
    const result = { ...outcome, parameters, ...(failure === undefined ? {} : { failure }) };
    return { ...result, notebook: finishNotebook(prepared, result, options.subject ?? {}, kernel.info) };
  } finally {
    await kernel.shutDown();
  }
}

function limitsOf({ cellTimeoutMs, timeoutMs, graceMs, signal, progress }: RunOptions): RunLimits {
  return {
    cellTimeoutMs: cellTimeoutMs ?? CELL_TIMEOUT_MS,
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
    graceMs: graceMs ?? GRACE_MS,
    cancellation: signal,
    progress: progress ?? silentProgress,
  };
}

function initialValues(parameters: readonly Parameter[]): Record<string, Literal> {
  return Object.fromEntries(
    parameters.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial] as const])),
  );
}

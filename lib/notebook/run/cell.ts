import { messageOf, RiskbookError } from "../../core/index.js";
import type { Kernel } from "../client/kernel.js";
import type { CodeCell } from "../format/notebook.js";
import type { OutputCollector } from "./outputs.js";
import { CellStop, type FailureCode } from "./stop.js";

/** How a cell ended. */
export type CellEnd = { status: "ok" } | { status: "failed"; code: FailureCode; message: string };

/** What bounds a cell. */
export interface CellLimits {
  /** Aborted with a `CellStop` when the cell must end. */
  stop: AbortSignal;
  /** How long an interrupted cell may take to end before its kernel is killed, in milliseconds. */
  graceMs: number;
}

/** An interrupt that arrives between two steps of a cell is lost, so it is repeated at this interval. */
const INTERRUPT_INTERVAL_MS = 250;

/** Runs one cell and puts its outputs and its count into it. Never throws: whatever happened stands in the cell. */
export async function runCell(
  kernel: Kernel,
  cell: CodeCell,
  collector: OutputCollector,
  limits: CellLimits,
): Promise<CellEnd> {
  const overflow = new AbortController();
  const stop = AbortSignal.any([limits.stop, overflow.signal]);
  const execution = kernel.execute(cell.source, message => {
    if (!collector.add(cell.outputs, message) && !overflow.signal.aborted) {
      overflow.abort(new CellStop("OUTPUT_LIMIT", "The cell printed more than 64 MB; print less, or write a file."));
    }
  });
  try {
    const reply = await untilStopped(kernel, execution, stop, limits.graceMs);
    cell.execution_count = Number(reply.execution_count ?? 0) || null;
    if (stop.aborted) throw stop.reason;
    if (reply.status === "ok") return { status: "ok" };
    return { status: "failed", code: "CELL_FAILED", message: `${reply.ename}: ${reply.evalue}` };
  } catch (error) {
    return stopped(cell, stop.aborted ? stop.reason : error);
  }
}

/** Waits for an execution; once it must stop it is interrupted, and after the grace period its kernel is killed. */
async function untilStopped<Reply>(
  kernel: Kernel,
  execution: Promise<Reply>,
  stop: AbortSignal,
  graceMs: number,
): Promise<Reply> {
  let interrupts: NodeJS.Timeout | undefined;
  let grace: NodeJS.Timeout | undefined;
  const stopNow = (): void => {
    kernel.interrupt();
    interrupts = setInterval(kernel.interrupt, INTERRUPT_INTERVAL_MS);
    grace = setTimeout(kernel.kill, graceMs);
  };
  if (stop.aborted) stopNow();
  stop.addEventListener("abort", stopNow, { once: true });
  try {
    return await execution;
  } finally {
    stop.removeEventListener("abort", stopNow);
    clearInterval(interrupts);
    clearTimeout(grace);
  }
}

/** Says in the cell why it ended, in place of the interruption that came of it. */
function stopped(cell: CodeCell, reason: unknown): CellEnd {
  const code = reason instanceof CellStop ? reason.code : "KERNEL_DIED";
  const message = messageOf(reason);
  const last = cell.outputs.at(-1);
  if (last?.output_type === "error" && last.ename === "Interrupted") cell.outputs.pop();
  cell.outputs.push({ output_type: "error", ename: NAMES[code], evalue: message, traceback: [message] });
  if (!(reason instanceof CellStop) && !(reason instanceof RiskbookError)) throw reason;
  return { status: "failed", code, message };
}

const NAMES: Readonly<Record<FailureCode, string>> = {
  CELL_FAILED: "CellFailed",
  CELL_TIMEOUT: "CellTimeout",
  RUN_TIMEOUT: "RunTimeout",
  KERNEL_DIED: "KernelDied",
  OUTPUT_LIMIT: "OutputLimit",
  CANCELLED: "Cancelled",
};

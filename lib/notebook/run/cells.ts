import type { Progress } from "../../core/index.js";
import type { Kernel } from "../client/kernel.js";
import { type CodeCell, hasTag, type Notebook } from "../format/notebook.js";
import { type CellEnd, runCell } from "./cell.js";
import { createOutputCollector } from "./outputs.js";
import { cellStop, type FailureCode, runStop } from "./stop.js";

/** What became of one code cell. `number` counts code cells from 1. */
export interface CellRun {
  id: string;
  number: number;
  status: "ok" | "failed" | "raised" | "skipped" | "unexecuted";
  durationMs: number;
}

/** Why a run failed, and where. */
export interface RunFailure {
  code: FailureCode;
  message: string;
  cell: number;
  id: string;
}

/** What bounds the cells of a run. */
export interface RunLimits {
  cellTimeoutMs: number;
  timeoutMs: number;
  graceMs: number;
  cancellation: AbortSignal | undefined;
  progress: Progress;
}

/** Runs the code cells of a notebook in order, into the notebook itself, up to the first that fails. */
export async function runCells(
  kernel: Kernel,
  notebook: Notebook,
  limits: RunLimits,
  now: () => number,
): Promise<{ cells: CellRun[]; failure?: RunFailure }> {
  const whole = runStop(limits.timeoutMs, limits.cancellation);
  const collector = createOutputCollector();
  const codeCells = codeCellsOf(notebook);
  const cells: CellRun[] = [];
  let failure: RunFailure | undefined;

  for (const [index, cell] of codeCells.entries()) {
    const place = { id: cell.id, number: index + 1 };
    if (failure !== undefined || isIdle(cell)) {
      cells.push({ ...place, status: failure === undefined ? "skipped" : "unexecuted", durationMs: 0 });
      continue;
    }
    const begun = now();
    const timer = cellStop(limits.cellTimeoutMs);
    const stop = AbortSignal.any([whole.signal, timer.signal]);
    const end = await runCell(kernel, cell, collector, { stop, graceMs: limits.graceMs });
    timer.clear();
    const run: CellRun = { ...place, status: statusOf(end, cell), durationMs: now() - begun };
    cells.push(run);
    if (run.status === "failed") failure = failureOf(end, place);
    limits.progress.line(cellLine(run, codeCells.length, cell.source));
  }
  whole.clear();
  return { cells, ...(failure === undefined ? {} : { failure }) };
}

/** The sources of the cells that a run executes, in order. */
export function sourcesToRun(notebook: Notebook): string[] {
  return codeCellsOf(notebook)
    .filter(cell => !isIdle(cell))
    .map(({ source }) => source);
}

function codeCellsOf({ cells }: Notebook): CodeCell[] {
  return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
}

function isIdle(cell: CodeCell): boolean {
  return cell.source.trim() === "" || hasTag(cell, "skip");
}

function statusOf(end: CellEnd, cell: CodeCell): CellRun["status"] {
  if (end.status === "ok") return "ok";
  return end.code === "CELL_FAILED" && hasTag(cell, "raises-exception") ? "raised" : "failed";
}

function failureOf(end: CellEnd, { id, number }: { id: string; number: number }): RunFailure | undefined {
  return end.status === "ok" ? undefined : { code: end.code, message: end.message, cell: number, id };
}

/** For example `cell  3/12  ok       0.42 s  const pnl = await book.daily();`. */
function cellLine({ number, status, durationMs }: CellRun, count: number, source: string): string {
  const title = source.split("\n").find(line => line.trim() !== "" && !/^(import\b|\/\/)/.test(line)) ?? "";
  const place = `${String(number).padStart(String(count).length)}/${count}`;
  return `cell ${place}  ${status.padEnd(6)}  ${(durationMs / 1000).toFixed(2)} s  ${title.trim().slice(0, 60)}`.trimEnd();
}

import { packageVersion } from "../../core/index.js";
import { hasTag, type Notebook, type NotebookCell } from "../format/notebook.js";
import { KERNEL_NAME } from "../kernel/spec.js";
import type { Json } from "../protocol/message.js";
import type { CellRun, RunFailure } from "./cells.js";
import type { RunSubject } from "./kernel-options.js";
import type { RunResult } from "./run.js";

/**
 * The notebook as it is kept: parts that its tags take out are gone, the failing cell is marked, and `metadata.riskbook`
 * records the run. All that a clock said stands in `metadata.riskbook.timing`; everything else is the same for the
 * same input.
 */
export function finishNotebook(
  notebook: Notebook,
  run: Omit<RunResult, "notebook">,
  subject: RunSubject,
  kernelInfo: Json,
): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.flatMap(cell => keptCell(cell, run.failure)),
    metadata: {
      ...notebook.metadata,
      kernelspec: { name: KERNEL_NAME, display_name: "TypeScript (riskbook)", language: "typescript" },
      language_info: kernelInfo.language_info,
      riskbook: recordOf(run, subject),
    },
  };
}

function recordOf(
  { status, cells, parameters, failure, timing }: Omit<RunResult, "notebook">,
  subject: RunSubject,
): Json {
  return {
    version: packageVersion(),
    status,
    snapshot: subject.snapshot ?? null,
    asOf: subject.asOf ?? null,
    parameters,
    cells: cells.map(({ id, number, status }) => ({ id, number, status })),
    ...(failure === undefined ? {} : { failure }),
    timing: {
      startMs: Math.round(timing.startMs),
      totalMs: Math.round(timing.totalMs),
      cells: Object.fromEntries(cells.map(cell => [cell.id, roundMs(cell)])),
    },
  };
}

/** What tags leave of a cell; the one that failed stays whole, so that one sees why. */
function keptCell(cell: NotebookCell, failure: RunFailure | undefined): NotebookCell[] {
  if (cell.id === failure?.id) {
    return [{ ...cell, metadata: { ...cell.metadata, riskbook: { status: "failed", code: failure.code } } }];
  }
  if (hasTag(cell, "remove-cell")) return [];
  const source = hasTag(cell, "remove-input") ? "" : cell.source;
  if (cell.cell_type !== "code" || !hasTag(cell, "remove-output")) return [{ ...cell, source }];
  return [{ ...cell, source, outputs: [] }];
}

function roundMs({ durationMs }: CellRun): number {
  return Math.round(durationMs);
}

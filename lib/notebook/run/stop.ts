/** Why a cell did not end well. */
export type FailureCode = "CELL_FAILED" | "CELL_TIMEOUT" | "RUN_TIMEOUT" | "KERNEL_DIED" | "OUTPUT_LIMIT" | "CANCELLED";

/** The reason with which a running cell is stopped. */
export class CellStop extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A signal that aborts with a `CellStop`; cleared when what it bounds has ended. */
export interface StopSignal {
  signal: AbortSignal;
  clear(): void;
}

/** Stops a cell that takes too long. */
export function cellStop(timeoutMs: number): StopSignal {
  const message = `The cell ran longer than its ${timeoutMs / 1000} s and was stopped.`;
  return stopAfter(timeoutMs, new CellStop("CELL_TIMEOUT", message));
}

/** Stops a run that takes too long, or that its caller cancels. */
export function runStop(timeoutMs: number, cancellation: AbortSignal | undefined): StopSignal {
  const message = `The run took longer than its ${timeoutMs / 1000} s and was stopped here.`;
  const timer = stopAfter(timeoutMs, new CellStop("RUN_TIMEOUT", message));
  if (cancellation === undefined) return timer;
  const cancelled = new AbortController();
  const cancel = (): void => cancelled.abort(new CellStop("CANCELLED", "The run was cancelled here."));
  if (cancellation.aborted) cancel();
  cancellation.addEventListener("abort", cancel, { once: true });
  return {
    signal: AbortSignal.any([timer.signal, cancelled.signal]),
    clear() {
      timer.clear();
      cancellation.removeEventListener("abort", cancel);
    },
  };
}

function stopAfter(timeoutMs: number, reason: CellStop): StopSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(reason), timeoutMs);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

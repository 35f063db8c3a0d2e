import type { Context } from "./context.js";

/** Aborts at the first SIGINT or SIGTERM; the second ends the process as usual. */
export function stopSignal(context: Context, inHand: string): AbortSignal {
  const stop = new AbortController();
  const ask = (): void => {
    if (!stop.signal.aborted) context.progress.line(`Ending after the ${inHand} in hand; once more to break it off.`);
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, ask);
  return stop.signal;
}

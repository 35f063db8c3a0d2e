import { StringDecoder } from "node:string_decoder";

export type StreamName = "stdout" | "stderr";

/** Text that a cell prints, on its way to the reader. */
export interface CapturedStreams {
  /** Sends what waits, before anything else that must come after it. */
  flush(): void;
}

/** Largest text that waits, in UTF-16 units, and the shortest time between two messages, in milliseconds. */
const FLUSH_SIZE = 64 * 1024;
const INTERVAL_MS = 50;

/**
 * Takes over what is written to standard output and error. Text is joined into few messages without changing the order
 * of the two streams. The first piece goes out at once, and each later write looks at the clock, so that a loop that
 * prints is seen while it runs.
 * @param send sends one piece of text at once
 * @param now a monotonic clock in milliseconds
 */
export function captureStreams(
  send: (name: StreamName, text: string) => void,
  now: () => number = () => performance.now(),
): CapturedStreams {
  let waiting: string[] = [];
  let size = 0;
  let current: StreamName = "stdout";
  let sentAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (size === 0) return;
    const text = waiting.join("");
    waiting = [];
    size = 0;
    sentAt = now();
    send(current, text);
  }

  function add(name: StreamName, text: string): void {
    if (text === "") return;
    if (name !== current) flush();
    current = name;
    waiting.push(text);
    size += text.length;
    if (size >= FLUSH_SIZE || now() - sentAt >= INTERVAL_MS) flush();
    else timer ??= setTimeout(flush, INTERVAL_MS).unref();
  }

  for (const name of ["stdout", "stderr"] as const) process[name].write = writer(text => add(name, text));
  return { flush };
}

/** A replacement of a stream's `write`: accepts all of its signatures and never pushes back. */
function writer(add: (text: string) => void): typeof process.stdout.write {
  const decoder = new StringDecoder("utf8");
  return (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    add(typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof done === "function") process.nextTick(done as () => void);
    return true;
  };
}

import type { WebEffects } from "./web-effects.js";

/** At most so many requests within any stretch of so many milliseconds. */
export interface Rate {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * A function that resolves when the next request may leave. It keeps the times of the last requests, so that no stretch of
 * the stated length ever holds more: a bucket that refills while it is emptied would let nearly twice as many pass.
 */
export function rateLimit(
  { requests, perMs }: Rate,
  { now, sleep }: Pick<WebEffects, "now" | "sleep">,
): () => Promise<void> {
  const left: number[] = [];
  let queue = Promise.resolve();
  const pass = async (): Promise<void> => {
    for (;;) {
      const oldest = left.length < requests ? undefined : left[left.length - requests]!;
      const wait = oldest === undefined ? 0 : oldest + perMs - now();
      if (wait <= 0) break;
      await sleep(wait);
    }
    left.push(now());
    if (left.length > requests) left.shift();
  };
  return () => {
    queue = queue.then(pass);
    return queue;
  };
}

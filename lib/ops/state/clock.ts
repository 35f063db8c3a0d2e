import { setTimeout as wait } from "node:timers/promises";

/** Time as a parameter, so that a test can tell it. */
export interface Clock {
  now(): Date;
  /** Waits; returns early, without an error, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    if (signal?.aborted) return;
    await wait(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  },
};

/** The time `ms` after `from`, as it is stored: ISO 8601 in UTC. */
export function later(from: Date, ms: number): string {
  return new Date(from.getTime() + ms).toISOString();
}

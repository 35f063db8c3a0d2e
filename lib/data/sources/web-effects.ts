import type { RandomStream } from "../../core/index.js";

/** What asking over a network needs of the world. */
export interface WebEffects {
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Spreads the waits before another attempt. */
  readonly random: RandomStream;
}

import type { WebEffects } from "./web-effects.js";

/** How one attempt ended: with a value, or with a reason to try again, at the earliest after `waitMs`. */
export type Attempt<T> = { readonly value: T } | { readonly again: string; readonly waitMs?: number };

/** How patient a source is asked. */
export interface Patience {
  readonly attempts: number;
  /** The wait before the second attempt is up to this; it doubles each time. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/**
 * Tries until an attempt gives a value, with exponential backoff and full jitter (each wait is uniform between nothing and
 * its bound; Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015).
 * @returns the value, or the last reason when patience ends
 */
export async function retrying<T>(
  attempt: (count: number) => Promise<Attempt<T>>,
  { attempts, firstWaitMs, longestWaitMs }: Patience,
  { sleep, random }: Pick<WebEffects, "sleep" | "random">,
): Promise<{ readonly value: T } | { readonly failed: string }> {
  for (let count = 1; ; count++) {
    const result = await attempt(count);
    if ("value" in result) return result;
    if (count >= attempts) return { failed: result.again };
    const bound = Math.min(longestWaitMs, firstWaitMs * 2 ** (count - 1));
    await sleep(Math.max(result.waitMs ?? 0, random.uniform() * bound));
  }
}

import { messageOf } from "../../../core/index.js";
import { rateLimit } from "../rate-limit.js";
import type { Attempt } from "../retry.js";
import { tellable } from "../secret-text.js";
import type { WebEffects } from "../web-effects.js";

/** The service's own limits for a token, for both steps together. */
const PER_SECOND = { requests: 1, perMs: 1000 } as const;
const PER_MINUTE = { requests: 10, perMs: 60_000 } as const;

/** A large statement takes the service a while to send. */
const TIMEOUT_MS = 120_000;

/** Gets a body; what may be otherwise in a moment is a reason to try again. */
export type Get = (address: string, parameters: Readonly<Record<string, string>>) => Promise<Attempt<string>>;

/** Gets with a token, within the limits. A redirect is not followed: it would carry the token to wherever it says. */
export function getWith(token: string, effects: WebEffects, timeoutMs: number = TIMEOUT_MS): Get {
  const limits = [rateLimit(PER_MINUTE, effects), rateLimit(PER_SECOND, effects)];
  return async (address, parameters) => {
    for (const mayLeave of limits) await mayLeave();
    const url = new URL(address);
    for (const [name, value] of Object.entries({ t: token, ...parameters, v: "3" })) url.searchParams.set(name, value);
    try {
      const response = await effects.fetch(url, {
        headers: { "user-agent": "riskbook" }, // without one it does not answer
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      if (response.status === 200) return { value: body };
      return { again: `HTTP ${response.status}, "${tellable(body, [token]).slice(0, 100)}"` };
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : "";
      return { again: `no whole answer (${tellable(`${messageOf(error)} ${cause}`, [token])})` };
    }
  };
}

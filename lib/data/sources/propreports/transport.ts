import { messageOf } from "../../../core/index.js";
import { rateLimit } from "../rate-limit.js";
import type { Attempt } from "../retry.js";
import type { WebEffects } from "../web-effects.js";
import { isHtml, titleOf } from "./answer.js";
import type { Secrets } from "./secrets.js";

/** PropReports' own limit. */
const RATE = { requests: 40, perMs: 4000 } as const;

/** One answer of the server. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** Posts a form, when the limit allows it; a failed connection is a reason to try again. */
export type Post = (parameters: Readonly<Record<string, string>>) => Promise<Attempt<Answer>>;

/** Posts to one address. A redirect is not followed: it would carry the password to wherever it says. */
export function postTo(url: string, timeoutMs: number, effects: WebEffects): Post {
  const mayLeave = rateLimit(RATE, effects);
  return async parameters => {
    await mayLeave();
    try {
      const response = await effects.fetch(url, {
        method: "POST",
        body: new URLSearchParams(parameters),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      return { value: { status: response.status, body, retryAfter: response.headers.get("retry-after") } };
    } catch (error) {
      return { again: networkReason(error, timeoutMs) };
    }
  };
}

function networkReason(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no whole answer within ${timeoutMs / 1000} s`;
  const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : "";
  return `the connection failed (${[messageOf(error), cause].filter(text => text !== "").join(": ")})`;
}

/** What the server said, fit for a message. */
export function saidIn({ status, body }: Answer, secrets: Secrets): string {
  return isHtml(body)
    ? `HTTP ${status} with a web page, "${secrets.tellable(titleOf(body))}"`
    : `HTTP ${status}, "${secrets.tellable(body)}"`;
}

/** Why an answer is worth asking for again later, with the wait that the server's limit needs; undefined where it is not. */
export function busyReason(answer: Answer, secrets: Secrets): { again: string; waitMs?: number } | undefined {
  const { status, body, retryAfter } = answer;
  const again = saidIn(answer, secrets);
  const limited = status === 429 || (status >= 500 && /rate limit|too many/i.test(body));
  if (limited) return { again, waitMs: Math.max(RATE.perMs, Number(retryAfter) * 1000 || 0) };
  return status >= 500 || isHtml(body) ? { again } : undefined;
}

import { RiskbookError } from "../../../core/index.js";
import type { Attempt } from "../retry.js";
import type { Secrets } from "./secrets.js";
import type { PropReportsLogin } from "./settings.js";
import { busyReason, type Post, saidIn } from "./transport.js";

/** Tokens are valid for about two hours; a new one is fetched before that. */
const TOKEN_LIFE_MS = 110 * 60_000;

const TOKEN = /^[0-9a-f]{32}:\d+$/i;

/** Words of a server that knows us not, rather than one that is ill. */
const REFUSAL = /password|user|login|log in|credential|denied|invalid|locked|disabled/i;

/** Keeps a token for as long as it is good. */
export interface Session {
  /**
   * The token, after a log-in where there is none; `fresh` says that it was made just now.
   * @throws RiskbookError `LOGIN_REFUSED`; it is not tried again, as accounts get locked by that
   */
  token(): Promise<Attempt<{ readonly text: string; readonly fresh: boolean }>>;
  /** Drops the token: the server no longer knows it. */
  forget(): void;
}

/** A session that logs in when it is first asked for its token. */
export function sessionOf(
  url: string,
  login: PropReportsLogin,
  post: Post,
  secrets: Secrets,
  now: () => number,
): Session {
  let held: { readonly text: string; readonly since: number } | undefined;
  return {
    async token() {
      if (held !== undefined && now() - held.since < TOKEN_LIFE_MS) return { value: { text: held.text, fresh: false } };
      const posted = await post({ action: "login", user: login.user, password: login.password });
      if (!("value" in posted)) return posted;
      const { status, body } = posted.value;
      const text = body.trim();
      if (status !== 200 || !TOKEN.test(text)) {
        const busy = busyReason(posted.value, secrets);
        if (busy !== undefined && !REFUSAL.test(body)) return busy;
        throw refused(url, saidIn(posted.value, secrets));
      }
      secrets.add(text);
      secrets.add(text.slice(0, 32));
      held = { text, since: now() };
      return { value: { text, fresh: true } };
    },
    forget() {
      held = undefined;
    },
  };
}

function refused(url: string, said: string): RiskbookError {
  return new RiskbookError(
    "LOGIN_REFUSED",
    `${url} did not let us in: ${said}. Check RISKBOOK_PROPREPORTS_USER and RISKBOOK_PROPREPORTS_PASSWORD, and the address in riskbook.yaml.`,
  );
}

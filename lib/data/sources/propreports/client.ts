import { RiskbookError } from "../../../core/index.js";
import { type Attempt, type Patience, retrying } from "../retry.js";
import type { WebEffects } from "../web-effects.js";
import { isHtml } from "./answer.js";
import { type Secrets, secretsOf } from "./secrets.js";
import { type Session, sessionOf } from "./session.js";
import type { PropReportsLogin, PropReportsSettings } from "./settings.js";
import { busyReason, type Post, postTo, saidIn } from "./transport.js";

const PATIENCE: Patience = { attempts: 6, firstWaitMs: 1000, longestWaitMs: 30_000 };

/** A large page takes PropReports a while. */
const TIMEOUT_MS = 120_000;

/** What the network, patience and time-outs are, where they are not the usual ones. */
export interface ClientOptions {
  readonly effects: WebEffects;
  readonly patience?: Patience;
  readonly timeoutMs?: number;
}

/** What a server says of a token that it no longer takes. */
const OF_THE_TOKEN = /token|session|expired/i;

type Parameters = Readonly<Record<string, string>>;

/** Asks PropReports, logged in, within its limits and with patience. */
export interface PropReportsClient {
  /**
   * Asks for an action and reads its answer.
   * @param read gives the value, or why the answer has to be asked for again
   * @throws RiskbookError `LOGIN_REFUSED`, `PROPREPORTS_REFUSED`, `SECRET_IN_ANSWER`; `PROPREPORTS_FAILED` when patience ends
   */
  ask<T>(parameters: Parameters, read: (body: string) => Attempt<T>): Promise<T>;
}

/** What one request is made with. */
interface Line {
  readonly url: string;
  readonly post: Post;
  readonly session: Session;
  readonly secrets: Secrets;
}

/** Makes a client. It logs in when it is first asked something. */
export function propReportsClient(
  { url }: PropReportsSettings,
  login: PropReportsLogin,
  { effects, patience = PATIENCE, timeoutMs = TIMEOUT_MS }: ClientOptions,
): PropReportsClient {
  const post = postTo(url, timeoutMs, effects);
  const secrets = secretsOf(login.user, login.password);
  const line: Line = { url, post, secrets, session: sessionOf(url, login, post, secrets, effects.now) };
  return {
    async ask(parameters, read) {
      const renewal = { left: 1 };
      const result = await retrying(() => attempt(line, parameters, read, renewal), patience, effects);
      if ("value" in result) return result.value;
      throw new RiskbookError(
        "PROPREPORTS_FAILED",
        `${url} did not answer ${described(parameters)} in ${patience.attempts} attempts; the last time: ${secrets.tellable(result.failed)}. What was fetched is kept: run again, and it goes on from there. If this login may not ask for it, leave it out of sources.propreports.datasets.`,
      );
    },
  };
}

async function attempt<T>(
  line: Line,
  parameters: Parameters,
  read: (body: string) => Attempt<T>,
  renewal: { left: number },
): Promise<Attempt<T>> {
  const token = await line.session.token();
  if (!("value" in token)) return token;
  const posted = await line.post({ ...parameters, token: token.value.text });
  if (!("value" in posted)) return posted;
  const answer = posted.value;
  const busy = busyReason(answer, line.secrets);
  const expired = answer.status === 500 && busy?.waitMs === undefined && !isHtml(answer.body);
  if (expired && !token.value.fresh && (OF_THE_TOKEN.test(answer.body) || renewal.left-- > 0)) {
    // PropReports tells an expired token by a 500 with some text: a new token is the first thing to try
    line.session.forget();
    return attempt(line, parameters, read, renewal);
  }
  if (busy !== undefined) return busy;
  if (answer.status !== 200) throw refused(line.url, parameters, saidIn(answer, line.secrets));
  if (line.secrets.leaksIn(answer.body)) throw leaking(line.url, parameters);
  return read(answer.body);
}

function described(parameters: Parameters): string {
  const words = Object.entries(parameters).map(([name, value]) => (name === "action" ? value : `${name}=${value}`));
  return `"${words.join(" ")}"`;
}

function refused(url: string, parameters: Parameters, said: string): RiskbookError {
  return new RiskbookError(
    "PROPREPORTS_REFUSED",
    `${url} refused ${described(parameters)}: ${said}. Check the address under sources.propreports in riskbook.yaml, and what this login may see.`,
  );
}

function leaking(url: string, parameters: Parameters): RiskbookError {
  return new RiskbookError(
    "SECRET_IN_ANSWER",
    `${url} repeated the password or the token in its answer to ${described(parameters)}. It was not kept. Tell PropReports.`,
  );
}

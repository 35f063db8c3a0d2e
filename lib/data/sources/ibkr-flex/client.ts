import { type IsoDate, RiskbookError } from "../../../core/index.js";
import { type Attempt, type Patience, retrying } from "../retry.js";
import { tellable } from "../secret-text.js";
import type { WebEffects } from "../web-effects.js";
import { type FlexResponse, readResponse, remedyOf } from "./response.js";
import { type FlexStatement, readStatement } from "./statement.js";
import { type Get, getWith } from "./transport.js";

/** Statements of active accounts take minutes to make. */
const PATIENCE: Patience = { attempts: 24, firstWaitMs: 4000, longestWaitMs: 60_000 };

const MADE_MS = 3000;
const THROTTLED_MS = 20_000;

/** The service's address, of both steps. */
export const FLEX_SERVICE = "https://ndcdyn.interactivebrokers.com/AccountManagement/FlexWebService";

/** What a client is made of. */
export interface FlexClientOptions {
  /** The source's name, for messages. */
  readonly name: string;
  readonly token: string;
  readonly url?: string | undefined;
  readonly effects: WebEffects;
  readonly patience?: Patience;
  readonly timeoutMs?: number;
}

/** A statement as it came, and what is in it. */
export interface FlexAnswer {
  readonly body: string;
  readonly statement: FlexStatement;
}

/** Asks the service for a statement in its two steps: a request, then the statement when it is made. */
export interface FlexClient {
  /**
   * @param query id of the Flex query, and what messages call it
   * @throws RiskbookError `FLEX_TOKEN`, `FLEX_QUERY`, `FLEX_NOT_READY` when patience ends, `FLEX_FAILED`, `FLEX_DATES`
   */
  statement(query: { readonly id: string; readonly name: string }, from: IsoDate, to: IsoDate): Promise<FlexAnswer>;
}

/** Makes a client. Days override the period that is saved with the query, which version 3 may shorten without a word. */
export function flexClient(options: FlexClientOptions): FlexClient {
  const get = getWith(options.token, options.effects, options.timeoutMs);
  const service = options.url ?? FLEX_SERVICE;
  return {
    async statement(query, from, to) {
      const days = { q: query.id, fd: from.replaceAll("-", ""), td: to.replaceAll("-", "") };
      const requested = await patiently(options, query.name, () => request(options, get, service, days, query.name));
      return patiently(options, query.name, async () => {
        const fetched = await fetchStatement(options, get, requested, query.name);
        if (!("lapsed" in fetched)) return fetched;
        Object.assign(
          requested,
          await patiently(options, query.name, () => request(options, get, service, days, query.name)),
        );
        return { again: "its reference had lapsed" };
      });
    },
  };
}

interface Requested {
  reference: string;
  url: string;
}

async function patiently<T>(
  { name, effects, patience = PATIENCE }: FlexClientOptions,
  query: string,
  attempt: () => Promise<Attempt<T>>,
): Promise<T> {
  let waited = false;
  const result = await retrying(
    async () => {
      const tried = await attempt();
      if (!("value" in tried)) waited = tried.waitMs !== undefined;
      return tried;
    },
    patience,
    effects,
  );
  if ("value" in result) return result.value;
  const sentence = `${name} did not give the statement of "${query}" in ${patience.attempts} attempts; the last time: ${result.failed}.`;
  throw waited
    ? new RiskbookError("FLEX_NOT_READY", `${sentence} Run again later, or have the query hold less.`)
    : new RiskbookError("FLEX_FAILED", `${sentence} What was fetched is kept: run again, and it goes on from there.`);
}

async function request(
  options: FlexClientOptions,
  get: Get,
  service: string,
  days: Readonly<Record<string, string>>,
  query: string,
): Promise<Attempt<Requested>> {
  const got = await get(`${service}/SendRequest`, days);
  if (!("value" in got)) return got;
  const response = readResponse(got.value);
  if (response === undefined) return { again: `"${tellable(got.value, [options.token]).slice(0, 100)}"` };
  const { reference, url = `${service}/GetStatement` } = response;
  if (reference === undefined) return failed(options, response, query);
  if (!isOfService(url, service)) {
    throw new RiskbookError(
      "FLEX_FAILED",
      `${options.name} sent us to ${tellable(url, [options.token])} for the statement of "${query}". The token was not sent there. Tell Interactive Brokers.`,
    );
  }
  await options.effects.sleep(MADE_MS);
  return { value: { reference, url } };
}

async function fetchStatement(
  options: FlexClientOptions,
  get: Get,
  { reference, url }: Requested,
  query: string,
): Promise<Attempt<FlexAnswer> | { readonly lapsed: true }> {
  const got = await get(url, { q: reference });
  if (!("value" in got)) return got;
  const body = got.value;
  const response = readResponse(body);
  if (response?.code !== undefined && remedyOf(response.code) === "ask-anew") return { lapsed: true };
  if (response !== undefined) return failed(options, response, query);
  if (!/<FlexQueryResponse[\s>]/.test(body)) return { again: `"${tellable(body, [options.token]).slice(0, 100)}"` };
  if (body.includes(options.token)) {
    throw new RiskbookError(
      "FLEX_FAILED",
      `${options.name} repeated the token in the statement of "${query}". It was not kept. Tell Interactive Brokers.`,
    );
  }
  try {
    const statement = await readStatement(body, `the statement of "${query}"`);
    return statement.isWritten ? { value: { body, statement } } : { again: "a statement without its list of accounts" };
  } catch (error) {
    if (error instanceof RiskbookError && error.code === "BAD_XML") return { again: error.message };
    throw error;
  }
}

/** What the service says in place of what was asked for: a reason to wait, or an end. */
function failed(
  { name, token }: FlexClientOptions,
  { code = 0, message = "" }: FlexResponse,
  query: string,
): Attempt<never> {
  const said = `${code} ${tellable(message, [token])}`.trim();
  const remedy = remedyOf(code);
  if (remedy === "wait") return { again: said, waitMs: MADE_MS };
  if (remedy === "throttled") return { again: said, waitMs: THROTTLED_MS };
  if (remedy === "token") {
    throw new RiskbookError(
      "FLEX_TOKEN",
      `${name} did not take the token: ${said}. Make a new one in Client Portal (Performance & Reports, Flex Queries, Flex Web Service), allow this machine's address there, and set it in the environment.`,
    );
  }
  throw new RiskbookError(
    "FLEX_QUERY",
    `${name} refused the query "${query}": ${said}. Check its id under sources.${name}.queries, that it is an Activity or Trade Confirmation query of this login, and that its accounts were open on those days (since).`,
  );
}

/** Only the service itself gets the token: the host that was asked, or another of Interactive Brokers over TLS. */
function isOfService(address: string, service: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, hostname } = new URL(address);
  const asked = new URL(service);
  if (host === asked.host) return protocol === asked.protocol;
  const both = [hostname, asked.hostname].every(name => /(?:^|\.)interactivebrokers\.com$/.test(name));
  return protocol === "https:" && both;
}

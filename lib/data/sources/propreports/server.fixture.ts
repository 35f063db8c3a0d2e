import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { FILLS_HEADER, type ServedAccount, type ServedFill, servedFill, servedTotals } from "./answers.fixture.js";

/** What the server does with one request instead of answering it. */
export type Fault = (request: URLSearchParams, response: ServerResponse, answer: string) => void;

/** A server that answers as PropReports does, on this machine. */
export interface PropReportsServer {
  readonly url: string;
  readonly accounts: ServedAccount[];
  fills: ServedFill[];
  pageSize: number;
  /** Requests that came, without their login. */
  readonly requests: URLSearchParams[];
  logins: number;
  /** Tokens that are good; clearing it expires them. */
  readonly tokens: Set<string>;
  /** Faults for the next requests other than log-ins, one each; `undefined` lets one pass. */
  faults: (Fault | undefined)[];
  /** A fault for every request that it is one for. */
  faultFor: (request: URLSearchParams) => Fault | undefined;
  /** Called when a request has come, before it is answered. */
  onRequest: (request: URLSearchParams) => void;
  close(): Promise<void>;
}

export const USER = "desk.robot";
export const PASSWORD = "correct horse/battery+staple";

/** Starts a server on a free port of this machine. */
export async function startPropReports(): Promise<PropReportsServer> {
  const listener = createServer((request, response) => void respond(server, request, response));
  await new Promise<void>(resolve => listener.listen(0, "127.0.0.1", resolve));
  const server: PropReportsServer = {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/api.php`,
    accounts: [],
    fills: [],
    pageSize: 50_000,
    requests: [],
    logins: 0,
    tokens: new Set(),
    faults: [],
    faultFor: () => undefined,
    onRequest: () => {},
    close: () => closed(listener),
  };
  return server;
}

function closed(listener: Server): Promise<void> {
  listener.closeAllConnections();
  return new Promise(resolve => listener.close(() => resolve()));
}

async function respond(server: PropReportsServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  if (form.get("action") === "login") return logIn(server, form, response);
  server.requests.push(form);
  server.onRequest(form);
  const answer = answerTo(server, form);
  const fault = server.faults.shift() ?? server.faultFor(form);
  if (fault !== undefined) return fault(form, response, answer);
  if (!server.tokens.has(form.get("token") ?? "")) return say(response, 500, "Session expired");
  say(response, 200, answer);
}

function logIn(server: PropReportsServer, form: URLSearchParams, response: ServerResponse): void {
  server.logins++;
  if (form.get("user") !== USER || form.get("password") !== PASSWORD) {
    say(response, 500, `Invalid user or password: ${form.get("user")} / ${form.get("password")}`);
    return;
  }
  const token = `${server.logins.toString(16).padStart(4, "0").repeat(8)}:${1000 + server.logins}`;
  server.tokens.add(token);
  say(response, 200, token);
}

/** Writes a whole answer. */
export function say(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(body);
}

function answerTo(server: PropReportsServer, form: URLSearchParams): string {
  const page = form.get("page") === null ? undefined : Number(form.get("page"));
  if (form.get("action") === "accounts") return listing(server, "Accounts", accountRows(server), page);
  const account = server.accounts.find(({ id }) => id === form.get("accountId"));
  const fills = server.fills.filter(
    fill => fill.account === account?.name && fill.day >= form.get("startDate")! && fill.day <= form.get("endDate")!,
  );
  if (form.get("action") === "fills") return listing(server, FILLS_HEADER, fills.map(servedFill), page);
  return listing(server, "", servedTotals(fills), page);
}

function accountRows({ accounts }: PropReportsServer): string[] {
  const header = "Account Id,Account Name,First Traded,Last Traded,Currency,Cash,Unrealized";
  return [header, ...accounts.map(({ id, name, first }) => `${id},${name},${first},,USD,"100,000.00",0.00`)];
}

/** A page of some lines with the header on each, and its trailer when a page was asked for. */
function listing({ pageSize }: PropReportsServer, header: string, lines: readonly string[], page?: number): string {
  const shown = page === undefined ? lines : lines.slice((page - 1) * pageSize, page * pageSize);
  const pages = Math.max(1, Math.ceil(lines.length / pageSize));
  const body = [...(header === "" ? [] : [header]), ...shown, ...(page === undefined ? [] : [`Page ${page}/${pages}`])];
  return `${body.join("\r\n")}\r\n`;
}

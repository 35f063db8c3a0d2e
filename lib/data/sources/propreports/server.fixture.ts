import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ADJUSTMENTS_HEADER,
  FILLS_HEADER,
  POSITIONS_HEADER,
  type ServedAccount,
  type ServedAdjustment,
  type ServedFill,
  type ServedGroup,
  type ServedPosition,
  servedAdjustment,
  servedFill,
  servedPosition,
} from "./answers.fixture.js";
import { cashAfter, type ServedBook, servedSummary, servedTotals, servedTrades } from "./reports.fixture.js";

/** What the server does with one request instead of answering it. */
export type Fault = (request: URLSearchParams, response: ServerResponse, answer: string) => void;

/** A server that answers as PropReports does, on this machine. */
export interface PropReportsServer {
  readonly url: string;
  readonly accounts: ServedAccount[];
  fills: ServedFill[];
  /** Beside a data fee of five dollars for each account's traded day. */
  adjustments: ServedAdjustment[];
  positions: ServedPosition[];
  groups: ServedGroup[];
  /** Lines of an answer; of positions the real one has fewer. */
  pageSize: number;
  /** Requests that came, without their login. */
  readonly requests: URLSearchParams[];
  logins: number;
  /** Tokens that are good; clearing it expires them. */
  readonly tokens: Set<string>;
  /** Faults for the next requests other than log-ins, one each; `undefined` lets one pass. */
  faults: (Fault | undefined)[];
  /** Changes what its reports say. */
  amend: (report: string) => string;
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
    adjustments: [],
    positions: [],
    groups: [],
    pageSize: 50_000,
    requests: [],
    logins: 0,
    tokens: new Set(),
    faults: [],
    amend: report => report,
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
  const book = bookOf(server, form);
  switch (form.get("action")) {
    case "accounts":
      return listing(server, "Accounts", accountRows(server, form.get("groupId")), page);
    case "groups":
      return listing(
        server,
        "Group Id,Group Name",
        server.groups.map(({ id, name }) => `${id},"${name}"`),
        page,
      );
    case "fills":
      return listing(server, FILLS_HEADER, book.fills.map(servedFill), page);
    case "adjustments":
      return listing(server, ADJUSTMENTS_HEADER, book.adjustments.map(servedAdjustment), page);
    case "positions":
      return listing(server, POSITIONS_HEADER, book.positions.map(servedPosition), page);
    default:
      return server.amend(listing(server, "", reportOf(form.get("type"), book), page));
  }
}

function reportOf(type: string | null, book: ServedBook): string[] {
  if (type === "totalsByDate") return servedTotals(book);
  return type === "trades" ? servedTrades(book) : servedSummary(book);
}

/** What the server knows of the account and days that were asked for. */
function bookOf(server: PropReportsServer, form: URLSearchParams): ServedBook {
  const account = server.accounts.find(({ id }) => id === form.get("accountId"))?.name ?? "";
  const [from, to] = [form.get("startDate") ?? "", form.get("endDate") ?? ""];
  const whole = wholeBook(server, account);
  const before = cashAfter(whole, dayBefore(from));
  const asked = <T extends { readonly day: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ day }) => day >= from && day <= to);
  const { fills, adjustments, positions } = whole;
  return { fills: asked(fills), adjustments: asked(adjustments), positions: asked(positions), cash: before };
}

function wholeBook({ fills, adjustments, positions }: PropReportsServer, account: string): ServedBook {
  const own = <T extends { readonly account: string }>(rows: readonly T[]): T[] =>
    rows.filter(row => row.account === account);
  const fees = [...new Set(own(fills).map(({ day }) => day))].map(day => dataFee(account, day));
  return { fills: own(fills), adjustments: [...fees, ...own(adjustments)], positions: own(positions), cash: 100_000 };
}

function dayBefore(day: string): string {
  return day === "" ? "" : new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function dataFee(account: string, day: string): ServedAdjustment {
  return { id: `D${account}${day}`, account, day, category: "Data", amount: -5, comment: "market data" };
}

/** Every account for a set that nobody made, such as −2; else those of the group. */
function accountRows({ accounts, groups }: PropReportsServer, group: string | null): string[] {
  const header = "Account Id,Account Name,First Traded,Last Traded,Currency,Cash,Unrealized";
  const members = groups.find(({ id }) => id === group)?.accounts;
  const listed = accounts.filter(({ name }) => members === undefined || members.includes(name));
  return [header, ...listed.map(({ id, name, first }) => `${id},${name},${first},,USD,"100,000.00",0.00`)];
}
/** A page of some lines with the header on each, and its trailer when a page was asked for. */
function listing({ pageSize }: PropReportsServer, header: string, lines: readonly string[], page?: number): string {
  const shown = page === undefined ? lines : lines.slice((page - 1) * pageSize, page * pageSize);
  const pages = Math.max(1, Math.ceil(lines.length / pageSize));
  const body = [...(header === "" ? [] : [header]), ...shown, ...(page === undefined ? [] : [`Page ${page}/${pages}`])];
  return `${body.join("\r\n")}\r\n`;
}

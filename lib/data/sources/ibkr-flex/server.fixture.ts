import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the service answers in place of what was asked for. */
export type FlexFault = (request: URL, response: ServerResponse, answer: string) => void;

/** A server that answers as the Flex Web Service does, on this machine. */
export interface FlexServer {
  readonly url: string;
  /** By a query's id: the elements of a statement of some days, as ISO dates. */
  readonly queries: Map<string, (from: string, to: string) => string>;
  /** Requests that were let in, in order. */
  readonly requests: URL[];
  /** Statements that were given. */
  given: number;
  /** How often a statement is still in the making. */
  making: number;
  fault: (request: URL) => FlexFault | undefined;
  close(): Promise<void>;
}

export const TOKEN = "106543201234567890";

/** Starts it on a free port. */
export async function startFlex(): Promise<FlexServer> {
  const listener = createServer((request, response) => respond(server, request, response));
  await new Promise<void>(resolve => listener.listen(0, "127.0.0.1", resolve));
  const server: FlexServer = {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/FlexWebService`,
    queries: new Map(),
    requests: [],
    given: 0,
    making: 1,
    fault: () => undefined,
    close: () => {
      listener.closeAllConnections();
      return new Promise(resolve => listener.close(() => resolve()));
    },
  };
  return server;
}

/** A failure as the service words it. */
export function failure(code: number, message: string): string {
  return `<FlexStatementResponse timestamp='03 April, 2020 06:00 PM EDT'>\n<Status>${code === 1019 ? "Warn" : "Fail"}</Status>\n<ErrorCode>${code}</ErrorCode>\n<ErrorMessage>${message}</ErrorMessage>\n</FlexStatementResponse>\n`;
}

const references = new Map<string, { readonly body: string; left: number }>();

function respond(server: FlexServer, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", server.url);
  if (request.headers["user-agent"] === undefined) return void response.writeHead(403).end();
  server.requests.push(url);
  const answer = answerTo(server, url);
  const fault = server.fault(url);
  if (fault !== undefined) {
    fault(url, response, answer);
    return;
  }
  if (answer.startsWith("<FlexQueryResponse")) server.given++;
  response.writeHead(200, { "content-type": "text/xml" }).end(answer);
}

function answerTo(server: FlexServer, url: URL): string {
  const parameter = (name: string): string => url.searchParams.get(name) ?? "";
  if (parameter("v") !== "3") return failure(1010, "Legacy Flex Queries are no longer supported.");
  if (parameter("t") !== TOKEN) return failure(1015, "Token is invalid.");
  if (url.pathname.endsWith("/SendRequest")) return requested(server, parameter);
  const statement = references.get(parameter("q"));
  if (statement === undefined) return failure(1017, "Reference code is invalid.");
  if (statement.left-- > 0) return failure(1019, "Statement generation in progress. Please try again shortly.");
  return statement.body;
}

function requested(server: FlexServer, parameter: (name: string) => string): string {
  const elements = server.queries.get(parameter("q"));
  if (elements === undefined) return failure(1014, "Query is invalid.");
  const [from, to] = ["fd", "td"].map(name => parameter(name).replace(/(\d{4})(\d{2})(\d{2})/, "$1-$2-$3"));
  const reference = String(8_936_364_590 + references.size);
  references.set(reference, { body: elements(from!, to!), left: server.making });
  return `<FlexStatementResponse timestamp='03 April, 2020 06:00 PM EDT'>\n<Status>Success</Status>\n<ReferenceCode>${reference}</ReferenceCode>\n<Url>${server.url}/GetStatement</Url>\n</FlexStatementResponse>\n`;
}

/** A statement of an account, with the elements of its sections. */
export function statementOf(account: string, from: string, to: string, sections: string): string {
  const [first, last] = [from, to].map(day => day.replaceAll("-", ""));
  return `<FlexQueryResponse queryName="riskbook" type="AF">
<FlexStatements count="1">
<FlexStatement accountId="${account}" fromDate="${first}" toDate="${last}" period="" whenGenerated="20200403;180000">
${sections}
</FlexStatement>
</FlexStatements>
</FlexQueryResponse>
`;
}

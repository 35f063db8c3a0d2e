import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { silentProgress } from "../../../core/index.js";
import { openSnapshot, openStore } from "../../store/index.js";
import { collect } from "../collect.js";
import type { Page } from "../source.js";
import { type FlexFault, type FlexServer, failure, statementOf, TOKEN } from "./server.fixture.js";
import { flexServer, sourceOn, trade } from "./world.fixture.js";

const NOW = Date.parse("2020-04-03T22:00:00Z");
const TRADE = trade({
  id: "1",
  account: "U1",
  day: "2020-04-01",
  clock: "10:00:00",
  symbol: "XYZ",
  side: "buy",
  quantity: 100,
  price: 10,
});
const TRADES = `<Trades>${TRADE}</Trades>`;

async function serverWith(sections: string): Promise<FlexServer> {
  const server = await flexServer();
  server.queries.set("7", (from, to) => statementOf("U1", from, to, sections));
  return server;
}

async function asked(server: FlexServer, changes: Parameters<typeof sourceOn>[2] = {}): Promise<Page> {
  const source = sourceOn(server, { all: "7" }, changes);
  const [feed] = await source.feeds();
  return source.page({ dataset: "statement", feed: feed!, from: "2020-04-01", to: "2020-04-03" }, 1);
}

const say =
  (body: string, status = 200): FlexFault =>
  (_, response) => {
    response.writeHead(status).end(body);
  };

/** One fault for each of the next requests; `undefined` lets one pass. */
function faults(server: FlexServer, ...next: (FlexFault | undefined)[]): void {
  server.fault = () => next.shift();
}

describe("the Flex Web Service", () => {
  test("is asked in two steps for the days themselves, and waited for until the statement is made", async () => {
    const server = await serverWith(TRADES);
    server.making = 3;
    expect(await asked(server)).toMatchObject({ rows: 1, pages: 1, extension: "xml" });
    const [first, ...polls] = server.requests.map(({ pathname, searchParams }) => ({
      step: pathname.split("/").at(-1),
      ...Object.fromEntries(searchParams),
    }));
    expect(first).toEqual({ step: "SendRequest", t: TOKEN, q: "7", fd: "20200401", td: "20200403", v: "3" });
    expect(polls.map(({ step }) => step)).toEqual(Array(4).fill("GetStatement"));
  });

  test("is asked again when it is busy, throttled, gone for a moment, cut off, or has forgotten the statement", async () => {
    const server = await serverWith(TRADES);
    const cut: FlexFault = (_, response, answer) => void response.writeHead(200).end(answer.slice(0, -60));
    const gone: FlexFault = (_, response) => void response.destroy();
    faults(
      server,
      say(failure(1018, "Too many requests have been made from this token.")),
      say("<html><title>Maintenance</title></html>", 503),
      undefined,
      gone,
      cut,
      say(failure(1017, "Reference code is invalid.")),
    );
    expect(await asked(server)).toMatchObject({ rows: 1 });
  });

  test.each([
    [1012, "Token has expired.", "FLEX_TOKEN", "Make a new one in Client Portal"],
    [1015, "Token is invalid.", "FLEX_TOKEN", "did not take the token: 1015"],
    [1020, "Invalid request or unable to validate request.", "FLEX_QUERY", 'refused the query "all": 1020'],
  ])("says what to do about failure %i, at once and without the token", async (code, message, expected, said) => {
    const server = await serverWith(TRADES);
    server.fault = () => say(failure(code, `${message} (${TOKEN})`));
    const error = await asked(server).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expected, message: expect.stringContaining(said) });
    expect(String(error)).not.toContain(TOKEN);
    expect(server.requests).toHaveLength(1);
  });

  test("is given up when the statement is never made, and when nobody answers", async () => {
    const server = await serverWith(TRADES);
    const patience = { attempts: 3, firstWaitMs: 1000, longestWaitMs: 1000 };
    server.making = 100;
    await expect(asked(server, { patience })).rejects.toMatchObject({ code: "FLEX_NOT_READY" });
    server.fault = () => (_, response) => void response.destroy();
    await expect(asked(server, { patience })).rejects.toMatchObject({ code: "FLEX_FAILED" });
  });

  test("gets the token at its own address only", async () => {
    const server = await serverWith(TRADES);
    const elsewhere = `<FlexStatementResponse><Status>Success</Status><ReferenceCode>1</ReferenceCode><Url>http://127.0.0.1:9/GetStatement</Url></FlexStatementResponse>`;
    faults(server, say(elsewhere));
    await expect(asked(server)).rejects.toMatchObject({ message: expect.stringContaining("was not sent there") });
    server.fault = () => (_, response) => void response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
    const patience = { attempts: 1, firstWaitMs: 0, longestWaitMs: 0 };
    await expect(asked(server, { patience })).rejects.toMatchObject({ message: expect.stringContaining("HTTP 302") });
  });

  test("whose statement tells other days, as version 3 does of a saved period, is never taken for the whole", async () => {
    const server = await serverWith(TRADES);
    server.queries.set("7", () => statementOf("U1", "2020-05-29", "2020-05-29", TRADES));
    const source = sourceOn(server, { all: "7" }, { now: Date.parse("2020-06-10T22:00:00Z") });
    const [feed] = await source.feeds();
    const piece = { dataset: "statement", feed: feed!, from: "2020-05-01", to: "2020-05-31" };
    await expect(source.page(piece, 1)).rejects.toMatchObject({
      code: "FLEX_PERIOD",
      message: expect.stringContaining("tells 2020-05-29 to 2020-05-29, and 2020-05-01 to 2020-05-31 was asked for"),
    });
    server.queries.set("7", from => statementOf("U1", from, "2020-04-02", TRADES));
    expect(await asked(server)).toMatchObject({ through: "2020-04-02" });
    server.queries.set("7", (from, to) => statementOf("U1", from, to, "<StmtFunds />"));
    await expect(asked(server)).rejects.toMatchObject({ code: "FLEX_SECTIONS" });
  });
});

test("a statement's trades, cash, positions and equity come in together, and the token stands nowhere", async () => {
  const server = await serverWith(`${TRADES}
<CashTransactions>
<CashTransaction accountId="U1" currency="USD" type="Deposits/Withdrawals" amount="-250.5" reportDate="20200402" transactionID="9001" description="WIRE" levelOfDetail="DETAIL" />
<CashTransaction accountId="U1" currency="USD" type="Deposits/Withdrawals" amount="-250.5" reportDate="20200402" transactionID="" description="" levelOfDetail="SUMMARY" />
<CashTransaction accountId="U1" currency="USD" type="Dividends" amount="12" reportDate="20200403" transactionID="9002" description="XYZ" levelOfDetail="DETAIL" />
</CashTransactions>
<OpenPositions><OpenPosition accountId="U1" currency="USD" symbol="XYZ" reportDate="20200403" position="100" markPrice="11" costBasisPrice="10.0035" fifoPnlUnrealized="99.65" levelOfDetail="SUMMARY" /></OpenPositions>
<EquitySummaryInBase><EquitySummaryByReportDateInBase accountId="U1" currency="USD" reportDate="20200403" cash="8999.65" total="10099.65" /></EquitySummaryInBase>`);
  const folder = mkdtempSync(join(tmpdir(), "riskbook-flex-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const now = (): Date => new Date(NOW);
  const store = openStore(join(folder, "store"), { now });
  const inbox = join(folder, "inbox");
  const run = { store, inbox, now, progress: silentProgress, lookBackDays: 5, since: "2020-04-01" };
  const { loads } = await collect(sourceOn(server, { all: "7" }), run);
  expect(loads.map(({ table, loaded, rejected }) => [table, loaded, rejected])).toEqual([
    ["fills", 1, 0],
    ["cash", 2, 0],
    ["positions", 1, 0],
    ["balances", 1, 0],
  ]);
  const snapshot = await openSnapshot(store);
  const rows = await snapshot.rows(
    "SELECT kind || ' ' || amount::DOUBLE AS told FROM cash UNION ALL SELECT 'equity ' || equity::DOUBLE FROM balances ORDER BY ALL",
  );
  snapshot.close();
  expect(rows.map(({ told }) => told)).toEqual(["dividend 12.0", "equity 10099.65", "withdrawal -250.5"]);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const withToken = files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(TOKEN));
  expect(withToken).toEqual([]);
});

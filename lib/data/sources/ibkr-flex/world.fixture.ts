import { join } from "node:path";
import { onTestFinished } from "vitest";
import { packageRoot, randomStream } from "../../../core/index.js";
import { readAnyMap } from "../../ingest/map-file.js";
import type { SourceWorld, ToldFill } from "../conformance.js";
import type { Page, Source } from "../source.js";
import { type FlexServer, failure, startFlex, statementOf, TOKEN } from "./server.fixture.js";
import { type FlexOptions, flexSource } from "./source.js";

/** A server for one test. */
export async function flexServer(): Promise<FlexServer> {
  const server = await startFlex();
  onTestFinished(() => server.close());
  return server;
}

/** A source on it, by queries' names and ids, whose waits cost no time. */
export function sourceOn(
  server: FlexServer,
  queries: Readonly<Record<string, string>>,
  changes: Partial<Pick<FlexOptions, "token" | "patience" | "timeoutMs">> & { now?: number } = {},
): Source<Page> {
  let time = changes.now ?? Date.parse("2020-04-03T22:00:00Z");
  return flexSource({
    config: { kind: "ibkr-flex", since: "2020-03-30", lookBackDays: 5, corrections: "hold", queries, url: server.url },
    around: {
      name: "ib",
      timeZone: "America/New_York",
      mapNamed: name => readAnyMap(join(packageRoot(), "data", "maps", `${name}.yaml`)),
    },
    token: TOKEN,
    timeoutMs: 2000,
    effects: {
      fetch,
      now: () => time,
      sleep: async milliseconds => {
        time += milliseconds;
      },
      random: randomStream("test"),
    },
    ...changes,
  });
}

/** A trade as an activity statement has it. */
export function trade({ id, account, day, clock, symbol, side, quantity, price }: ToldFill): string {
  const signed = side === "buy" ? quantity : -quantity;
  const time = `${day.replaceAll("-", "")};${clock.replaceAll(":", "")}`;
  return `<Trade accountId="${account}" currency="USD" assetCategory="STK" symbol="${symbol}" multiplier="1" ibExecID="${id}" ibOrderID="1" buySell="${side.toUpperCase()}" quantity="${signed}" tradePrice="${price}" taxes="0" ibCommission="-0.35" ibCommissionCurrency="USD" dateTime="${time}" levelOfDetail="EXECUTION" />`;
}

/** A world whose accounts are Flex queries. */
export async function flexWorld(): Promise<SourceWorld> {
  const server = await flexServer();
  const ids: Readonly<Record<string, string>> = { ALPHA: "101", BETA: "102" };
  let told: readonly ToldFill[] = [];
  for (const [account, id] of Object.entries(ids)) {
    server.queries.set(id, (from, to) => {
      const trades = told.filter(fill => fill.account === account && fill.day >= from && fill.day <= to).map(trade);
      return statementOf(account, from, to, `<Trades>\n${trades.join("\n")}\n</Trades>`);
    });
  }
  return {
    tell: fills => {
      told = fills;
    },
    breakAfter: pages => {
      const last = server.given + pages;
      server.fault = () =>
        server.given >= last ? (_, response) => void response.writeHead(503).end("maintenance") : undefined;
    },
    refuse: account => {
      server.fault = url =>
        url.searchParams.get("q") === ids[account]
          ? (_, response) => void response.writeHead(200).end(failure(1014, "Query is invalid."))
          : undefined;
    },
    mend: () => {
      server.fault = () => undefined;
    },
    pagesGiven: () => server.given,
    source: () => sourceOn(server, ids),
  };
}

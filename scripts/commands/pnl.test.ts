import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBook, silentProgress } from "../../lib/core/index.js";
import { ingestExecutions, ingestTable, openStore, readMap } from "../../lib/data/index.js";
import { runCommand } from "../testing.js";
import { register } from "./pnl.js";

const MAP = `columns: { account: acct, time: when, symbol: sym, side: side, quantity: qty, price: px, fees: [fee], currency: ccy, startPosition: start }
sides: { buy: [B], sell: [S] }
time: { format: iso, zone: UTC }
`;
const FILLS = `when,acct,sym,side,qty,px,fee,ccy,start
2020-01-02T15:00:00,A,X,B,100,10,1,USD,0
2020-01-02T16:00:00,A,X,B,100,12,1,USD,90
2020-01-03T15:00:00,A,X,S,150,13,1,USD,200
2020-01-03T15:00:00,A,Y,Z,1,1,0,USD,0
2020-01-03T15:00:00,B,X,S,0.3,13,0.5,EUR,
`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-pnl-"));
  await writeFile(join(folder, "map.yaml"), MAP);
  await writeFile(join(folder, "fills.csv"), FILLS);
  await writeFile(join(folder, "prices.csv"), "symbol,date,close\nX,2020-01-03,14\nX,2020-01-02,11\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function pnl(...words: string[]): Promise<{ text: string; code: number }> {
  const { written, exitCode } = await runCommand(register, folder, ["pnl", ...words], new Date("2020-02-01T00:00:00Z"));
  return { text: written, code: exitCode };
}

const ofFile = ["--fills", "fills.csv", "--map", "map.yaml"];

test("prints rows by account and symbol as JSON, with breaks, and ends with 3 when a row was rejected", async () => {
  const { text, code } = await pnl(...ofFile, "--method", "fifo", "--json");
  const result = JSON.parse(text) as Record<string, unknown>;
  expect(code).toBe(3);
  expect(result).toMatchObject({ method: "fifo", fills: 4, rejects: 1 });
  expect(result.rows).toMatchObject([
    { account: "B", symbol: "X", currency: "EUR", endPosition: -0.3, endAverageCost: 13, net: -0.5, breaks: [] },
    {
      account: "A",
      symbol: "X",
      fills: 3,
      realised: 350,
      fees: 3,
      net: 347,
      endPosition: 50,
      endAverageCost: 12,
      unrealised: null,
      breaks: [{ line: 3, expected: 100, found: 90 }],
    },
  ]);
});

test("prints a table with a total for each currency, the breaks and the rejects for people", async () => {
  const { text } = await pnl(...ofFile);
  expect(text).toMatch(/^A +X +3 +300\.00 +3\.00 +297\.00 +50 +11\.00 +– +1$/m);
  expect(text).toMatch(/^Total USD +3 +300\.00/m);
  expect(text).toMatch(/^Total EUR +1 +0\.00/m);
  expect(text).toContain("line 3: A X stands at 100 by its fills; the source states 90");
  expect(text).toMatch(/1 row could not be read:\n {2}fills\.csv line 5: side was "Z"/);
  expect(text).not.toMatch(/NaN|undefined[^ ]/);
});

test("marks open positions at the closes of a price file", async () => {
  const { text } = await pnl(...ofFile, "--prices", "prices.csv", "--json");
  const { rows } = JSON.parse(text) as { rows: { account: string; unrealised: number; unrealisedReason: null }[] };
  expect(rows.find(({ account }) => account === "A")).toMatchObject({ unrealised: 150, unrealisedReason: null });
});

test("says what is missing", async () => {
  await expect(pnl("--fills", "fills.csv")).rejects.toThrow("needs --map MAP");
  await expect(pnl("--fills", "fills.csv", "--map", "nowhere")).rejects.toThrow("There is no map nowhere");
});

describe("from the book's store", () => {
  const ACCOUNTS = "account,trader,desk,currency\nA,Ada,One,USD\nB,Bob,Two,EUR\n";
  const FX = "base,quote,date,rate\nEUR,USD,2020-01-02,1.1\n";
  const DAILY = "account,date,gross,fees,net,currency\nA,2020-01-02,0,2,-2,USD\nA,2020-01-03,300,1,299,USD\n";

  beforeAll(async () => {
    await writeFile(join(folder, "riskbook.yaml"), "firm: Test\ncurrency: USD\n");
    const now = () => new Date("2020-02-01T00:00:00Z");
    const common = { store: openStore(openBook(folder).store, { now }), now, progress: silentProgress };
    await ingestExecutions({ ...common, files: [join(folder, "fills.csv")], map: readMap(join(folder, "map.yaml")) });
    for (const [table, text] of [
      ["accounts", ACCOUNTS],
      ["fx", FX],
      ["daily", DAILY],
    ] as const) {
      await writeFile(join(folder, `${table}.csv`), text);
      await ingestTable({ ...common, table, files: [join(folder, `${table}.csv`)] });
    }
  });

  test("tells P&L by trader and month, each currency by itself, with totals", async () => {
    const { text } = await pnl("--by", "trader,month");
    expect(text).toMatch(/^Ada +2020-01 +USD +3 +300\.00 +3\.00 +297\.00 +–$/m);
    expect(text).toMatch(/^Total +EUR +1 +0\.00 +0\.50 +-0\.50 +–$/m);
    expect(text).toContain("Mark-to-market is undefined: B: no closing price of X");
    await expect(pnl("--by", "colour")).rejects.toThrow("P&L is told by trader");
  });

  test("converts at each day's rate and says which", async () => {
    const { text } = await pnl("--by", "trader", "--in", "USD");
    expect(text).toMatch(/^Bob +USD +1 +0\.00 +0\.55 +-0\.55 +–$/m);
    expect(text).toMatch(/^Total +USD +4 +300\.00 +3\.55 +296\.45 +–$/m);
    expect(text).toContain(
      "EUR to USD at the rate of each of 1 day (direct); on 1 day the last one before, at most 1 day old",
    );
    const json = JSON.parse((await pnl("--in", "USD", "--json")).text);
    expect(json).toMatchObject({
      by: ["account", "symbol"],
      rates: [{ from: "EUR", rate: 1.1, rateDate: "2020-01-02" }],
    });
    await expect(pnl("--in", "CHF")).rejects.toThrow("There is no rate from EUR to CHF for 2020-01-03");
  });

  test("reconciles with the source's totals, and ends with 3 where a cent is missing", async () => {
    expect(await pnl("--reconcile")).toMatchObject({ code: 0, text: expect.stringContaining("Everything agrees.") });
    const { text, code } = await pnl("--reconcile", "--method", "fifo");
    expect(code).toBe(3);
    expect(text).toMatch(/^A +2020-01-03 +gross +USD +350\.00 +300\.00 +50\.00$/m);
    expect(text).toMatch(/^B +EUR +2020-01-03 +2020-01-03 +1$/m);
  });
});

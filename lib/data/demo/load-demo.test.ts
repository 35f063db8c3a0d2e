import { appendFileSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayNumber, packageRoot } from "../../core/index.js";
import { toArquero } from "../columns/index.js";
import { bookPnl, dailyColumns, pnlBy, reconcile } from "../pnl/index.js";
import { openSnapshot, openStore, type Snapshot, type Store } from "../store/index.js";
import { KEYED_TABLE_NAMES } from "../tables/index.js";
import { type DemoLoad, loadDemoFirm } from "./load-demo.js";

const now = (): Date => new Date("2020-04-18T12:00:00Z");
let root: string;
let folder: string;
let store: Store;
let first: DemoLoad;
let snapshot: Snapshot;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "riskbook-demo-"));
  folder = join(root, "demo");
  store = openStore(join(root, "store"), { now });
  first = await loadDemoFirm({ store, folder, now });
  snapshot = await openSnapshot(store);
}, 180_000);
afterAll(async () => {
  snapshot.close();
  await rm(root, { recursive: true });
});

test("every row of every file comes in through the ordinary ingest", () => {
  expect(first.written).toBe(true);
  expect(first.ingested.map(({ table, rejected, alreadyKnown }) => [table, rejected, alreadyKnown])).toEqual([
    ...KEYED_TABLE_NAMES.filter(table => table !== "actions").map(table => [table, 0, 0]),
    ["fills", 0, 0],
  ]);
  expect(first.ingested.at(-1)!.loaded).toBe(first.demo.fills);
  expect(first.ingested.at(-1)!.addedInstruments).toBe(0);
});

test("a second time finds the store holding this very demo and does nothing", async () => {
  const again = await loadDemoFirm({ store, folder, now });
  expect(again).toMatchObject({ written: false, ingested: [], snapshot: first.snapshot });
});

test("a file that was touched is written anew", async () => {
  appendFileSync(join(folder, "accounts.csv"), "MST-999,Nobody,None,USD,1,true\n");
  const again = await loadDemoFirm({ store, folder, now });
  expect(again).toMatchObject({ written: true, ingested: [], snapshot: first.snapshot });
  expect(readFileSync(join(folder, "accounts.csv"), "utf8")).not.toContain("Nobody");
}, 60_000);

test("the P&L of the whole book comes straight from a snapshot, with the stored totals reconciled to the cent", async () => {
  const pnl = await bookPnl(snapshot);
  expect([pnl.currency, pnl.accounts.length, pnl.dates.length, pnl.unpriced]).toEqual(["USD", 14, 504, []]);
  const series = pnl.byAccount();
  const at = new Map(pnl.dates.map((date, i) => [date, i]));
  const stated = await snapshot.rows(
    "SELECT account, strftime(date, '%Y-%m-%d') AS day, net::DOUBLE AS net, unrealised::DOUBLE AS unrealised FROM daily",
  );
  const wrong = stated.filter(row => {
    const own = series[pnl.accounts.indexOf(row.account as string)]!;
    const day = at.get(row.day as string)!;
    const offNet = Math.abs(own.net[day]! - (row.net as number));
    return !(offNet < 0.005 && Math.abs(own.unrealised[day]! - (row.unrealised as number)) < 0.005);
  });
  expect(stated).toHaveLength(6764);
  expect(wrong).toEqual([]);
});

test("as of a past day nothing later is known, and the days before are the same to the last bit", async () => {
  const whole = await bookPnl(snapshot, { method: "fifo" });
  const past = await bookPnl(snapshot, { method: "fifo", asOf: "2020-03-16" });
  const n = past.dates.length;
  expect(past.dates.at(-1)).toBe("2020-03-16");
  expect(past.firm().actual).toEqual(whole.firm().actual.slice(0, n));
});

test("sums by account, by symbol and of the firm are one another's", async () => {
  const pnl = await bookPnl(snapshot);
  const worst = pnl.dates.indexOf("2020-03-16");
  const sum = (series: readonly { actual: Float64Array }[]): number =>
    series.reduce((total, { actual }) => total + actual[worst]!, 0);
  expect(sum(pnl.byAccount())).toBeCloseTo(pnl.firm().actual[worst]!, 4);
  expect(sum(pnl.bySymbol())).toBeCloseTo(pnl.firm().actual[worst]!, 4);
});

test("daily rows become an Arquero table with names, dates and nulls", async () => {
  const table = toArquero(dailyColumns(await bookPnl(snapshot)));
  const row = table.object(0) as Record<string, unknown>;
  expect(row.account).toBe("MST-101");
  expect(dayNumber("2018-04-18") * 86_400_000).toBe(Number(row.date));
  expect(row.endAverageCost).toBeNull();
});

test("the example in the README of the P&L runs on it", async () => {
  const readme = readFileSync(join(packageRoot(), "lib", "data", "pnl", "README.md"), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const said: unknown[][] = [];
  const AsyncFunction = (async () => {}).constructor as new (
    ...words: string[]
  ) => (...given: unknown[]) => Promise<void>;
  const log = (...words: unknown[]) => said.push(words);
  const names = { bookPnl, dailyColumns, pnlBy, reconcile, snapshot, toArquero, console: { log } };
  const run = new AsyncFunction(...Object.keys(names), example);
  await run(...Object.values(names));
  expect(said).toEqual([["2020-03-09", expect.closeTo(-870_000, -5), "USD"]]);
});

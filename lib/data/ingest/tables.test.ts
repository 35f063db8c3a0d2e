import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import type { IngestSummary } from "./summary.js";
import { ingestTable, type TableIngestOptions } from "./tables.js";
import { NOW, temporaryFile, temporaryFolder } from "./testing.js";

function emptyStore(): Store {
  return openStore(join(temporaryFolder(), "store"), { now: () => NOW });
}

function ingest(
  store: Store,
  table: TableIngestOptions["table"],
  content: string,
  options: Partial<TableIngestOptions> = {},
): Promise<IngestSummary> {
  const file = temporaryFile(`${table}.csv`, content);
  return ingestTable({ store, table, files: [file], now: () => NOW, progress: silentProgress, ...options });
}

async function rows(store: Store, sql: string): Promise<Record<string, unknown>[]> {
  const snapshot = await openSnapshot(store);
  try {
    return await snapshot.rows(sql);
  } finally {
    snapshot.close();
  }
}

test("prices are found by header whatever its case, for one symbol that is named beside the file", async () => {
  const store = emptyStore();
  const content = "Date,Open,High,Low,Close,Adj Close,Volume\n2020-03-02,1,3,1,2,2,1000\n2020-03-03,2,3,1,2.5,2.5,\n";
  expect(await ingest(store, "prices", content, { statements: { symbol: "SPY" } })).toMatchObject({
    read: 2,
    loaded: 2,
    rejected: 0,
  });
  expect(await rows(store, "SELECT symbol, date, close, volume, simulated FROM prices ORDER BY date")).toEqual([
    { symbol: "SPY", date: new Date("2020-03-02"), close: 2, volume: 1000, simulated: false },
    { symbol: "SPY", date: new Date("2020-03-03"), close: 2.5, volume: null, simulated: false },
  ]);
});

test("prices without a symbol ask for one", async () => {
  await expect(ingest(emptyStore(), "prices", "Date,Close\n2020-03-02,1\n")).rejects.toMatchObject({
    code: "MISSING_COLUMN",
    message: expect.stringContaining('say it for the whole file with "--symbol SPY"'),
  });
});

test("bad prices are rejected with their reason", async () => {
  const summary = await ingest(
    emptyStore(),
    "prices",
    [
      "date,symbol,high,low,close",
      "2020-03-02,X,2,1,.",
      "2020-03-02,X,2,1,0",
      "2020-03-02,X,1,2,1.5",
      "2020-05-01,X,2,1,1.5",
      "2020-02-30,X,2,1,1.5",
      "2020-03-02,,2,1,1.5",
      "2020-03-03,X,2,1,1.5",
      "2020-03-03,X,2,1,1.6",
    ].join("\n"),
  );
  expect(summary).toMatchObject({ read: 8, loaded: 1, rejected: 7 });
  const said = summary.firstRejects.join("\n");
  for (const reason of [
    'line 2: close was "."; expected a number such as 1234.5.',
    'line 3: close was "0.0"; expected more than 0.',
    "line 4: high was",
    "line 5: date was",
    'line 6: date was "2020-02-30"; expected a date such as 2020-04-17.',
    "line 7: symbol is blank; expected a text.",
    "line 9: has the same symbol and date as line 8, with other values.",
  ]) {
    expect(said).toContain(reason);
  }
});

test("a future may close below zero", async () => {
  const store = emptyStore();
  await ingest(store, "instruments", "symbol,kind,multiplier,currency\nCLK20,future,1000,USD\n");
  expect(await ingest(store, "prices", "date,symbol,close\n2020-04-17,CLK20,-37.63\n")).toMatchObject({ loaded: 1 });
});

test("a later price takes the place of an earlier one and is counted; equal rows change nothing; old snapshots keep theirs", async () => {
  const store = emptyStore();
  await ingest(store, "prices", "date,symbol,close\n2019-12-31,X,9\n2020-03-02,X,10\n2020-03-02,Y,5\n");
  const summary = await ingest(
    store,
    "prices",
    "date,symbol,close\n2020-03-02,X,11\n2020-03-02,Y,5\n2020-03-03,X,12\n",
  );
  expect(summary).toMatchObject({ read: 3, loaded: 2, replaced: 1, alreadyKnown: 1 });
  expect(await rows(store, "SELECT symbol, close FROM prices ORDER BY date, symbol")).toEqual([
    { symbol: "X", close: 9 },
    { symbol: "X", close: 11 },
    { symbol: "Y", close: 5 },
    { symbol: "X", close: 12 },
  ]);
  const old = await openSnapshot(store, "1");
  expect(await old.rows("SELECT close FROM prices WHERE symbol = 'X' ORDER BY date")).toEqual([
    { close: 9 },
    { close: 10 },
  ]);
  old.close();
  expect(await ingest(store, "prices", "date,symbol,close\n2020-03-03,X,12\n")).toMatchObject({ snapshot: null });
});

test("an instrument without a multiplier is 1 only where that is what it means", async () => {
  const summary = await ingest(
    emptyStore(),
    "instruments",
    "symbol,kind,currency,strike,right\nXYZ,equity,USD,,\nESM20,future,USD,,\nO,option,USD,10,calls\n",
  );
  expect(summary).toMatchObject({ loaded: 1, rejected: 2 });
  expect(summary.firstRejects[0]).toContain("multiplier is blank");
});

test("daily figures without fees have none: net is gross", async () => {
  const store = emptyStore();
  const content = "account,date,gross,currency\nA,2020-01-02,10,USD\n";
  expect(await ingest(store, "daily", content)).toMatchObject({ loaded: 1, rejected: 0 });
  expect(await rows(store, "SELECT fees, net FROM daily")).toEqual([{ fees: 0, net: 10 }]);
});

test("daily figures agree with themselves: net is gross less fees", async () => {
  const store = emptyStore();
  const summary = await ingest(
    store,
    "daily",
    'account,date,gross,fees,currency,net\nA,2020-03-02,"1,000.5",0.5,USD,\nA,2020-03-03,100,1,USD,101\n',
  );
  expect(summary).toMatchObject({ loaded: 1, rejected: 1 });
  expect(summary.firstRejects[0]).toContain('net was "101.000000"; expected gross − fees, 99.000000');
  expect(await rows(store, "SELECT net FROM daily")).toEqual([{ net: 1000 }]);
});

const CASH_HEADER = "account,date,cash_id,kind,amount,currency\n";
const CASH_ROWS = [
  "A,2020-03-31,1,fee,-1,USD",
  "A,2020-04-01,2,fee,-2,USD",
  "A,2020-04-02,3,fee,-3,USD",
  "B,2020-04-01,4,fee,-4,USD",
];
const APRIL = { days: [{ account: "A", from: "2020-04-01", to: "2020-04-30" }] };

async function cashAfter(content: string, covered: TableIngestOptions["covered"]) {
  const store = emptyStore();
  await ingest(store, "cash", `${CASH_HEADER}${CASH_ROWS.join("\n")}\n`);
  const summary = await ingest(store, "cash", CASH_HEADER + content, { ...(covered && { covered }) });
  const left = await rows(store, "SELECT cash_id, amount::DOUBLE AS amount FROM cash ORDER BY cash_id");
  return { summary, left: left.map(({ cash_id, amount }) => `${String(cash_id)} ${String(amount)}`) };
}

test("stored rows of covered days that a file lacks were taken back; other days and accounts stay", async () => {
  const { summary, left } = await cashAfter("A,2020-04-01,2,fee,-2.5,USD\n", APRIL);
  expect(summary).toMatchObject({ read: 1, loaded: 1, replaced: 1, withdrawn: 1 });
  expect(left).toEqual(["1 -1", "2 -2.5", "4 -4"]);
  expect((await cashAfter("", APRIL)).left).toEqual(["1 -1", "4 -4"]);
  expect((await cashAfter("A,2020-04-01,2,fee,-2.5,USD\n", undefined)).left).toEqual([
    "1 -1",
    "2 -2.5",
    "3 -3",
    "4 -4",
  ]);
});

test("a day with a row that could not be read keeps what it has, and all days where the row names none", async () => {
  const bad = await cashAfter("A,2020-04-01,9,fee,lots,USD\n", APRIL);
  expect(bad.summary).toMatchObject({ rejected: 1, withdrawn: 1 });
  expect(bad.left).toEqual(["1 -1", "2 -2", "4 -4"]);
  expect((await cashAfter("A,someday,9,fee,-9,USD\n", APRIL)).left).toHaveLength(4);
  const unread = { ...APRIL, except: [{ account: "A", date: "2020-04-02" }] };
  expect((await cashAfter("", unread)).left).toEqual(["1 -1", "3 -3", "4 -4"]);
});

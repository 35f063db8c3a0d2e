import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot, silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import { type IngestOptions, ingestExecutions } from "./executions.js";
import { readMap } from "./map-file.js";
import { type IngestSummary, outcomeOf } from "./summary.js";
import { NOW, simpleMap, temporaryFile, temporaryFolder } from "./testing.js";

const HEADER = "Account,Time,Symbol,Side,Qty,Price,Fee,Id";

function fill(
  id: string,
  changes: { account?: string; time?: string; price?: string; fee?: string; symbol?: string } = {},
): string {
  const { account = "A", time = "2020-03-02 09:30:00", price = "10.5", fee = "0.35", symbol = "XYZ" } = changes;
  return `${account},${time},${symbol},B,100,${price},${fee},${id}`;
}

function file(name: string, ...rows: string[]): string {
  return temporaryFile(name, `${[HEADER, ...rows].join("\n")}\n`);
}

function emptyStore(): Store {
  return openStore(join(temporaryFolder(), "store"), { now: () => NOW });
}

function ingest(store: Store, files: string[], options: Partial<IngestOptions> = {}): Promise<IngestSummary> {
  return ingestExecutions({ store, files, map: simpleMap(), now: () => NOW, progress: silentProgress, ...options });
}

async function rows(store: Store, sql: string): Promise<Record<string, unknown>[]> {
  const snapshot = await openSnapshot(store);
  try {
    return await snapshot.rows(sql);
  } finally {
    snapshot.close();
  }
}

describe("ingesting the same file twice", () => {
  test("changes nothing, not even the number of snapshots", async () => {
    const store = emptyStore();
    const path = file("fills.csv", fill("1"), fill("2"));
    const first = await ingest(store, [path]);
    expect(first).toMatchObject({
      read: 2,
      loaded: 2,
      alreadyKnown: 0,
      rejected: 0,
      addedAccounts: 1,
      addedInstruments: 1,
    });
    const before = store.list();
    expect(await ingest(store, [path])).toMatchObject({ read: 2, loaded: 0, alreadyKnown: 2, snapshot: null });
    expect(store.list()).toEqual(before);
  });

  test("also by two writers at once, whose files overlap", async () => {
    const store = emptyStore();
    const ours = file("ours.csv", ...Array.from({ length: 60 }, (_, i) => fill(`${i}`)));
    const theirs = file("theirs.csv", ...Array.from({ length: 60 }, (_, i) => fill(`${i + 30}`)));
    const [left, right] = await Promise.all([ingest(store, [ours]), ingest(store, [theirs])]);
    expect(left.loaded + right.loaded).toBe(90);
    expect(left.alreadyKnown + right.alreadyKnown).toBe(30);
    expect(await rows(store, "SELECT count(*) AS n, count(DISTINCT fill_id) AS ids FROM fills")).toEqual([
      { n: 90, ids: 90 },
    ]);
    expect(store.list().map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("fills without an id", () => {
  test("that are alike in everything are all kept, and an overlapping file adds only those beyond", async () => {
    const store = emptyStore();
    await ingest(store, [file("morning.csv", fill(""), fill(""))]);
    const summary = await ingest(store, [file("day.csv", fill(""), fill(""), fill(""), fill("", { price: "10.6" }))]);
    expect(summary).toMatchObject({ loaded: 2, alreadyKnown: 2, rejected: 0 });
    expect(await rows(store, "SELECT price, occurrence, source, line FROM fills ORDER BY sequence")).toEqual([
      { price: 10.5, occurrence: 1, source: "morning.csv", line: 2 },
      { price: 10.5, occurrence: 2, source: "morning.csv", line: 3 },
      { price: 10.5, occurrence: 3, source: "day.csv", line: 4 },
      { price: 10.6, occurrence: 1, source: "day.csv", line: 5 },
    ]);
  });

  test("are counted within each file, so that two files of one ingest may overlap", async () => {
    const store = emptyStore();
    const summary = await ingest(store, [
      file("a.csv", fill(""), fill("")),
      file("b.csv", fill(""), fill(""), fill("")),
    ]);
    expect(summary).toMatchObject({ read: 5, loaded: 3, alreadyKnown: 2 });
    expect(summary.files).toMatchObject([{ loaded: 2 }, { loaded: 1, alreadyKnown: 2 }]);
  });
});

test("fills with different ids are different however alike they are, and rows of equal time keep the file's order", async () => {
  const store = emptyStore();
  await ingest(store, [file("fills.csv", fill("9"), fill("1"), fill("5"))]);
  expect(await rows(store, "SELECT fill_id FROM fills ORDER BY time, sequence")).toEqual(
    ["9", "1", "5"].map(fill_id => ({ fill_id })),
  );
});

describe("a fill that is told in two ways", () => {
  async function disagreement(options: Partial<IngestOptions> = {}) {
    const store = emptyStore();
    await ingest(store, [file("first.csv", fill("1"), fill("2"))]);
    const second = file(
      "second.csv",
      fill("1", { price: "10.4" }),
      fill("2"),
      fill("3"),
      fill("4", { time: "2020-03-03 09:30:00" }),
      fill("5", { account: "B" }),
    );
    return { store, summary: await ingest(store, [second], options) };
  }

  test("holds its account's day; other days and accounts are loaded and nothing is replaced", async () => {
    const { store, summary } = await disagreement();
    expect(summary).toMatchObject({ read: 5, loaded: 2, alreadyKnown: 1, rejected: 2 });
    expect(summary.held).toEqual([{ account: "A", date: "2020-03-02", disagreements: 1 }]);
    expect(outcomeOf(summary)).toBe(3);
    expect(summary.firstRejects[0]).toContain(
      'second.csv line 2: fill "1" of account "A" was told before with other content: price was 10.4, before 10.5 in first.csv line 2.',
    );
    expect(summary.firstRejects[1]).toContain('line 4: account "A" is held on 2020-03-02');
    expect(readFileSync(summary.rejectsFile!, "utf8").split("\r\n")).toHaveLength(4);
    expect(await rows(store, "SELECT fill_id, price FROM fills ORDER BY fill_id")).toEqual([
      { fill_id: "1", price: 10.5 },
      { fill_id: "2", price: 10.5 },
      { fill_id: "4", price: 10.5 },
      { fill_id: "5", price: 10.5 },
    ]);
  });

  test("lets the rest of the day in once someone has decided for what is stored", async () => {
    const { summary } = await disagreement({ corrections: "keep" });
    expect(summary).toMatchObject({ loaded: 3, alreadyKnown: 1, rejected: 1 });
  });

  test("holds the day also when both stand in one file", async () => {
    const store = emptyStore();
    const summary = await ingest(store, [file("fills.csv", fill("1"), fill("1", { fee: "9" }), fill("2"))]);
    expect(summary).toMatchObject({ read: 3, loaded: 0, rejected: 3, snapshot: null });
    expect(outcomeOf(summary)).toBe(1);
    expect(summary.firstRejects[1]).toContain("fees was 9.000000, before 0.350000 in fills.csv line 2");
  });
});

test("rows that do not parse are kept beside the store, once, and the rest is loaded", async () => {
  const store = emptyStore();
  const path = file("fills.csv", fill("1"), fill("2", { price: "0" }));
  const summary = await ingest(store, [path]);
  expect(summary).toMatchObject({ read: 2, loaded: 1, rejected: 1 });
  const again = await ingest(store, [path]);
  expect(again.rejectsFile).toBe(summary.rejectsFile);
  expect(readFileSync(summary.rejectsFile!, "utf8")).toContain(
    `"fills.csv","3","price was ""0""; expected more than 0.`,
  );
});

test("a file that cannot be used leaves the store as it was, whatever came before it", async () => {
  const store = emptyStore();
  const good = file("good.csv", fill("1"));
  await expect(ingest(store, [good, temporaryFile("empty.csv", "")])).rejects.toMatchObject({ code: "EMPTY_FILE" });
  expect(store.latest()).toBeNull();
});

test("the same files loaded in the same steps give the same snapshot id in any folder and at any time", async () => {
  const ids = [];
  for (const now of [NOW, new Date("2026-01-01T00:00:00Z")]) {
    const store = openStore(join(temporaryFolder(), "store"), { now: () => now });
    await ingest(store, [file("a.csv", fill("1"), fill("2", { account: "B" }))]);
    await ingest(store, [file("b.csv", fill("3"))]);
    ids.push(store.latest()!.id);
  }
  expect(ids[0]).toBe(ids[1]);
});

test("an account that was ingested keeps what is said of it, and an unknown one trades for itself", async () => {
  const { ingestTable } = await import("./tables.js");
  const store = emptyStore();
  const accounts = join(temporaryFolder(), "accounts.csv");
  writeFileSync(accounts, "account,trader,desk,currency,capital_base\nA,Анна <b>,Equities,USD,1000000\n");
  await ingestTable({ store, table: "accounts", files: [accounts], now: () => NOW, progress: silentProgress });
  await ingest(store, [file("fills.csv", fill("1"), fill("2", { account: "B" }))], { simulated: true });
  expect(await rows(store, "SELECT account, trader, capital_base, simulated FROM accounts ORDER BY account")).toEqual([
    { account: "A", trader: "Анна <b>", capital_base: 1000000, simulated: false },
    { account: "B", trader: "B", capital_base: null, simulated: true },
  ]);
});

test("rows that are two fills are loaded once, each fill with a place of its own, and held when told in two ways", async () => {
  const header =
    "symbol,_priceFormat,_priceFormatType,_tickSize,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp,duration";
  const row = (buy: number, sell: number, price = 20000): string =>
    `MNQH0,-2,0,0.25,${buy},${sell},1,${price},20005,$10.00,03/02/2020 09:30:00,03/02/2020 09:30:00,0sec`;
  const performance = (...rows: string[]): string => temporaryFile("p.csv", [header, ...rows].join("\n"));
  const map = readMap(join(packageRoot(), "data", "maps", "tradovate-performance.yaml"));
  const stated = { map, statements: { account: "PA1", zone: "America/Chicago" } };
  const store = emptyStore();
  expect(await ingest(store, [performance(row(1, 2), row(1, 3))], stated)).toMatchObject({ read: 4, loaded: 4 });
  expect(await ingest(store, [performance(row(1, 3), row(4, 5))], stated)).toMatchObject({
    loaded: 2,
    alreadyKnown: 2,
  });
  expect(await rows(store, "SELECT fill_id, sequence, line FROM fills ORDER BY time, sequence")).toEqual([
    { fill_id: "1/2/bought", sequence: 3, line: 2 },
    { fill_id: "1/2/sold", sequence: 4, line: 2 },
    { fill_id: "1/3/bought", sequence: 5, line: 3 },
    { fill_id: "1/3/sold", sequence: 6, line: 3 },
    { fill_id: "4/5/bought", sequence: 11, line: 3 },
    { fill_id: "4/5/sold", sequence: 12, line: 3 },
  ]);
  const held = await ingest(store, [performance(row(1, 2, 20001), row(6, 7))], stated);
  expect(held).toMatchObject({ loaded: 0, alreadyKnown: 1, rejected: 3 });
  const soldFirst = row(8, 9).replace("09:30:00,03/02/2020 09:30:00", "09:31:00,03/02/2020 09:30:59");
  await ingest(store, [performance(soldFirst)], stated);
  expect(
    await rows(store, "SELECT fill_id, side FROM fills WHERE side = 'short' OR fill_id = '8/9/bought' ORDER BY time"),
  ).toEqual([
    { fill_id: "8/9/sold", side: "short" },
    { fill_id: "8/9/bought", side: "buy" },
  ]);
});

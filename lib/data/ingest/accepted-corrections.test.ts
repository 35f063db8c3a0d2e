import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import { type IngestOptions, ingestExecutions } from "./executions.js";
import { type IngestSummary, outcomeOf } from "./summary.js";
import { NOW, simpleMap, temporaryFile, temporaryFolder } from "./testing.js";

const MAP = simpleMap({
  optional: ["Fee", "Id", "Status"],
  busted: { column: "Status", words: ["Busted", "Cancelled"] },
});

interface Told {
  time?: string;
  symbol?: string;
  quantity?: string;
  price?: string;
  fee?: string;
  status?: string;
}

function fill(id: string, told: Told = {}): string {
  const {
    time = "2020-03-02 09:30:00",
    symbol = "XYZ",
    quantity = "100",
    price = "10.5",
    fee = "0.35",
    status = "",
  } = told;
  return `A,${time},${symbol},B,${quantity},${price},${fee},${id},${status}`;
}

function file(name: string, ...rows: string[]): string {
  return temporaryFile(name, `Account,Time,Symbol,Side,Qty,Price,Fee,Id,Status\n${rows.join("\n")}\n`);
}

function emptyStore(): Store {
  return openStore(join(temporaryFolder(), "store"), { now: () => NOW });
}

function ingest(store: Store, path: string, options: Partial<IngestOptions> = {}): Promise<IngestSummary> {
  return ingestExecutions({ store, files: [path], map: MAP, now: () => NOW, progress: silentProgress, ...options });
}

const ACCEPT = { corrections: "accept" } as const;

async function rows(store: Store, sql: string, name = "latest"): Promise<Record<string, unknown>[]> {
  const snapshot = await openSnapshot(store, name);
  try {
    return await snapshot.rows(sql);
  } finally {
    snapshot.close();
  }
}

const prices = (store: Store, name?: string): Promise<Record<string, unknown>[]> =>
  rows(store, "SELECT fill_id, price FROM fills ORDER BY trade_date, sequence", name);

describe("a fill that is told otherwise, where corrections are accepted", () => {
  const first = (): string => file("first.csv", fill("1"), fill("2"));
  const second = (): string => file("second.csv", fill("1", { price: "10.4", fee: "0.3" }), fill("2"), fill("3"));

  test("becomes a correction, and the rest of its day is loaded; what was told stays", async () => {
    const store = emptyStore();
    await ingest(store, first());
    const summary = await ingest(store, second(), ACCEPT);
    expect(summary).toMatchObject({ read: 3, loaded: 2, corrected: 1, alreadyKnown: 1, rejected: 0, held: [] });
    expect(outcomeOf(summary)).toBe(0);
    expect(summary.firstCorrections).toEqual([
      { account: "A", date: "2020-03-02", fill: "1", kind: "amended", change: "price 10.5 → 10.4, fees 0.35 → 0.3" },
    ]);
    expect(await prices(store)).toEqual([
      { fill_id: "1", price: 10.4 },
      { fill_id: "2", price: 10.5 },
      { fill_id: "3", price: 10.5 },
    ]);
    expect(await rows(store, "SELECT price, source, line FROM fills WHERE fill_id = '1'")).toEqual([
      { price: 10.4, source: "second.csv", line: 2 },
    ]);
    expect(await rows(store, "SELECT price, source FROM fills_as_told WHERE fill_id = '1'")).toEqual([
      { price: 10.5, source: "first.csv" },
    ]);
    expect(
      await rows(store, "SELECT fill_id, price, revision, kind, new_price, source, line FROM corrections"),
    ).toEqual([
      { fill_id: "1", price: 10.5, revision: 1, kind: "amended", new_price: 10.4, source: "second.csv", line: 2 },
    ]);
    expect(await prices(store, "1")).toEqual(["1", "2"].map(fill_id => ({ fill_id, price: 10.5 })));
  });

  test("is known when it is told so again; told the old way it disagrees, and holds its day once more", async () => {
    const store = emptyStore();
    await ingest(store, first());
    await ingest(store, second(), ACCEPT);
    for (const options of [{}, ACCEPT]) {
      expect(await ingest(store, second(), options)).toMatchObject({ alreadyKnown: 3, corrected: 0, snapshot: null });
    }
    const old = await ingest(store, first());
    expect(old).toMatchObject({ alreadyKnown: 1, rejected: 1, held: [{ date: "2020-03-02", disagreements: 1 }] });
    expect(old.firstRejects[0]).toContain("price was 10.5, before 10.4");
    expect(old.firstRejects[0]).toContain("in second.csv line 2");
  });

  test("can be corrected again: the last revision holds, also where it is what was told at first", async () => {
    const store = emptyStore();
    await ingest(store, first());
    await ingest(store, second(), ACCEPT);
    await ingest(store, file("third.csv", fill("1", { price: "10.3" })), ACCEPT);
    expect((await prices(store))[0]).toEqual({ fill_id: "1", price: 10.3 });
    await ingest(store, first(), ACCEPT);
    expect((await prices(store))[0]).toEqual({ fill_id: "1", price: 10.5 });
    expect(await rows(store, "SELECT revision, new_price FROM corrections ORDER BY revision")).toEqual([
      { revision: 1, new_price: 10.4 },
      { revision: 2, new_price: 10.3 },
      { revision: 3, new_price: 10.5 },
    ]);
  });

  test("moves to another month, and its symbol to an instrument that was not known", async () => {
    const store = emptyStore();
    await ingest(store, first());
    const moved = fill("1", { time: "2020-04-01 09:30:00", symbol: "NEW" });
    const summary = await ingest(store, file("moved.csv", moved), ACCEPT);
    expect(summary).toMatchObject({ corrected: 1, addedInstruments: 1 });
    expect(await rows(store, "SELECT strftime(trade_date, '%m-%d') AS day, symbol FROM fills ORDER BY day")).toEqual([
      { day: "03-02", symbol: "XYZ" },
      { day: "04-01", symbol: "NEW" },
    ]);
    expect(await ingest(store, file("moved.csv", moved))).toMatchObject({ alreadyKnown: 1, rejected: 0 });
  });

  test("told in two ways by one file is no correction: nobody knows which of them is right", async () => {
    const store = emptyStore();
    await ingest(store, first());
    const twice = file("twice.csv", fill("1", { price: "10.4" }), fill("1", { price: "10.3" }), fill("3"));
    const summary = await ingest(store, twice, ACCEPT);
    expect(summary).toMatchObject({ loaded: 0, corrected: 0, rejected: 3, snapshot: null });
    expect(summary.firstRejects[1]).toContain(
      'fill "1" of account "A" is told in two ways: price was 10.3, before 10.4',
    );
    const alike = file("alike.csv", fill("1", { price: "10.4" }), fill("1", { price: "10.4" }));
    expect(await ingest(store, alike, ACCEPT)).toMatchObject({ loaded: 1, corrected: 1, alreadyKnown: 1, rejected: 0 });
  });
});

test("a fill that comes three weeks late is loaded on its own day, whatever the policy", async () => {
  const store = emptyStore();
  await ingest(store, file("april.csv", fill("9", { time: "2020-03-25 09:30:00" })));
  expect(await ingest(store, file("late.csv", fill("1")))).toMatchObject({ loaded: 1, corrected: 0, held: [] });
  expect((await prices(store)).map(({ fill_id }) => fill_id)).toEqual(["1", "9"]);
});

describe("a fill without an id", () => {
  test("that is corrected in its fees keeps its key, and the last of alike fills is the one that the old file disagrees about", async () => {
    const store = emptyStore();
    const old = file("old.csv", fill(""), fill(""));
    await ingest(store, old);
    await ingest(store, file("new.csv", fill("", { fee: "0.1" }), fill("")), ACCEPT);
    expect(await rows(store, "SELECT fees FROM fills ORDER BY sequence")).toEqual([{ fees: 0.1 }, { fees: 0.35 }]);
    expect(await ingest(store, old)).toMatchObject({ alreadyKnown: 1, rejected: 1 });
  });

  test("that is busted by its source is missed by a file that tells it again", async () => {
    const store = emptyStore();
    const old = file("old.csv", fill(""), fill(""), fill("", { price: "11" }));
    await ingest(store, old);
    const summary = await ingest(
      store,
      file("new.csv", fill("", { status: "Busted" }), fill("", { price: "11" })),
      ACCEPT,
    );
    expect(summary).toMatchObject({ corrected: 1, alreadyKnown: 1 });
    expect(await rows(store, "SELECT price FROM fills ORDER BY sequence")).toEqual([{ price: 10.5 }, { price: 11 }]);
    const again = await ingest(store, old);
    expect(again).toMatchObject({ alreadyKnown: 2, rejected: 1 });
    expect(again.firstRejects[0]).toContain("it was busted in new.csv line 2");
  });
});

describe("a busted fill", () => {
  const told = (): string => file("told.csv", fill("1"), fill("2"));
  const busted = (): string => file("busted.csv", "A,,,,,,,1,Cancelled", fill("2"));

  test("holds its day like any disagreement, and counts no more once that is accepted", async () => {
    const store = emptyStore();
    await ingest(store, told());
    const held = await ingest(store, busted());
    expect(held).toMatchObject({ loaded: 0, rejected: 1, held: [{ date: "2020-03-02" }] });
    expect(held.firstRejects[0]).toContain("it is busted, before it stood in told.csv line 2");
    const accepted = await ingest(store, busted(), ACCEPT);
    expect(accepted.firstCorrections).toMatchObject([{ kind: "busted", change: "buy 100.0 XYZ at 10.5 is busted" }]);
    expect((await prices(store)).map(({ fill_id }) => fill_id)).toEqual(["2"]);
    expect(await rows(store, "SELECT count(*) AS n FROM fills_as_told")).toEqual([{ n: 2 }]);
    expect(await ingest(store, busted())).toMatchObject({ alreadyKnown: 2, snapshot: null });
  });

  test("is told again by its source and disagrees, or stands again where that is accepted", async () => {
    const store = emptyStore();
    await ingest(store, told());
    await ingest(store, busted(), ACCEPT);
    const held = await ingest(store, told());
    expect(held).toMatchObject({ alreadyKnown: 1, rejected: 1 });
    expect(held.firstRejects[0]).toContain("it was busted in busted.csv line 2");
    const [correction] = (await ingest(store, told(), ACCEPT)).firstCorrections;
    expect(correction).toMatchObject({ kind: "amended", change: "buy 100.0 XYZ at 10.5 stands again" });
    expect((await prices(store)).map(({ fill_id }) => fill_id)).toEqual(["1", "2"]);
    expect(await ingest(store, file("more.csv", fill("3")))).toMatchObject({ loaded: 1 });
    expect(await rows(store, "SELECT count(DISTINCT sequence) AS n FROM fills")).toEqual([{ n: 3 }]);
  });

  test("that was never stored is said and kept aside: there is nothing to correct", async () => {
    const store = emptyStore();
    const summary = await ingest(store, busted(), ACCEPT);
    expect(summary).toMatchObject({ loaded: 1, rejected: 1, corrected: 0 });
    expect(summary.firstRejects[0]).toContain(
      'fill "1" of account "A" is busted, and there is no such fill in the store',
    );
  });

  test("that was never stored and stands in a list with all that it was is no trade, and nothing to look at", async () => {
    const store = emptyStore();
    const listed = file("listed.csv", fill("1").replace(/,?$/, ",Cancelled"), fill("2"));
    expect(await ingest(store, listed)).toMatchObject({ loaded: 1, alreadyKnown: 1, rejected: 0 });
    expect((await prices(store)).map(({ fill_id }) => fill_id)).toEqual(["2"]);
  });
});

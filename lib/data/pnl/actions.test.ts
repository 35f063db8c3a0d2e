import { describe, expect, test } from "vitest";
import { breaksOf, pnlOfFills } from "./book-pnl.js";
import { snapshotFills } from "./snapshot-fills.js";
import { bookPnl, type SnapshotPnl, snapshotMarks } from "./snapshot-pnl.js";
import { fillsOf } from "./testing.js";
import { bookOf } from "./testing-book.js";

/** Apple's closes around its split of 7 for 1 on 2014-06-09. */
const PRICES =
  "symbol,date,close\nAAPL,2014-06-05,647.35\nAAPL,2014-06-06,645.57\nAAPL,2014-06-09,93.70\nAAPL,2014-06-10,94.25\n";
const SPLIT = "symbol,date,kind,ratio\nAAPL,2014-06-09,split,7\n";
const BOUGHT = "A,2014-06-05 10:00:00,AAPL,B,100,644,1,#,USD,,,,0";
const SOLD = "A,2014-06-09 10:00:00,AAPL,S,300,93,1,#,USD,,,,700";

function daysOf(pnl: SnapshotPnl): Record<string, unknown>[] {
  const { daily, dates } = pnl;
  return Array.from({ length: daily.n }, (_, row) => ({
    date: dates[daily.date[row]!]!,
    position: daily.endPosition[row],
    cost: daily.endAverageCost[row],
    realised: daily.realised[row],
    actual: Math.round(daily.actual[row]! * 100) / 100,
  }));
}

describe("a split", () => {
  test.each(["average", "fifo"] as const)(
    "changes the position and its price, and no money, before its day's fills (%s)",
    async method => {
      const snapshot = await bookOf({ fills: [BOUGHT, SOLD], prices: PRICES, actions: SPLIT });
      const pnl = await bookPnl(snapshot, { method });
      expect(daysOf(pnl)).toEqual([
        { date: "2014-06-05", position: 100, cost: 644, realised: 0, actual: 334 },
        { date: "2014-06-06", position: 100, cost: 644, realised: 0, actual: -178 },
        { date: "2014-06-09", position: 400, cost: 92, realised: 300, actual: 822 },
        { date: "2014-06-10", position: 400, cost: 92, realised: 0, actual: 220 },
      ]);
      expect(breaksOf(pnl)).toEqual([]);
      expect([...pnl.byFill()]).toEqual([0, 300]);
    },
  );

  test("counts from its day on: as of the day before there is none, and one that is to come is none either", async () => {
    const snapshot = await bookOf({ fills: [BOUGHT], prices: PRICES, actions: `${SPLIT}AAPL,2020-08-31,split,4\n` });
    const before = await bookPnl(snapshot, { asOf: "2014-06-06" });
    expect(before.rows[0]).toMatchObject({ endPosition: 100, endAverageCost: 644 });
    const pnl = await bookPnl(snapshot);
    expect(pnl.rows[0]).toMatchObject({ fills: 1, endPosition: 700, endAverageCost: 92 });
    expect(pnl.dates.at(-1)).toBe("2014-06-10");
  });

  test("is nothing to an account that is flat, and divides each lot of one that is not", () => {
    const splits = new Map([[0, [{ day: 18_001, ratio: 0.1 }]]]);
    const written = [
      { quantity: 100, price: 2, day: 18_000 },
      { quantity: -100, price: 3, day: 18_000 },
      { quantity: 50, price: 1, day: 18_000, account: "B" },
      { quantity: 55, price: 4, day: 18_000, account: "B" },
      { quantity: -6, price: 30, day: 18_002, account: "B" },
    ];
    const { rows } = pnlOfFills({ ...fillsOf(written), splits }, { method: "fifo" });
    expect(rows[0]).toMatchObject({ account: "A", realised: 100, endPosition: 0 });
    expect(rows[1]).toMatchObject({ account: "B", realised: 5 * 20 - 1 * 10, endPosition: 4.5, endAverageCost: 40 });
  });
});

describe("a rename", () => {
  const fills = [
    "A,2014-06-05 10:00:00,OLD,B,100,10,1,#,USD,,,,",
    "A,2014-06-09 10:00:00,NEW,S,60,13,1,#,USD,,,,100",
    "A,2014-06-10 10:00:00,OLD,B,5,99,1,#,USD,,,,0",
  ];
  const prices =
    "symbol,date,close\nOLD,2014-06-05,11\nOLD,2014-06-06,12\nNEW,2014-06-09,13\nNEW,2014-06-10,14\nOLD,2014-06-10,98\n";
  const actions = "symbol,date,kind,new_symbol\nOLD,2014-06-09,rename,NEW\n";

  test("carries the position on under the new symbol; what trades under the old one later is another", async () => {
    const snapshot = await bookOf({ fills, prices, actions });
    const pnl = await bookPnl(snapshot);
    expect(pnl.rows).toMatchObject([
      { symbol: "NEW", fills: 2, realised: 180, endPosition: 40, unrealised: 160 },
      { symbol: "OLD", fills: 1, endPosition: 5, unrealised: -5 },
    ]);
    expect(pnl.rows.flatMap(({ breaks }) => breaks)).toEqual([]);
    expect(
      daysOf(pnl)
        .slice(0, 3)
        .map(({ date, actual }) => [date, actual]),
    ).toEqual([
      ["2014-06-05", 99],
      ["2014-06-06", 100],
      ["2014-06-09", 99],
    ]);
    expect(pnl.unpriced).toEqual([]);
    expect((await bookPnl(snapshot, { asOf: "2014-06-06" })).rows).toMatchObject([{ symbol: "OLD", unrealised: 200 }]);
  });

  test("may be followed by a split and another rename", async () => {
    const actions =
      "symbol,date,kind,new_symbol,ratio\nOLD,2014-06-09,rename,NEW,\nNEW,2014-06-10,rename,LAST,\nNEW,2014-06-10,split,,2\n";
    const snapshot = await bookOf({ fills: fills.slice(0, 1), prices, actions });
    const fillsNow = await snapshotFills(snapshot);
    expect(fillsNow.symbols[fillsNow.symbol[0]!]).toBe("LAST");
    expect(pnlOfFills(fillsNow).rows[0]).toMatchObject({ symbol: "LAST", endPosition: 200, endAverageCost: 5 });
    expect([...(await snapshotMarks(snapshot)).of("LAST")!.close]).toEqual([11, 12, 13]);
  });
});

test("dividends and delistings leave positions, P&L and marks as they are, bit for bit", async () => {
  const book = { fills: [BOUGHT, SOLD], prices: PRICES };
  const plain = await bookPnl(await bookOf(book));
  const actions = "symbol,date,kind,amount,currency\nAAPL,2014-06-06,dividend,3.29,USD\nAAPL,2014-06-10,delisting,,\n";
  const same = await bookPnl(await bookOf({ ...book, actions }));
  expect(same.rows).toEqual(plain.rows);
  expect(same.daily).toEqual(plain.daily);
});

import { describe, expect, test } from "vitest";
import { breaksOf, pnlOfFills } from "./book-pnl.js";
import type { CostMethod } from "./fills.js";
import { marksOf } from "./marks.js";
import { fillsOf, type WrittenFill } from "./testing.js";

function only(written: readonly WrittenFill[], method: CostMethod, multiplier = 1) {
  return pnlOfFills(fillsOf(written, multiplier), { method }).rows[0]!;
}

describe("worked by hand", () => {
  const ladder = [
    { quantity: 100, price: 10 },
    { quantity: 100, price: 12 },
    { quantity: -150, price: 13 },
  ];

  test("average cost closes 150 of 200 at an average of 11", () => {
    const row = only(ladder, "average");
    expect(row).toMatchObject({ realised: 300, endPosition: 50, endAverageCost: 11 });
  });

  test("FIFO closes the 100 bought at 10 first, then 50 of those at 12", () => {
    const row = only(ladder, "fifo");
    expect(row).toMatchObject({ realised: 350, endPosition: 50, endAverageCost: 12 });
  });

  test("a sale beyond flat closes the long and opens a short at its own price", () => {
    const flip = [...ladder, { quantity: -80, price: 14 }];
    expect(only(flip, "average")).toMatchObject({ realised: 450, endPosition: -30, endAverageCost: 14 });
    expect(only(flip, "fifo")).toMatchObject({ realised: 450, endPosition: -30, endAverageCost: 14 });
  });

  test("a short that falls earns, and covers lot by lot under FIFO", () => {
    const short = [
      { quantity: -100, price: 20 },
      { quantity: -100, price: 22 },
      { quantity: 100, price: 19 },
    ];
    expect(only(short, "average")).toMatchObject({ realised: 200, endPosition: -100, endAverageCost: 21 });
    expect(only(short, "fifo")).toMatchObject({ realised: 100, endPosition: -100, endAverageCost: 22 });
  });

  test("a flip under FIFO through two lots from short to long", () => {
    const row = only(
      [
        { quantity: -10, price: 5 },
        { quantity: -10, price: 6 },
        { quantity: 25, price: 4 },
        { quantity: -5, price: 7 },
      ],
      "fifo",
    );
    expect(row).toMatchObject({ realised: 10 + 20 + 15, endPosition: 0, endAverageCost: null });
  });

  test("a futures multiplier scales money, not prices or fees", () => {
    const row = only(
      [
        { quantity: 3, price: 2800.25, fees: 6.15 },
        { quantity: -1, price: 2810.5, fees: 2.05 },
      ],
      "average",
      50,
    );
    expect(row).toMatchObject({ realised: 512.5, fees: 8.2, net: 504.3, endPosition: 2, endAverageCost: 2800.25 });
  });

  test("rebates are negative fees and raise the net", () => {
    const row = only(
      [
        { quantity: 1, price: 10, fees: -0.2 },
        { quantity: -1, price: 11, fees: 0.05 },
      ],
      "fifo",
    );
    expect(row.net).toBeCloseTo(1.15, 12);
  });
});

test("0.1 + 0.2 − 0.3 is flat, exactly, and eight places leave no dust", () => {
  const tenths = [0.1, 0.2, -0.3].map(quantity => ({ quantity, price: 100 }));
  expect(only(tenths, "average")).toMatchObject({ endPosition: 0, endAverageCost: null });
  const satoshis = [...Array(10).fill(0.00000007), ...Array(7).fill(-0.0000001)].map(quantity => ({
    quantity,
    price: 9000,
  }));
  expect(only(satoshis, "fifo").endPosition).toBe(0);
});

test("a thousand fees of ten cents are a hundred dollars, not a hair less", () => {
  const fills = Array.from({ length: 1000 }, (_, i) => ({ quantity: i % 2 === 0 ? 1 : -1, price: 10, fees: 0.1 }));
  expect(only(fills, "average").fees).toBe(100);
});

test("a quantity that no double keeps exactly is refused with its line", () => {
  const call = () =>
    only(
      [
        { quantity: 1, price: 1 },
        { quantity: 0.123456789, price: 1 },
      ],
      "average",
    );
  expect(call).toThrow("Line 3: the quantity 0.123456789");
});

test("fills of equal time keep the order of the file; earlier times come first wherever they stand", () => {
  const fills = fillsOf([
    { quantity: -10, price: 12, day: 18_001 },
    { quantity: 10, price: 10, day: 18_000 },
    { quantity: 10, price: 20, day: 18_001 },
    { quantity: -10, price: 21, day: 18_001 },
  ]);
  const { daily } = pnlOfFills(fills, { method: "average" });
  expect([...daily.realised]).toEqual([0, 20 + 10]);
});

describe("positions stated by the source", () => {
  const stated = [
    { quantity: 100, price: 10, startPosition: 0 },
    { quantity: 50, price: 10, startPosition: 120 },
    { quantity: -150, price: 11, startPosition: 150 },
  ];

  test("a disagreement is a break and the chain goes on from the computed position", () => {
    const pnl = pnlOfFills(fillsOf(stated));
    expect(pnl.rows[0]!.breaks).toEqual([{ line: 3, date: "2019-04-14", expected: 100, found: 120 }]);
    expect(pnl.rows[0]!.endPosition).toBe(0);
    expect(breaksOf(pnl)[0]).toMatchObject({ account: "A", symbol: "X", line: 3 });
  });

  test("a position carried in from before the file is a break at every fill that states it", () => {
    const carried = stated.map(fill => ({ ...fill, startPosition: fill.startPosition + 500 }));
    expect(pnlOfFills(fillsOf(carried)).rows[0]!.breaks).toHaveLength(3);
  });
});

describe("marked to market", () => {
  const day = 18_000;
  const fills = fillsOf([
    { quantity: 100, price: 10, day, fees: 1 },
    { quantity: -40, price: 13, day: day + 2, fees: 1 },
    { quantity: -60, price: 12, day: day + 4, fees: 1 },
  ]);
  const prices = (closes: number[]) =>
    marksOf({
      n: closes.length,
      symbols: ["X"],
      symbol: closes.map(() => 0),
      day: closes.map((_, i) => day + i),
      close: closes,
    });

  test("each session earns its realised P&L, the change of the open P&L, less its fees, also without trades", () => {
    const pnl = pnlOfFills(fills, { marks: prices([11, 12, 12, 14, 9]) });
    expect([...pnl.daily.unrealised]).toEqual([100, 200, 120, 240, 0]);
    expect([...pnl.daily.actual]).toEqual([99, 100, 120 - 80 - 1, 120, 120 - 240 - 1]);
    expect([...pnl.firm().actual].reduce((a, b) => a + b)).toBe(pnl.rows[0]!.net);
    expect([...pnl.daily.exposure]).toEqual([1100, 1200, 720, 840, 0]);
  });

  test("an unpriced session leaves it and the next undefined, with the reason", () => {
    const pnl = pnlOfFills(fills, { marks: prices([11, Number.NaN, 12, 14, 9]) });
    const withoutGap = pnlOfFills(fills, { marks: prices([11, 12, 12, 14, 9]) });
    expect(pnl.dates).toHaveLength(4); // nothing at all is known of the second session
    expect(withoutGap.unpriced).toEqual([]);
    const other = marksOf({ n: 2, symbols: ["X", "Y"], symbol: [0, 1], day: [day, day + 1], close: [11, 1] });
    const gaps = pnlOfFills(fills, { marks: other });
    expect([...gaps.daily.actual].map(Number.isNaN)).toEqual([false, true, true, true]);
    expect(gaps.unpriced).toMatchObject([{ symbol: "X", from: "2019-04-15", to: "2019-04-16", sessions: 2 }]);
    expect(gaps.unpriced[0]!.reason).toContain("no closing price of X");
  });

  test("without prices an open position has no unrealised P&L and says why", () => {
    const row = pnlOfFills(fillsOf([{ quantity: 1, price: 5 }])).rows[0]!;
    expect(row.unrealised).toBeNull();
    expect(row.unrealisedReason).toContain("no closing price of X");
  });
});

import { describe, expect, test } from "vitest";
import { randomStream } from "../../../core/index.js";
import type { Snapshot } from "../../store/index.js";
import { bookOf } from "../testing-book.js";
import { PNL_DIMENSIONS, type PnlDimension } from "./dimensions.js";
import { type PnlFigures, pnlBy } from "./pnl-by.js";

const INSTRUMENTS = `symbol,kind,multiplier,currency,sector,calendar
X,equity,1,USD,Tech,
Y,equity,1,USD,,
E,equity,1,EUR,Energy,
F,future,50,USD,,CME
`;
const ACCOUNTS = "account,trader,desk,currency\nA,Ann,One,USD\nB,Bob,Two,USD\n";
const ASSIGNMENTS = "account,from_date,trader,desk,group\nA,2020-04-01,Cid,Three,G\nB,2020-03-15,Cid,,\n";
const FX = "base,quote,date,rate\nEUR,USD,2020-03-02,1.1\nEUR,USD,2020-03-05,1.2\nUSD,JPY,2020-03-02,100\n";

/** A few hundred fills of both accounts in all symbols over two months, in odd quantities, prices and fees. */
function manyFills(): string[] {
  const { uniform } = randomStream("grouped P&L");
  const pick = <T>(list: readonly T[]): T => list[Math.floor(uniform() * list.length)]!;
  return Array.from({ length: 400 }, () => {
    const day = `2020-0${pick([3, 4])}-${String(1 + Math.floor(uniform() * 28)).padStart(2, "0")}`;
    const time = `${String(Math.floor(uniform() * 24)).padStart(2, "0")}:30:00`;
    const symbol = pick(["X", "Y", "E", "F"]);
    const quantity = 1 + Math.floor(uniform() * 300);
    const price = (10 + uniform() * 5).toFixed(4);
    const fee = (uniform() * 2 - 0.3).toFixed(6);
    const currency = symbol === "E" ? "EUR" : "USD";
    const tag = pick(["", "breakout", "fade"]);
    return `${pick(["A", "B"])},${day} ${time},${symbol},${pick(["B", "S"])},${quantity},${price},${fee},#,${currency},${tag},,,`;
  });
}

/** Sums of some rows in whole cents, by currency. */
function cents(rows: readonly PnlFigures[]) {
  const sums: Record<string, { fills: number; realised: number; fees: number; net: number }> = {};
  for (const { currency, fills, realised, fees, net } of rows) {
    const sum = sums[currency] ?? { fills: 0, realised: 0, fees: 0, net: 0 };
    sums[currency] = {
      fills: sum.fills + fills,
      realised: sum.realised + realised,
      fees: sum.fees + fees,
      net: sum.net + net,
    };
  }
  const inCents = ([currency, { fills, ...money }]: [string, (typeof sums)[string]]) => [
    currency,
    { fills, ...Object.fromEntries(Object.entries(money).map(([name, value]) => [name, value.toFixed(2)])) },
  ];
  return Object.fromEntries(Object.entries(sums).map(inCents));
}

test("every grouping adds up to the ungrouped total, to the cent", async () => {
  const book = await bookOf({
    fills: manyFills(),
    instruments: INSTRUMENTS,
    accounts: ACCOUNTS,
    assignments: ASSIGNMENTS,
  });
  const groupings: PnlDimension[][] = [
    ...PNL_DIMENSIONS.map(dimension => [dimension]),
    ["trader", "symbol"],
    ["desk", "month", "weekday"],
    ["tag", "hour", "account", "symbol", "day"],
  ];
  const total = cents((await pnlBy(book, { by: [] })).totals);
  expect(Object.keys(total)).toEqual(["EUR", "USD"]);
  for (const method of ["average", "fifo"] as const) {
    const { totals } = await pnlBy(book, { by: [], method });
    for (const by of groupings) {
      const grouped = await pnlBy(book, { by, method, timeZone: "America/New_York" });
      expect(cents(grouped.rows()), by.join()).toEqual(cents(totals));
    }
  }
}, 60_000);

describe("the names of a group", () => {
  const traded = (by: PnlDimension[], book: Snapshot, options = {}) =>
    pnlBy(book, { by, timeZone: "America/New_York", ...options }).then(found =>
      found.rows().map(row => [...by.map(name => row[name]), row.fills, row.net]),
    );

  test("P&L of March belongs to March's trader and desk, before any assignment to what accounts says", async () => {
    const fills = [
      "A,2020-03-31 10:00:00,X,B,10,10,0,#,USD,,,,",
      "A,2020-03-31 11:00:00,X,S,5,11,0,#,USD,,,,",
      "A,2020-04-01 10:00:00,X,S,5,13,0,#,USD,,,,",
      "B,2020-03-20 10:00:00,X,B,1,10,1,#,USD,,,,",
    ];
    const book = await bookOf({ fills, accounts: ACCOUNTS, assignments: ASSIGNMENTS });
    expect(await traded(["trader", "desk", "group"], book)).toEqual([
      ["Ann", "One", null, 2, 5],
      ["Cid", "Three", "G", 1, 15],
      ["Cid", "Two", null, 1, -1],
    ]);
    expect(await traded(["month"], book, { from: "2020-04-01" })).toEqual([["2020-04", 1, 15]]);
  });

  test("what a position realises has the tag and the hour of the fill that closes it, in the firm's zone", async () => {
    const fills = [
      "A,2020-03-06 09:30:00,X,B,10,10,0.25,#,USD,breakout,,,",
      "A,2020-03-09 15:59:59,X,S,10,11,0.5,#,USD,fade,,,",
      "A,2020-03-09 16:00:00,X,B,10,11,0,#,USD,,,,",
    ];
    const book = await bookOf({ fills });
    expect(await traded(["tag"], book)).toEqual([
      ["breakout", 1, -0.25],
      ["fade", 1, 9.5],
      [null, 1, 0],
    ]);
    expect(await traded(["hour"], book)).toEqual([
      ["09", 1, -0.25],
      ["15", 1, 9.5],
      ["16", 1, 0],
    ]);
    const { actualReason, rows } = await pnlBy(book, { by: ["hour"] });
    expect([rows()[0]!.hour, rows()[0]!.actual]).toEqual(["14", null]);
    expect(actualReason).toContain("belongs to no fill");
  });

  test("an evening's fill in Chicago belongs to the next session, a Sunday's to Monday", async () => {
    const fills = [
      "A,2020-03-08 18:30:00,F,B,1,2800,0,#,USD,,,,",
      "A,2020-03-09 17:59:00,F,S,1,2801,0,#,USD,,,,",
      "A,2020-03-09 18:00:00,F,B,1,2802,0,#,USD,,,,",
      "A,2020-03-07 12:00:00,X,B,1,10,0,#,USD,,,,",
    ];
    const book = await bookOf({ fills, instruments: INSTRUMENTS });
    const rows = (options = {}) =>
      traded(["symbol", "day", "weekday"], book, options).then(found => found.map(row => row.slice(0, 4)));
    expect(await rows()).toEqual([
      ["F", "2020-03-09", "Monday", 2],
      ["F", "2020-03-10", "Tuesday", 1],
      ["X", "2020-03-07", "Saturday", 1],
      ["X", "2020-03-09", "Monday", 0],
      ["X", "2020-03-10", "Tuesday", 0],
    ]);
    expect((await rows({ calendar: "NYSE", asOf: "2020-03-09" })).at(-1)).toEqual(["X", "2020-03-09", "Monday", 1]);
    expect((await rows({ asOf: "2020-03-09" })).slice(0, 2)).toEqual([
      ["F", "2020-03-09", "Monday", 2],
      ["X", "2020-03-07", "Saturday", 1],
    ]);
  });

  test("a dimension that there is not is refused with those that there are", async () => {
    const call = async () => pnlBy(await bookOf({ fills: [], accounts: ACCOUNTS }), { by: ["colour" as PnlDimension] });
    await expect(call()).rejects.toThrow("P&L is told by trader, desk, group, account, symbol");
  });
});

describe("in one currency", () => {
  const FILLS = [
    "A,2020-03-02 10:00:00,E,B,10,10,0,#,EUR,,,,",
    "A,2020-03-02 11:00:00,E,S,5,12,1,#,EUR,,,,",
    "A,2020-03-05 11:00:00,E,S,5,13,0,#,EUR,,,,",
    "A,2020-03-05 11:00:00,X,B,1,10,2,#,USD,,,,",
  ];
  const PRICES = "symbol,date,close\nE,2020-03-02,12\nE,2020-03-03,14\nX,2020-03-05,10\n";

  test("each day's P&L is converted at that day's rate, which the result names", async () => {
    const book = await bookOf({ fills: FILLS, prices: PRICES, fx: FX });
    const { totals, rates } = await pnlBy(book, { by: [], in: "USD" });
    const [monday, tuesday, thursday] = [(10 - 1 + 10) * 1.1, 10 * 1.1, (15 - 20) * 1.2 - 2];
    expect(totals).toMatchObject([{ currency: "USD", fills: 4, fees: 1 * 1.1 + 2 }]);
    expect(totals[0]!.realised).toBeCloseTo(10 * 1.1 + 15 * 1.2, 6);
    expect(totals[0]!.actual).toBeCloseTo(monday + tuesday + thursday, 6);
    expect(rates.map(({ date, rateDate, rate, ageDays }) => [date, rateDate, rate, ageDays])).toEqual([
      ["2020-03-02", "2020-03-02", 1.1, 0],
      ["2020-03-03", "2020-03-02", 1.1, 1],
      ["2020-03-05", "2020-03-05", 1.2, 0],
    ]);
    expect((await pnlBy(book, { by: [] })).totals.map(({ currency }) => currency)).toEqual(["EUR", "USD"]);
    const byCurrency = await pnlBy(book, { by: ["tradedIn"], in: "USD" });
    expect(byCurrency.rows().map(({ tradedIn, fills }) => [tradedIn, fills])).toEqual([
      ["EUR", 3],
      ["USD", 1],
    ]);
  });

  test("a day without a rate is an error with its pair, and money that needs none asks for none", async () => {
    const book = await bookOf({ fills: FILLS, prices: PRICES, fx: FX });
    await expect(pnlBy(book, { by: [], in: "CHF" })).rejects.toThrow("There is no rate from EUR to CHF for 2020-03-02");
    await expect(pnlBy(book, { by: [], in: "JPY", through: "USD", maxRateAgeDays: 1 })).rejects.toThrow(
      "There is no rate from EUR to JPY for 2020-03-05",
    );
    const yen = await pnlBy(book, { by: [], in: "JPY", through: "USD", asOf: "2020-03-02" });
    expect(yen.totals[0]).toMatchObject({ currency: "JPY", net: 9 * 1.1 * 100 });
    expect(yen.rates[0]).toMatchObject({ route: "cross", rate: 1.1 * 100 });
  });
});

import { expect, test } from "vitest";
import { dayNumber } from "../../core/index.js";
import { snapshotBooks } from "../pnl/index.js";
import { bookOf } from "../pnl/testing-book.js";
import { excursions } from "./excursions.js";
import { intradayEquity } from "./intraday-equity.js";
import { snapshotBars } from "./snapshot-bars.js";
import { bookTrips } from "./snapshot-trips.js";

const FILLS = [
  "A,2020-03-02 15:00:00,C,B,10,100,1,#,USD,,,,",
  "A,2020-03-03 09:31:30,X,B,100,10,1,#,USD,,9.5,,",
  "A,2020-03-03 09:34:30,X,S,100,10.5,1,#,USD,,,,",
];
const BARS = `symbol,time,high,low,close
C,2020-03-03T14:31:00Z,102,99,101
C,2020-03-03T14:33:00Z,104,101,103
X,2020-03-03T14:31:00Z,99,1,10
X,2020-03-03T14:32:00Z,10.2,9.5,10
X,2020-03-03T14:33:00Z,11,10,10.9
X,2020-03-03T14:34:00Z,99,1,10.5
`;
const PRICES = "symbol,date,close\nC,2020-03-02,101\nC,2020-03-03,103\nX,2020-03-03,10.5\n";

test("equity follows fills, minutes and what is carried, and bounds what the minutes leave open", async () => {
  const book = await bookOf({ fills: FILLS, bars: BARS, prices: PRICES });
  const [books] = await snapshotBooks(book);
  const path = intradayEquity(books!, await snapshotBars(book), { date: "2020-03-03" });
  if (typeof path === "string") throw new Error(path);
  const minute = (ms: number) => (ms - dayNumber("2020-03-03") * 86_400_000) / 60_000 - 14 * 60;
  expect([...path.timeMs].map(minute)).toEqual([31.5, 32, 33, 34, 34.5, 35]);
  expect([...path.equity]).toEqual([-1, -1, -1, 109, 69 - 1, 68].map(value => expect.closeTo(value, 9)));
  expect([...path.low]).toEqual([-1, -21, -51, -1, 68, 68].map(value => expect.closeTo(value, 9)));
  expect([...path.high]).toEqual([-1, 9, 19, 129, 68, 68].map(value => expect.closeTo(value, 9)));
  const firm = books!.firm();
  expect(path.equity.at(-1)).toBeCloseTo(firm.actual[1]!, 9);
});

test("without minute bars or a price to begin from, it says that only realised P&L is known", async () => {
  const path = async (bars: string, prices: string) => {
    const book = await bookOf({ fills: FILLS, bars, prices });
    return intradayEquity((await snapshotBooks(book))[0]!, await snapshotBars(book), { date: "2020-03-03" });
  };
  expect(await path(BARS.replaceAll("C,2020-03-03", "C,2020-03-09"), PRICES)).toBe(
    "realised only: there are no minute bars of C on 2020-03-03",
  );
  expect(await path(BARS, PRICES.replace("C,2020-03-02", "C,2020-02-28"))).toBe(
    "realised only: C has no closing price before 2020-03-03",
  );
});

test("minute bars of the store tell a trip's excursions, and its stop tells R", async () => {
  const book = await bookOf({ fills: FILLS, bars: BARS, prices: PRICES });
  const trips = await bookTrips(book);
  const { adverse, favourable } = excursions(trips, await snapshotBars(book, undefined, trips));
  const trip = trips.symbols[trips.symbol[1]!] === "X" ? 1 : 0;
  expect([adverse.values[trip], favourable.values[trip]]).toEqual([-50, 100]);
  expect([trips.stop[trip], trips.risk[trip]]).toEqual([9.5, 50]);
});

import { expect, test } from "vitest";
import { openCalendar } from "../calendars/index.js";
import { accountBooks } from "../pnl/index.js";
import { bookOf, type WrittenBook } from "../pnl/testing-book.js";
import { snapshotCash } from "./account-cash.js";
import { accountMoney } from "./account-money.js";
import { minuteBarsBetween } from "./snapshot-bars.js";

const FILLS = [
  "A,2020-03-05 10:00:00,X,B,10,100,1,#,USD,,,,",
  "A,2020-03-05 11:00:00,X,S,10,103,1,#,USD,,,,",
  "A,2020-03-06 10:00:00,X,B,10,100,0,#,USD,,,,",
  "A,2020-03-09 09:31:30,X,S,10,90,0,#,USD,,,,",
  "B,2020-03-09 10:00:00,X,B,1,100,0,#,USD,,,,",
];
const PRICES = "symbol,date,close\nX,2020-03-05,103\nX,2020-03-06,98\nX,2020-03-09,91\n";
const CASH = `account,date,kind,amount,currency
A,2020-03-05,deposit,1000,USD
A,2020-03-09,withdrawal,-300,USD
A,2020-03-09,fee,-5,USD
A,2020-03-09,fee,-7,EUR
`;

async function moneyOf(written: Partial<WrittenBook> = {}) {
  const snapshot = await bookOf({ fills: FILLS, prices: PRICES, cash: CASH, ...written });
  const [found] = await accountBooks(snapshot, ["A"], { calendar: "NYSE" });
  const cash = (await snapshotCash(snapshot)).get("A")!;
  const bars = await minuteBarsBetween(snapshot, Date.UTC(2020, 2, 1), Date.UTC(2020, 2, 20), ["X"]);
  const money = accountMoney(found!.book, {
    ...{ calendar: openCalendar("NYSE"), bars, cash: cash.days, startingBalance: 1000 },
    reset: { zone: "America/Chicago", time: "17:00" },
  });
  const moments = Array.from(money.times, (time, i) => [
    new Date(time).toISOString().slice(5, 16),
    money.days[i]!.slice(5),
    money.balance[i],
    money.equity?.[i] ?? null,
    money.paid[i],
  ]);
  return { money, moments, foreign: cash.foreign };
}

test("equity is known where the account is flat and at closes, and bookings come at the beginning of their day", async () => {
  const { money, moments, foreign } = await moneyOf();
  expect(moments).toEqual([
    ["03-05T15:00", "03-05", 999, Number.NaN, 0],
    ["03-05T16:00", "03-05", 1028, 1028, 0],
    ["03-05T20:59", "03-05", 1028, 1028, 0],
    ["03-06T15:00", "03-06", 1028, Number.NaN, 0],
    ["03-06T20:59", "03-06", 1028, 1008, 0],
    // Monday's day began on Sunday at 17:00, an hour of UTC earlier than Friday's: daylight saving had begun.
    ["03-08T22:00", "03-09", 723, 703, -300],
    ["03-09T13:31", "03-09", 623, 623, -300],
    ["03-09T19:59", "03-09", 623, 623, -300],
  ]);
  expect(money).toMatchObject({ equityBasis: "session closes", sessions: 3, minuteSessions: 0, unpricedCloses: 0 });
  expect([money.fills.length, foreign]).toEqual([4, 1]);
});

test("minute bars tell the session from the close before it on", async () => {
  const bars = "symbol,time,high,low,close\nX,2020-03-09T13:30:00Z,97,85,86\nX,2020-03-09T13:31:00Z,91,85,91\n";
  const { money, moments } = await moneyOf({ bars });
  expect(moments.slice(5)).toEqual([
    ["03-08T22:00", "03-09", 723, 703, -300],
    ["03-09T13:31", "03-09", 723, 583, -300],
    ["03-09T13:31", "03-09", 623, 623, -300],
    ["03-09T13:32", "03-09", 623, 623, -300],
    ["03-09T19:59", "03-09", 623, 623, -300],
  ]);
  expect(money.minuteSessions).toBe(1);
});

test("without any price of what is open, only closed trades are known", async () => {
  const { money } = await moneyOf({ prices: "symbol,date,close\nY,2020-03-05,1\n" });
  expect(money).toMatchObject({ equity: null, unpricedCloses: 1 });
});

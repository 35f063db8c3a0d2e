import { expect, test } from "vitest";
import { openCalendar, sessionSpan } from "../calendars/index.js";
import { snapshotBooks } from "../pnl/index.js";
import { bookOf } from "../pnl/testing-book.js";
import { sessionPath } from "./session-path.js";
import { minuteBarsBetween } from "./snapshot-bars.js";

const FILLS = [
  "A,2020-03-03 09:31:30,X,B,100,10,1,#,USD,,,,",
  "A,2020-03-03 09:33:30,X,S,100,9,1,#,USD,,,,",
  "B,2020-03-03 09:33:31,Y,B,1,5,0,#,USD,,,,",
];
const BARS = `symbol,time,high,low,close
X,2020-03-03T14:31:00Z,10,10,10
X,2020-03-03T14:32:00Z,10,8,8.5
X,2020-03-03T14:33:00Z,9,9,9
X,2020-03-04T14:31:00Z,10,10,10
`;

test("a session's path has open P&L where every symbol has minute bars, else what fills realised, and says so", async () => {
  const snapshot = await bookOf({ fills: FILLS, bars: BARS });
  const [book] = await snapshotBooks(snapshot);
  const span = sessionSpan("2020-03-03", openCalendar("NYSE"));
  const bars = await minuteBarsBetween(snapshot, span.fromMs, span.toMs);
  expect(bars.minutes?.("X")?.start).toHaveLength(3);

  const path = sessionPath(book!, bars, { ...span, date: "2020-03-03", accounts: ["A"] });
  expect(path).toMatchObject({ basis: "minute bars", reason: null });
  expect([...path.pnl]).toEqual([-1, -1, -151, -102, -102].map(value => expect.closeTo(value, 9)));

  const all = sessionPath(book!, bars, { ...span, date: "2020-03-03" });
  expect(all.reason).toBe("realised only: there are no minute bars of Y on 2020-03-03");
  expect([...all.pnl]).toEqual([-1, -102, -102]);
});

test("a session's span begins at the close before it, over weekends, and ends with an early close", () => {
  const span = (date: string) => {
    const { fromMs, toMs } = sessionSpan(date, openCalendar("NYSE"));
    return [fromMs, toMs].map(ms => new Date(ms).toISOString().slice(0, 16));
  };
  expect(span("2020-03-09")).toEqual(["2020-03-06T21:00", "2020-03-09T20:00"]);
  expect(span("2019-11-29")).toEqual(["2019-11-27T21:00", "2019-11-29T18:00"]);
  expect(span("2020-03-07")).toEqual(["2020-03-06T21:00", "2020-03-08T00:00"]);
  expect(span("1985-03-07")).toEqual(["1985-03-07T00:00", "1985-03-08T00:00"]);
});

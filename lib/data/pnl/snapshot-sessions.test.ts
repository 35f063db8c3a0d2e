import { expect, test } from "vitest";
import { snapshotSessions } from "./index.js";
import { bookOf } from "./testing-book.js";

const INSTRUMENTS = "symbol,kind,multiplier,currency,calendar\nF,future,50,USD,CME\nX,equity,1,USD,\nC,crypto,1,USD,\n";
const FILLS = [
  "A,2020-03-08 18:30:00,F,B,1,2800,0,#,USD,,,,",
  "A,2020-03-07 12:00:00,X,B,1,10,0,#,USD,,,,",
  "A,2020-03-14 12:00:00,C,B,1,10,0,#,USD,,,,",
];

test("sessions are those of fills by their calendars, and of prices; crypto trades on weekends", async () => {
  const book = await bookOf({
    fills: FILLS,
    instruments: INSTRUMENTS,
    prices: "symbol,date,close\nX,2020-03-10,1\nY,2020-03-11,1\n",
  });
  expect(await snapshotSessions(book)).toEqual(["2020-03-07", "2020-03-09", "2020-03-10", "2020-03-14"]);
  expect(await snapshotSessions(book, "2020-03-10", { calendar: "NYSE" })).toEqual(["2020-03-09", "2020-03-10"]);
});

test("a calendar that there is not is named with its instrument", async () => {
  const book = await bookOf({ fills: FILLS, instruments: INSTRUMENTS.replace("CME", "CMX") });
  await expect(snapshotSessions(book)).rejects.toThrow(
    'The instrument F names the calendar "CMX"; the calendars are NYSE',
  );
});

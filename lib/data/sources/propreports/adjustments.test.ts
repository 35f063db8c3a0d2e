import { expect, test } from "vitest";
import type { TableRows } from "../source.js";
import { readAdjustments } from "./adjustments.js";

const HEADER = "Date,Account,Offset Account,Category,Amount,Comment";

function read(...lines: string[]): TableRows {
  const feed = { id: "101", name: "ALPHA", first: "2020-01-01", currency: "USD" };
  const piece = { dataset: "adjustments", feed, from: "2020-04-01", to: "2020-04-30" };
  return readAdjustments([{ piece, name: "bookings.csv", content: `${lines.join("\n")}\n` }]);
}

test("a booking is told by its kind and words, in the account's currency", () => {
  const { rows, complete } = read(
    HEADER,
    "04/01/2020,ALPHA,,Software,(140.00),platform",
    "2020-04-02,ALPHA,,Cash In/Out,-500,",
    '4/3/2020,101,,Dividend,"1,200.50","IBM, quarterly"',
    "4/3/2020,ALPHA,,Desk party,-20,",
  );
  expect(complete).toBe(true);
  expect(rows).toEqual([
    ["ALPHA", "2020-04-01", "", "fee", "-140", "USD", "Software: platform"],
    ["ALPHA", "2020-04-02", "", "withdrawal", "-500", "USD", "Cash In/Out"],
    ["ALPHA", "2020-04-03", "", "dividend", "1200.5", "USD", "Dividend: IBM, quarterly"],
    ["ALPHA", "2020-04-03", "", "adjustment", "-20", "USD", "Desk party"],
  ]);
});

test("an account that is a booking's other side has the amount the other way round; one of neither side is told", () => {
  const { rows, rejects } = read(
    HEADER,
    "4/1/2020,BETA,ALPHA,software,-140,shared",
    "4/1/2020,BETA,GAMMA,software,-140,not ours",
  );
  expect(rows).toEqual([["ALPHA", "2020-04-01", "", "fee", "140", "USD", "software: shared"]]);
  expect(rejects).toMatchObject([
    { source: "bookings.csv", line: 3, reason: 'account was "BETA"; "ALPHA" was asked for.' },
  ]);
});

test("a row that cannot be read keeps its day as it is, and every day where it says none", () => {
  const lines = [HEADER, "4/1/2020,ALPHA,,Software,n/a,", "4/2/2020,ALPHA,,Software,-1,"];
  expect(read(...lines)).toMatchObject({
    complete: true,
    rejectedDays: [{ account: "ALPHA", date: "2020-04-01" }],
    rejects: [{ line: 2, reason: expect.stringContaining('amount was "n/a"') }],
  });
  expect(read(...lines, "soon,ALPHA,,Software,-1,").complete).toBe(false);
});

import { describe, expect, test } from "vitest";
import type { TableRows } from "../source.js";
import { endsInSum, readSummary } from "./summary.js";

const HEADER =
  "Date,Type,Orders,Fills,Qty,Gross,Comm,Ecn Fee,SEC,FTT,Trade Fees,Net,Fee: Software & MD,Fee: VAT,Adj Fees,Adj Net,Unrealized Δ,Total Δ,Transfer: Deposit,Transfers,Cash,Unrealized,End Balance";

const DAYS = [
  '4/1/2020,Eq,20,18,"2,000","1,000.00",20.00,(0.44),8.54,0.00,28.10,971.90,50.00,10.00,60.00,911.90,0.00,911.90,0.00,0.00,"12,006.82",0.00,"12,006.82"',
  '4/2/2020,Eq,2,2,200,(100.00),2.00,0.00,0.00,0.00,2.00,(102.00),0.00,0.00,0.00,(102.00),(20.00),(122.00),500.00,500.00,"12,404.82",(20.00),"12,384.82"',
];
const SUM =
  'Equities,,22,20,"2,200",900.00,22.00,(0.44),8.54,0.00,30.10,869.90,50.00,10.00,60.00,809.90,,,500.00,500.00,,,';

function read(...lines: string[]): readonly TableRows[] {
  const content = lines.join("\r\n");
  return readSummary([{ source: "summary.csv", content, account: "ALPHA", currency: "USD" }], { cash: true }).tables;
}

describe("daily summary", () => {
  test("a row is a day: its P&L after all fees, its balance, and the money that came and went", () => {
    const [daily, balances, cash] = read(HEADER, ...DAYS, SUM);
    expect(daily).toMatchObject({ table: "daily", rejects: [] });
    expect(daily!.rows).toEqual([
      ["ALPHA", "2020-04-01", "1000", "88.1", "911.9", "0", "12006.82", "USD"],
      ["ALPHA", "2020-04-02", "-100", "2", "-102", "-20", "12384.82", "USD"],
    ]);
    expect(balances!.rows).toEqual([
      ["ALPHA", "2020-04-01", "12006.82", "12006.82", "USD"],
      ["ALPHA", "2020-04-02", "12384.82", "12404.82", "USD"],
    ]);
    expect(cash!.rows.map(([, date, , kind, amount, , note]) => [date, kind, amount, note])).toEqual([
      ["2020-04-01", "fee", "-50", "Fee: Software & MD"],
      ["2020-04-01", "fee", "-10", "Fee: VAT"],
      ["2020-04-02", "deposit", "500", "Transfer: Deposit"],
    ]);
  });

  test("fees may be written as negative amounts, deltas small, fee columns be others or none, and an account have a column", () => {
    const negative = DAYS.map(line => line.replace(",50.00,10.00,", ",(50.00),(10.00),"));
    expect(read(HEADER.replaceAll("Δ", "δ"), ...negative, SUM)[2]!.rows).toEqual(read(HEADER, ...DAYS, SUM)[2]!.rows);
    const lean = [
      "Date,Type,Account,Gross,OCC,Net,End Balance",
      "2020-04-01,Op,BETA,10.00,1.00,9.00,100.00",
      "Options",
    ];
    expect(read(...lean)[0]!.rows).toEqual([["BETA", "2020-04-01", "10", "1", "9", "", "100", "USD"]]);
  });

  test("one that does not go to its last row was cut off", () => {
    expect(endsInSum([HEADER, ...DAYS, SUM].join("\n"))).toBe(true);
    expect(endsInSum([HEADER, ...DAYS].join("\n"))).toBe(false);
    expect(endsInSum([HEADER, ...DAYS, SUM].join("\n").slice(0, -SUM.length - 5))).toBe(false);
  });

  test.each([
    ["fees that explain the net neither way", DAYS[0]!.replace(",50.00,", ",51.00,"), "differ by another amount"],
    ["a balance that is not cash and open P&L", DAYS[0]!.replace(/"12,006\.82"$/, '"12,007.82"'), "add up to 12006.82"],
    ["a text for an amount", DAYS[0]!.replace("971.90", "n/a"), 'Net of 2020-04-01 was "n/a"; expected an amount'],
    ["no net", DAYS[0]!.replace("971.90", ""), "Gross or Net of 2020-04-01 is blank"],
    ["no day", DAYS[0]!.replace("4/1/2020", "April"), 'begins with "April"; expected a day'],
  ])("a row with %s is a reject with its line, the others are rows", (_name, line, reason) => {
    const [daily, balances, cash] = read(HEADER, line, DAYS[1]!, "Equities");
    expect(daily!.rejects).toMatchObject([{ source: "summary.csv", line: 2, reason: expect.stringContaining(reason) }]);
    for (const table of [daily, balances, cash]) expect(table!.rows.every(row => row[1] === "2020-04-02")).toBe(true);
  });

  test("a day that stands twice is not taken, and a sum that its days do not come to is told", () => {
    const [daily] = read(HEADER, DAYS[0]!, DAYS[0]!.replace("Eq", "Op"), "Options");
    expect(daily).toMatchObject({
      rows: [],
      rejects: [{ line: 2 }, { line: 3, reason: expect.stringContaining("several rows") }],
    });
    const [short] = read(HEADER, DAYS[0]!, SUM);
    expect(short!.rejects).toMatchObject([
      { line: 3, reason: expect.stringContaining("its Gross is 900, but the days add up to 1000") },
    ]);
    expect(short!.rows).toHaveLength(1);
  });
});

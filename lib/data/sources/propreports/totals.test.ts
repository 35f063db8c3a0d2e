import { describe, expect, test } from "vitest";
import type { TableRows } from "../source.js";
import { readTotals } from "./totals.js";

const HEADER = "Symbol,Orders,Fills,Qty,Gross,Comm,Ecn Fee,SEC,Misc,Net,Unrealized δ,Total δ,Unrealized";

function readPages(...pages: string[][]): readonly TableRows[] {
  const told = { account: "ALPHA", currency: "USD" };
  const reports = pages.map((lines, page) => ({ ...told, source: `totals${page}.csv`, content: lines.join("\n") }));
  return readTotals(reports, { cash: true }).tables;
}

/** The rows of `daily`. */
function read(...lines: string[]): TableRows {
  return readPages(lines)[0]!;
}

const DAY = [
  "4/1/2020",
  HEADER,
  'XYZ,2,4,400,"1,234.50",4.00,(0.44),0.03,,"1,230.91",,"1,230.91",',
  "ABC,1,1,100,(100.00),1.00,,,,(101.00),(20.00),(121.00),(20.00)",
  "Fee: Data,,,,,,,,,(30.00),,(30.00),",
  'Daily Total,3,5,500,"1,134.50",5.00,(0.44),0.03,,"1,099.91",(20.00),"1,079.91",(20.00)',
  'Equities,3,5,500,"1,134.50",5.00,(0.44),0.03,,"1,129.91",(20.00),"1,109.91",(20.00)',
  'Cash: ,"50,000.00"',
];

describe("totals by date", () => {
  test("a day's block becomes one row: brackets are negative, fees are gross less net, what stands behind the total is left", () => {
    const { columns, rows, rejects } = read(...DAY, "4/2/2020", HEADER, "Daily Total,0,0,0,0.00,,,,,0.00,,,");
    expect(rejects).toEqual([]);
    expect(columns).toEqual(["account", "date", "gross", "fees", "net", "unrealised", "balance", "currency"]);
    expect(rows).toEqual([
      ["ALPHA", "2020-04-01", "1134.5", "34.59", "1099.91", "-20", "49980", "USD"],
      ["ALPHA", "2020-04-02", "0", "0", "0", "", "", "USD"],
    ]);
  });

  test("a firm without a column or with the capital letter delta reads the same, and a fee may stand right behind its name", () => {
    const lean = DAY.map(line =>
      line.replace("Fee: Data,,,,,,,,,(30.00),,(30.00),", "Fee: Data,(30.00)").replaceAll("δ", "Δ"),
    );
    expect(read(...lean).rows).toEqual(read(...DAY).rows);
  });

  test("a day's other sums are left wherever they stand", () => {
    const [equities, cash] = [DAY[6]!, DAY[7]!];
    expect(read(...DAY.slice(0, 5), equities, cash, DAY[5]!).rows).toEqual(read(...DAY).rows);
  });

  test("a day goes on over the end of a page", () => {
    expect(readPages(DAY.slice(0, 3), ["4/1/2020", HEADER, ...DAY.slice(3)])[0]!.rows).toEqual(read(...DAY).rows);
  });

  test("cash and open P&L are the equity of a balance, fees of no trade are cash that went", () => {
    const [, balances, cash] = readPages(DAY, [
      "4/2/2020",
      HEADER,
      "Daily Total,0,0,0,0.00,,,,,0.00,,,",
      "Cash: 1,000.00",
    ]);
    expect(balances).toMatchObject({ table: "balances", rows: [["ALPHA", "2020-04-01", "49980", "50000", "USD"]] });
    expect(cash).toMatchObject({
      table: "cash",
      rows: [["ALPHA", "2020-04-01", "sum of day: Fee: Data", "fee", "-30", "USD", "Fee: Data"]],
    });
  });

  test.each([
    ["lacks its total", DAY.slice(0, 5), 'has 0 rows "Daily Total"; expected one'],
    ["has two totals", [...DAY, DAY[5]!], 'has 2 rows "Daily Total"; expected one'],
    [
      "does not add up",
      DAY.map(line => line.replace("(101.00)", "(101.02)")),
      "net 1099.91, but its rows add up to 1099.89",
    ],
    ["has a text for a number", DAY.map(line => line.replace("(101.00)", "n/a")), "its rows are not all numbers"],
    [
      "says no amount of cash",
      DAY.map(line => line.replace('"50,000.00"', "n/a")),
      'ends with "Cash:,n/a"; expected one',
    ],
    ["has a text as its total", DAY.map(line => line.replace('"1,099.91"', "n/a")), "lacks a number as Gross or Net"],
  ])("a day that %s is a reject with its line, and the others are rows", (_name, lines, reason) => {
    const { rows, rejects } = read("3/31/2020", HEADER, "Daily Total,0,0,0,0,,,,,0,,,", ...lines);
    expect(rows).toHaveLength(1);
    expect(rejects).toMatchObject([{ source: "totals0.csv", line: 4, reason: expect.stringContaining(reason) }]);
  });
});

import { expect, it } from "vitest";
import { readStockCloses } from "./stock-closes.js";

it("reads real monthly prices of five stocks, and no price of Google before it was listed", () => {
  const stocks = readStockCloses();
  expect(stocks.map(({ id, closes }) => [id, closes.size])).toEqual([
    ["AAPL", 123],
    ["AMZN", 123],
    ["GOOG", 68],
    ["IBM", 123],
    ["MSFT", 123],
  ]);
  expect(stocks[0]!.closes.get("2000-01-01")).toBe(25.94);
  expect([...stocks[2]!.closes.keys()][0]).toBe("2004-08-01");
});

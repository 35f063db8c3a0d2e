import { expect, test } from "vitest";
import { dayNumber } from "../../core/index.js";
import { openConversion } from "./conversion.js";
import type { RateTable } from "./rate-table.js";

function table(rates: Record<string, Record<string, number>>): RateTable {
  return new Map(
    Object.entries(rates).map(([pair, days]) => [
      pair,
      { day: Float64Array.from(Object.keys(days), dayNumber), rate: Float64Array.from(Object.values(days)) },
    ]),
  );
}

const rates = table({
  "EUR/USD": { "2020-03-02": 1.1, "2020-03-03": 1.2, "2020-03-06": 1.15 },
  "USD/JPY": { "2020-03-02": 108 },
  "GBP/EUR": { "2020-03-02": 1.16 },
});

test("money is converted at its day's rate: as stated, turned around, or through the book's currency", () => {
  const dollars = openConversion(rates, { to: "USD", through: "EUR" });
  const day = dayNumber("2020-03-02");
  expect([dollars.rate("EUR", day), dollars.rate("JPY", day), dollars.rate("USD", day)]).toEqual([1.1, 1 / 108, 1]);
  expect(dollars.rate("GBP", day)).toBe(1.16 * 1.1);
  expect(dollars.used().map(({ from, route }) => [from, route])).toEqual([
    ["EUR", "direct"],
    ["GBP", "cross"],
    ["JPY", "inverse"],
  ]);
});

test("a day without a rate takes the last one, says how old it is, and never looks ahead", () => {
  const conversion = openConversion(rates, { to: "USD" });
  expect(conversion.rate("EUR", dayNumber("2020-03-05"))).toBe(1.2);
  expect(conversion.used()).toEqual([
    { from: "EUR", to: "USD", date: "2020-03-05", rate: 1.2, rateDate: "2020-03-03", ageDays: 2, route: "direct" },
  ]);
});

test("of several ways the newest rate counts", () => {
  const both = table({ "EUR/USD": { "2020-03-02": 1.1 }, "USD/EUR": { "2020-03-03": 0.8 } });
  expect(openConversion(both, { to: "USD" }).rate("EUR", dayNumber("2020-03-03"))).toBe(1.25);
});

test("a missing rate is an error with its pair and day, never 1", () => {
  const convert = (from: string, date: string, through?: string) =>
    openConversion(rates, { to: "USD", ...(through && { through }) }).rate(from, dayNumber(date));
  expect(() => convert("CHF", "2020-03-02", "EUR")).toThrow(
    "There is no rate from CHF to USD for 2020-03-02: neither CHF/USD nor USD/CHF on it or the 5 days before, nor both through EUR. There is no earlier one.",
  );
  expect(() => convert("GBP", "2020-03-02")).toThrow("no rate from GBP to USD");
  expect(() => convert("EUR", "2020-03-12")).toThrow("The last one is of 2020-03-06.");
  expect(() => convert("EUR", "2020-03-01")).toThrow("no rate from EUR to USD for 2020-03-01");
});

import { expect, test } from "vitest";
import { demoOptionPrice } from "./black-scholes.js";
import { feesOf, totalFees } from "./fees.js";
import { frontContract, quarterlyContracts, thirdFriday } from "./futures.js";
import { readIndexBars } from "./index-bars.js";
import { DemoMarket } from "./market.js";
import { listedOption } from "./options.js";
import { demoSessions, localTime } from "./sessions.js";

const market = new DemoMarket(readIndexBars(), "test");

test("the index path of every session opens, closes, and turns at the real bar's prices", () => {
  market.sessions.forEach(({ bar }, i) => {
    const points = market.index.session(i);
    expect(points[0]).toBeCloseTo(bar.open, 6);
    expect(points.at(-1)).toBeCloseTo(bar.close, 6);
    expect(Math.max(...points)).toBeCloseTo(bar.high, 6);
    expect(Math.min(...points)).toBeCloseTo(bar.low, 6);
  });
});

test("stocks follow the index with their stated betas", () => {
  const n = market.sessions.length;
  for (const [symbol, { specification }] of market.stocks) {
    let product = 0;
    let square = 0;
    for (let i = market.first; i < n; i++) {
      const index = market.returnBetween("SPX", i - 1, i);
      product += index * market.returnBetween(symbol, i - 1, i);
      square += index * index;
    }
    expect(Math.abs(product / square - specification.beta), symbol).toBeLessThan(0.25);
  }
});

test("implied volatility jumps with the market: calm in April 2019, above 60% in the middle of March 2020", () => {
  const at = (date: string): number => market.implied[market.sessions.findIndex(session => session.date === date)]!;
  expect(at("2019-04-12")).toBeLessThan(0.15);
  expect(at("2018-12-24")).toBeGreaterThan(0.25);
  expect(at("2020-03-16")).toBeGreaterThan(0.6);
});

test("the option price is Black and Scholes' at zero interest (Hull, Options, Futures, and Other Derivatives, ch. 15)", () => {
  expect(demoOptionPrice(100, 100, 1, 0.2, "call")).toBeCloseTo(7.9656, 4);
  expect(demoOptionPrice(100, 100, 1, 0.2, "put")).toBeCloseTo(7.9656, 4);
  expect(demoOptionPrice(90, 100, 0, 0.2, "put")).toBe(10);
});

test("contracts expire on third Fridays and traders roll a week before", () => {
  expect(thirdFriday(2020, 3)).toBe("2020-03-20");
  const contracts = quarterlyContracts(demoSessions(readIndexBars()).sessions);
  expect(frontContract(contracts, "2020-03-11").symbol).toBe("XIFH20");
  expect(frontContract(contracts, "2020-03-12").symbol).toBe("XIFM20");
  expect(listedOption("SPX", "2020-03-20", 2800, "put").symbol).toBe("XIO   200320P02800000");
});

test("fees of a sale of 1,000 shares at 50, worked by hand for each SEC rate", () => {
  const stock = market.stock("ZFIN");
  const sale = (date: string): number => feesOf(stock, -1000, 50, "removed", date).sec;
  expect([sale("2018-05-21"), sale("2018-05-22"), sale("2019-04-16"), sale("2020-02-18")]).toEqual([
    1.155, 0.65, 1.035, 1.105,
  ]);
  // commission 1.00, ECN 3.00, SEC 1.105, TAF 0.119, NSCC 0.03, clearing 0.10
  expect(totalFees(feesOf(stock, -1000, 50, "removed", "2020-02-18"))).toBe(5.354);
  expect(feesOf(stock, 1000, 50, "added", "2020-02-18")).toMatchObject({ ecn: -2, sec: 0, taf: 0 });
});

test("times are written as the broker writes them", () => {
  expect(localTime("2020-04-17", 0)).toBe("04/17/2020 09:30:00");
  expect(localTime("2020-04-17", 23_400)).toBe("04/17/2020 16:00:00");
});

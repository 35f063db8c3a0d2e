import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot, randomStream } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { type PriceBars, RANGE_ESTIMATORS, type RangeEstimator, yangZhangVariance } from "./range.js";

const value = (estimator: RangeEstimator, bars: PriceBars): number => {
  const found = RANGE_ESTIMATORS[estimator](bars);
  if (!isDefined(found)) throw new Error(found.reason);
  return found;
};

/** Days of a random walk with drift, seen 2,000 times a day; the night moves too where it is given a variance. */
function walk(days: number, drift: number, night: number): PriceBars {
  const random = randomStream("bars");
  const steps = 2000;
  const bars = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] };
  let log = 0;
  for (let day = 0; day < days; day++) {
    log += Math.sqrt(night) * random.normal();
    let [high, low] = [log, log];
    bars.open.push(Math.exp(log));
    for (let step = 0; step < steps; step++) {
      log += drift / steps + (0.01 * random.normal()) / Math.sqrt(steps);
      if (log > high) high = log;
      if (log < low) low = log;
    }
    bars.high.push(Math.exp(high));
    bars.low.push(Math.exp(low));
    bars.close.push(Math.exp(log));
  }
  return bars;
}

it("finds the variance of a random walk; with drift and nights only those that allow for them do", () => {
  const still = walk(1500, 0, 0);
  for (const estimator of Object.keys(RANGE_ESTIMATORS) as RangeEstimator[])
    expect(value(estimator, still) / 1e-4).toSatisfy(ratio => ratio > 0.9 && ratio < 1.05);
  const moving = walk(1500, 0.01, 0.5e-4);
  expect(value("parkinson", moving) / 1e-4).toBeGreaterThan(1.2);
  expect(value("rogers_satchell", moving) / 1e-4).toSatisfy(ratio => ratio > 0.9 && ratio < 1.05);
  expect(value("yang_zhang", moving) / 1.5e-4).toSatisfy(ratio => ratio > 0.9 && ratio < 1.07);
});

// The formulas in numpy on AAPL's first 250 days, 2013-05-13 to 2014-05-08.
it("agrees with the formulas written in numpy", () => {
  const rows = readFileSync(join(packageRoot(), "node_modules/@observablehq/sample-datasets/aapl.csv"), "utf8");
  const cells = rows
    .trim()
    .split("\n")
    .slice(1, 251)
    .map(row => row.split(",").slice(1, 5).map(Number));
  const column = (at: number): number[] => cells.map(cell => cell[at]!);
  const bars = { open: column(0), high: column(1), low: column(2), close: column(3) };
  expect(value("parkinson", bars)).toBeCloseTo(0.00012692318007274367, 14);
  expect(value("garman_klass", bars)).toBeCloseTo(0.00012773478587293946, 14);
  expect(value("rogers_satchell", bars)).toBeCloseTo(0.00012692134563500974, 14);
  expect(value("yang_zhang", bars)).toBeCloseTo(0.0002512375011363938, 14);
});

it("refuses a bar whose close lies above its high, and says why there is no figure", () => {
  const bar = { open: [10, 10], high: [11, 11], low: [9, 9], close: [10, 12] };
  expect(() => yangZhangVariance(bar)).toThrow(/Day 2 opened at 10, rose to 11, fell to 9 and closed at 12/);
  expect(yangZhangVariance({ open: [10], high: [11], low: [9], close: [10] })).toMatchObject({
    reason: "no observation",
  });
});

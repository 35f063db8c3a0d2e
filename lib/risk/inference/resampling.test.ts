import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/index.js";
import { mean } from "../../numeric/index.js";
import { maxDrawdown } from "../drawdown/max-drawdown.js";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { sharpeOverPeriods } from "./annual-sharpe.js";
import { blockLength } from "./block-length.js";
import { deflatedSharpe, expectedBestSharpe } from "./deflated-sharpe.js";
import { minimumTrackRecord } from "./minimum-track-record.js";
import { sharpeDifference } from "./sharpe-difference.js";
import { bootstrapInterval, type Interval } from "./stationary-bootstrap.js";

describe("published examples", () => {
  // Bailey & López de Prado (2012): an annual ratio of 2 against 1 takes 2.73 years of days, 2.83 of weeks, 3.24 of months.
  it.each([
    [252, 2.73, 688.2080373402351],
    [52, 2.83, 147.0993465211523],
    [12, 3.24, 38.87760835733577],
  ])("minimum track record with %s periods a year is %s years", (periods, years, observations) => {
    const evidence = { sharpe: 2 / Math.sqrt(periods), skewness: 0, excessKurtosis: 0 };
    const found = minimumTrackRecord(evidence, { reference: 1 / Math.sqrt(periods) }) as number;
    expect(found).toBeCloseTo(observations, 9);
    expect(found / periods).toBeCloseTo(years, 2);
    expect(isDefined(minimumTrackRecord(evidence, { reference: 1 }))).toBe(false);
  });

  // Bailey & López de Prado (2014): annual ratio 2.5 over 1,250 days, 100 trials of variance 1/2 a year, skewness −3, kurtosis 10.
  it("deflated Sharpe ratio", () => {
    const evidence = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skewness: -3, excessKurtosis: 7 };
    expect(expectedBestSharpe({ count: 100, variance: 0.5 / 250 })).toBeCloseTo(0.11317200186513214, 12);
    expect(deflatedSharpe(evidence, { count: 100, variance: 0.5 / 250 })).toBeCloseTo(0.9003968344493903, 12);
    expect(deflatedSharpe(evidence, { count: 46, variance: 0.5 / 250 })).toBeCloseTo(0.9505017068755787, 12);
    expect(() => deflatedSharpe(evidence, { count: 0, variance: 1 })).toThrow(/0 trials/);
  });
});

describe("Memmel's test", () => {
  const { returns, benchmark } = aaplTable();

  it("has the variance of its formula, changes sign with the order, and refuses one series twice", () => {
    const forth = sharpeDifference(returns, benchmark);
    const back = sharpeDifference(benchmark, returns);
    if (!(isDefined(forth) && isDefined(back))) throw new Error("undefined");
    expect(back.statistic).toBeCloseTo(-forth.statistic, 12);
    expect(forth.pValue).toBeGreaterThan(0.05);
    expect(isDefined(sharpeDifference(returns, returns))).toBe(false);
    expect(() => sharpeDifference(returns, benchmark.subarray(1))).toThrow(/same periods/);
  });
});

describe("the stationary bootstrap", () => {
  const random = randomStream("noise");
  const noise = Float64Array.from({ length: 400 }, () => random.normal());

  it("finds the standard error of a mean of independent values, and the same again with the same seed", () => {
    const interval = bootstrapInterval(noise, mean, { seed: "a" }) as Interval;
    expect(interval.standardError).toBeCloseTo(1 / 20, 1);
    expect(interval.block).toBeLessThan(4);
    expect(interval.low).toBeLessThan(mean(noise));
    expect(interval.high).toBeGreaterThan(mean(noise));
    expect(bootstrapInterval(noise, mean, { seed: "a" })).toEqual(interval);
    expect(bootstrapInterval(noise, mean, { seed: "b" })).not.toEqual(interval);
  });

  it("takes longer blocks and a wider interval where values follow one another", () => {
    const sticky = noise.slice();
    for (let i = 1; i < sticky.length; i++) sticky[i] = 0.8 * sticky[i - 1]! + noise[i]!;
    expect(blockLength(sticky)).toBeGreaterThan(3 * blockLength(noise));
    const [plain, blocks] = [{ block: 1 }, {}].map(
      options => (bootstrapInterval(sticky, mean, options) as Interval).standardError,
    ) as [number, number];
    expect(blocks).toBeGreaterThan(1.5 * plain);
  });

  it("serves any measure, and says when it cannot", () => {
    const { returns } = aaplTable();
    const interval = bootstrapInterval(returns, maxDrawdown, { resamples: 200 }) as Interval;
    expect(interval.low).toBeGreaterThan(-1);
    expect(interval.high).toBeLessThan(0);
    expect(bootstrapInterval([0.1, 0.2], mean)).toMatchObject({ reason: "needs 20 observations, has 2" });
    expect(() => bootstrapInterval(noise, mean, { resamples: 10 })).toThrow(/10 resamples/);
  });
});

describe("a Sharpe ratio over several periods", () => {
  it("is √q times larger for independent returns, less for returns that follow one another", () => {
    const alternating = Float64Array.from({ length: 1000 }, (_, i) => 0.1 + (i % 2 === 0 ? 1 : -1));
    const { returns } = aaplTable();
    const daily = sharpeOverPeriods(returns, 1) as number;
    expect((sharpeOverPeriods(returns, 5) as number) / daily / Math.sqrt(5)).toBeCloseTo(1, 1);
    expect(sharpeOverPeriods(alternating, 2) as number).toBeGreaterThan(
      3 * (sharpeOverPeriods(alternating, 1) as number),
    );
    expect(() => sharpeOverPeriods(returns, 1.5)).toThrow(/1\.5/);
  });
});

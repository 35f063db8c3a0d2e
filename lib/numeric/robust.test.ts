import { describe, expect, it } from "vitest";
import { randomStream } from "../core/index.js";
import { median, robustScale, robustScore } from "./robust.js";

describe("the median and its deviation", () => {
  it("are those of R's median and mad for a sample with one wild value", () => {
    const { median, deviation } = robustScale(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 1e6));
    expect(median).toBe(5.5);
    expect(deviation).toBeCloseTo(3.7065055, 6); // mad(c(1:9, 1e6)) with R's 1.4826 is 3.7065
  });

  it("estimate a normal sample's mean and deviation", () => {
    const stream = randomStream("robust");
    const sample = Float64Array.from({ length: 20_000 }, () => 10 + 3 * stream.normal());
    const scale = robustScale(sample);
    expect(Math.abs(scale.median - 10)).toBeLessThan(0.08);
    expect(Math.abs(scale.deviation - 3)).toBeLessThan(0.08);
  });

  it("are undefined for no value, and spread nothing where most are equal", () => {
    expect(median(new Float64Array())).toBeNaN();
    const scale = robustScale(Float64Array.of(4, 4, 4, 9));
    expect(scale).toEqual({ median: 4, deviation: 0 });
    expect(robustScore(9, scale, 0.5)).toBe(10);
  });
});

import { describe, expect, it } from "vitest";
import { randomStream } from "../core/index.js";
import { averagePathLength, isolationForest, isolationScores } from "./isolation-forest.js";

/** A cloud of normal points in some dimensions, and one point far from it in the last place. */
function cloudAndStranger(n: number, dimensions: number, distance: number): Float64Array[] {
  const stream = randomStream("cloud");
  return Array.from({ length: dimensions }, () =>
    Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? distance : stream.normal())),
  );
}

function scoresOf(points: readonly Float64Array[], seed = "forest"): Float64Array {
  return isolationScores(isolationForest(points, { random: randomStream(seed) }), points);
}

describe("the average path length c(n)", () => {
  it("is equation 1 of Liu, Ting and Zhou", () => {
    expect(averagePathLength(256)).toBeCloseTo(10.2447709, 6);
    expect(averagePathLength(5)).toBeCloseTo(2.327020052, 8);
    expect(averagePathLength(999)).toBeCloseTo(12.9679399, 6);
    expect([0, 1, 2].map(averagePathLength)).toEqual([0, 0, 1]);
  });
});

describe("an isolation forest", () => {
  it("scores a stranger highest, near 0.8, and the cloud's middle below 0.5", () => {
    const points = cloudAndStranger(1000, 3, 9);
    const scores = scoresOf(points);
    const stranger = scores.at(-1)!;
    expect(stranger).toBeGreaterThan(0.75);
    expect(Math.max(...scores.slice(0, -1))).toBeLessThan(stranger);
    const middle = scores.filter((_, i) => points.every(values => Math.abs(values[i]!) < 0.5));
    expect(Math.max(...middle)).toBeLessThan(0.5);
  });

  it("gives the same scores for the same seed, and others for another", () => {
    const points = cloudAndStranger(300, 2, 5);
    expect(scoresOf(points)).toEqual(scoresOf(points));
    expect(scoresOf(points, "other")).not.toEqual(scoresOf(points));
  });

  it("says 0.5 of everything where points do not differ, and nothing of a single point", () => {
    expect(scoresOf([new Float64Array(256).fill(7)])).toSatisfy((scores: Float64Array) =>
      scores.every(score => Math.abs(score - 0.5) < 1e-12),
    );
    expect(scoresOf([Float64Array.of(1)])[0]).toBeNaN();
    expect(scoresOf([])).toHaveLength(0);
  });
});

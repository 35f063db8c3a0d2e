import { describe, expect, it } from "vitest";
import { drawdownEpisodes, drawdownRecord } from "./episodes.js";
import { maxAdditiveDrawdown, maxDrawdown, painIndex, ulcerIndex } from "./max-drawdown.js";
import { compound } from "./path.js";

const dates = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10"];

describe("drawdowns", () => {
  it("count the starting capital as a peak", () => {
    expect(maxDrawdown([-0.1, 0.05])).toBeCloseTo(-0.1, 15);
    expect(maxAdditiveDrawdown([-100, 50, -20])).toBe(-100);
    expect(drawdownRecord([-0.1, 0.05], dates)).toMatchObject({
      peak_date: null,
      trough_date: "2024-01-02",
      recovery_date: null,
    });
  });

  it("are episodes with peak, trough and recovery", () => {
    const returns = Float64Array.of(0.1, -0.1, -0.1, 0.3, 0, -0.2, 0.1);
    const [first, second, ...rest] = drawdownEpisodes(compound(returns).drawdowns);
    expect(first).toMatchObject({ peak: 0, trough: 2, recovery: 3, length: 2 });
    expect(first?.depth).toBeCloseTo(-0.19, 14);
    expect(second).toMatchObject({ peak: 4, trough: 5, recovery: null, length: 2 });
    expect(rest).toEqual([]);
    expect(drawdownRecord(returns, dates)).toMatchObject({
      peak_date: "2024-01-08",
      trough_date: "2024-01-09",
      recovery_date: null,
      n_episodes: 2,
      longest_underwater_obs: 2,
    });
  });

  it("are no episode where wealth comes back to the peak but for rounding", () => {
    const drawdowns = compound(Float64Array.of(0.1, -0.07, 1 / 0.93 - 1, 0, 0)).drawdowns;
    expect(drawdownEpisodes(drawdowns)).toMatchObject([{ peak: 0, trough: 1, recovery: 2, length: 1 }]);
  });

  it("weigh into the ulcer and pain indices", () => {
    expect(ulcerIndex([0, -0.1, 0])).toBeCloseTo(Math.sqrt(0.02 / 3), 14);
    expect(painIndex([0, -0.1, 0])).toBeCloseTo(0.2 / 3, 14);
  });

  it("end at −100%, and do not exist where more than everything was lost", () => {
    expect(maxDrawdown([0.1, -1, 0.2])).toBe(-1);
    expect(maxDrawdown([0.1, -1.5, 0.2])).toMatchObject({
      reason: "a return of -150.0% at index 1 loses more than everything and cannot be compounded",
    });
  });
});

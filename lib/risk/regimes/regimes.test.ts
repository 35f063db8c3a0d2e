import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { varianceChangePoints } from "./change-points.js";
import { chooseRegimes, fitRegimes } from "./fit-regimes.js";
import { forecastRegimes } from "./forecast-regimes.js";
import { ForwardBackward } from "./forward-backward.js";
import { expectedStay, logDensity, type RegimeModel } from "./regime-model.js";
import { likeliestPath } from "./viterbi.js";

const { returns, benchmark } = aaplTable();
const defined = <T>(figure: T): Exclude<T, { reason: string }> => {
  if (!isDefined(figure)) throw new Error((figure as { reason: string }).reason);
  return figure as Exclude<T, { reason: string }>;
};

const truth: RegimeModel = {
  states: 2,
  initial: Float64Array.of(0.5, 0.5),
  transition: Float64Array.of(0.98, 0.02, 0.05, 0.95),
  means: Float64Array.of(0.001, -0.002),
  deviations: Float64Array.of(0.007, 0.022),
};

function simulated(n: number, seed: string): { values: Float64Array; states: Uint8Array } {
  const random = randomStream(seed);
  const [values, states] = [new Float64Array(n), new Uint8Array(n)];
  let state = 0;
  for (let day = 0; day < n; day++) {
    if (random.uniform() > truth.transition[3 * state]!) state = 1 - state;
    states[day] = state;
    values[day] = truth.means[state]! + truth.deviations[state]! * random.normal();
  }
  return { values, states };
}

/** Every path of a short series with its probability. */
function everyPath(values: Float64Array, model: RegimeModel): { path: number[]; probability: number }[] {
  return Array.from({ length: 2 ** values.length }, (_, code) => {
    const path = Array.from(values, (__, day) => (code >> day) & 1);
    const probability = path.reduce(
      (total, state, day) =>
        total *
        (day === 0 ? model.initial[state]! : model.transition[path[day - 1]! * 2 + state]!) *
        Math.exp(logDensity(model, state, values[day]!)),
      1,
    );
    return { path, probability };
  });
}

describe("hidden regimes", () => {
  it("have the likelihood, the probabilities and the likeliest path that counting every path gives", () => {
    const values = simulated(10, "short").values;
    const paths = everyPath(values, truth);
    const total = paths.reduce((sum, { probability }) => sum + probability, 0);
    const passes = new ForwardBackward(values, 2);
    expect(passes.forward(truth)).toBeCloseTo(Math.log(total), 10);
    passes.backward(truth);
    values.forEach((_, day) => {
      const share = paths.reduce((sum, { path, probability }) => sum + (path[day] === 1 ? probability : 0), 0) / total;
      expect(passes.smoothed[2 * day + 1]).toBeCloseTo(share, 10);
    });
    const best = paths.reduce((one, other) => (other.probability > one.probability ? other : one));
    expect(Array.from(likeliestPath(values, truth))).toEqual(best.path);
  });

  it("are found again in a series made of them, and BIC finds how many there are", () => {
    const { values, states } = simulated(4000, "long");
    const { best, fits } = chooseRegimes(values, { most: 3 });
    const fit = defined(best);
    expect(fit.states).toBe(2);
    expect(fits).toHaveLength(3);
    expect(fit.deviations[0]! / 0.007).toBeCloseTo(1, 1);
    expect(fit.deviations[1]! / 0.022).toBeCloseTo(1, 1);
    expect(fit.transition[0]).toBeCloseTo(0.98, 1);
    expect(expectedStay(fit)[1]).toBeGreaterThan(12);
    const right = fit.path.reduce((count, state, day) => count + Number(state === states[day]), 0);
    expect(right / values.length).toBeGreaterThan(0.93);
    for (let day = 0; day < values.length; day += 97)
      expect(fit.smoothed[0]![day]! + fit.smoothed[1]![day]!).toBeCloseTo(1, 10);
  });

  it("are a maximum: no small move of a parameter is likelier", () => {
    const fit = defined(fitRegimes(returns));
    const passes = new ForwardBackward(returns, 2);
    const likelihood = (change: Partial<RegimeModel>): number => passes.forward({ ...fit, ...change });
    expect(likelihood({})).toBeCloseTo(fit.logLikelihood, 8);
    for (const factor of [0.98, 1.02]) {
      for (const state of [0, 1]) {
        const moved = (values: Float64Array): Float64Array => values.map((x, i) => (i === state ? x * factor : x));
        expect(likelihood({ deviations: moved(fit.deviations) })).toBeLessThan(fit.logLikelihood);
        expect(likelihood({ means: moved(fit.means) })).toBeLessThan(fit.logLikelihood);
      }
    }
  });

  it("use nothing that was not known in what they filter, and forecast towards the chain's long run", () => {
    const fit = defined(fitRegimes(benchmark));
    const passes = new ForwardBackward(benchmark.slice(0, 600), 2);
    passes.forward(fit);
    expect(passes.filtered.at(-1)).toBeCloseTo(fit.filtered[1]![599]!, 12);
    const { variances, probabilities } = forecastRegimes(fit, 400);
    const [stayCalm, stayWild] = [fit.transition[0]!, fit.transition[3]!];
    expect(probabilities.at(-1)![1]).toBeCloseTo((1 - stayCalm) / (2 - stayCalm - stayWild), 6);
    expect(variances.at(-1)! / (benchmark.reduce((sum, x) => sum + x * x, 0) / benchmark.length)).toBeCloseTo(1, 0);
  });

  it("are the same for the same seed, in percent and in fractions", () => {
    const [one, two] = [returns, returns.map(value => 100 * value)].map(series => defined(fitRegimes(series)));
    expect(fitRegimes(returns)).toEqual(one);
    expect(two!.deviations[1]! / one!.deviations[1]!).toBeCloseTo(100, 3);
    expect(two!.transition[0]).toBeCloseTo(one!.transition[0]!, 6);
  });

  it("say why there are none", () => {
    expect(fitRegimes(returns.subarray(0, 30))).toMatchObject({ reason: "needs 100 observations, has 30" });
    expect(fitRegimes(new Float64Array(300).fill(2))).toMatchObject({ reason: "all 300 observations are the same" });
    expect(fitRegimes(returns, { iterations: 2 })).toMatchObject({
      reason: "the search for 2 regimes did not converge in 2 iterations",
    });
    const spiked = returns.map((value, day) => (day % 2 === 0 ? 0 : value));
    expect(fitRegimes(spiked)).toMatchObject({ reason: expect.stringContaining("shrank onto single values") });
    expect(() => fitRegimes(returns, { states: 0 })).toThrow(/0 regimes/);
  });
});

describe("change points", () => {
  it("are found where the variance was changed", () => {
    const random = randomStream("changes");
    const values = Float64Array.from({ length: 900 }, (_, day) => random.normal() * (day >= 300 && day < 450 ? 3 : 1));
    const stretches = defined(varianceChangePoints(values));
    expect(stretches).toHaveLength(3);
    expect(Math.abs(stretches[1]!.from - 300)).toBeLessThan(12);
    expect(Math.abs(stretches[2]!.from - 450)).toBeLessThan(12);
    expect(stretches[1]!.deviation).toBeCloseTo(3, 0);
    expect(stretches.at(-1)!.to).toBe(899);
  });

  it("are the best of all ways to cut a series", () => {
    const shortest = 3;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0.1, max: 6, noNaN: true }), (seed, penalty) => {
        const random = randomStream(`cut ${seed}`);
        const values = Float64Array.from({ length: 24 }, (_, i) => random.normal() * (1 + (i >> 3)));
        const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
        const cost = (from: number, to: number): number => {
          const part = values.subarray(from, to);
          const variance = part.reduce((sum, x) => sum + (x - mean) ** 2, 0) / part.length;
          return part.length * (Math.log(variance) + 1);
        };
        const best = [-penalty];
        for (let end = 1; end <= values.length; end++) {
          const totals = Array.from(
            { length: Math.max(0, end - shortest + 1) },
            (_, from) => best[from]! + cost(from, end),
          );
          best.push(Math.min(Number.POSITIVE_INFINITY, ...totals.map(total => total + penalty)));
        }
        const found = defined(varianceChangePoints(values, { penalty, shortest }));
        const total = found.reduce((sum, { from, to }) => sum + cost(from, to + 1) + penalty, -penalty);
        expect(total).toBeCloseTo(best.at(-1)!, 8);
      }),
      { numRuns: 60 },
    );
  });

  it("are none in noise, and say why a short or constant series has no stretch", () => {
    const random = randomStream("noise");
    expect(varianceChangePoints(Float64Array.from({ length: 500 }, () => random.normal()))).toHaveLength(1);
    expect(varianceChangePoints([1, 2, 3])).toMatchObject({ reason: "needs 40 observations, has 3" });
    expect(varianceChangePoints(new Float64Array(100))).toMatchObject({ reason: expect.stringContaining("the same") });
    expect(() => varianceChangePoints(returns, { shortest: 1 })).toThrow(/shortest stretch was 1/);
  });
});

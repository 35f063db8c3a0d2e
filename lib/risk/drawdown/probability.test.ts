import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { type BrownianWealth, brownianDrawdownProbability, type DrawdownQuestion } from "./brownian.js";
import { DRAWDOWN_METHODS, drawdownProbability, scoreDrawdowns } from "./probability.js";
import { bootstrapDrawdowns, coneOf, garchDrawdowns, hitProbability } from "./simulated.js";

const { benchmark } = aaplTable();
const defined = <T>(figure: T): Exclude<T, { reason: string }> => {
  if (!isDefined(figure)) throw new Error((figure as { reason: string }).reason);
  return figure as Exclude<T, { reason: string }>;
};

/** Share of simulated paths that fall so far, `steps` looks a day. */
function simulated(
  { drift, deviation }: BrownianWealth,
  question: DrawdownQuestion,
  steps: number,
  paths: number,
): number {
  const { depth, horizon, from = 0 } = question;
  const random = randomStream(`${drift} ${depth} ${from} ${steps}`);
  const [barrier, start] = [-Math.log(1 - depth), -Math.log(1 - from)];
  let hits = 0;
  for (let path = 0; path < paths; path++) {
    let fall = start;
    for (let step = 0; step < horizon * steps && fall < barrier; step++)
      fall = Math.max(0, fall - drift / steps - (deviation / Math.sqrt(steps)) * random.normal());
    if (fall >= barrier) hits++;
  }
  return hits / paths;
}

describe("the closed form", () => {
  // Below, at and above a = μD/σ² = 1, where the sum changes its form.
  const critical = Math.sqrt(0.001 * -Math.log(0.9));
  it.each([
    [
      { drift: 0.0004, deviation: 0.01 },
      { depth: 0.1, horizon: 63 },
    ],
    [
      { drift: 0.0004, deviation: 0.01 },
      { depth: 0.1, horizon: 63, from: 0.05 },
    ],
    [
      { drift: -0.001, deviation: 0.01 },
      { depth: 0.1, horizon: 63 },
    ],
    [
      { drift: 0.001, deviation: critical },
      { depth: 0.1, horizon: 100 },
    ],
    [
      { drift: 0.003, deviation: 0.01 },
      { depth: 0.1, horizon: 250 },
    ],
  ] as const)("is what simulation finds for %o and %o, looked at daily", (wealth, question) => {
    const found = defined(brownianDrawdownProbability(wealth, question));
    expect(Math.abs(found - simulated(wealth, question, 1, 12_000))).toBeLessThan(0.02);
  });

  it("is what simulation tends to as one looks more often", () => {
    const [wealth, question] = [
      { drift: 0.0004, deviation: 0.01 },
      { depth: 0.1, horizon: 21 },
    ];
    const always = defined(brownianDrawdownProbability({ ...wealth, observed: "always" }, question));
    const often = defined(
      brownianDrawdownProbability(
        { drift: wealth.drift / 50, deviation: 0.01 / Math.sqrt(50) },
        { ...question, horizon: 1050 },
      ),
    );
    expect(often).toBeLessThan(always);
    expect(Math.abs(often - simulated(wealth, question, 50, 8000))).toBeLessThan(0.01);
  });

  // Without drift the deepest fall within T of a Brownian motion is the largest |W|: P(max|W| < D) is Feller's sum.
  it("without drift is that of the largest distance from the start", () => {
    const time = 0.36;
    let within = 0;
    for (let k = 0; k < 50; k++)
      within += (4 / Math.PI) * ((-1) ** k / (2 * k + 1)) * Math.exp((-((2 * k + 1) ** 2) * Math.PI ** 2 * time) / 8);
    const depth = 1 - Math.exp(-0.1);
    const wealth = { drift: 0, deviation: 0.01, observed: "always" as const };
    expect(defined(brownianDrawdownProbability(wealth, { depth, horizon: 36 }))).toBeCloseTo(1 - within, 12);
  });

  it("is smooth where the sum changes its form, and bounded far out", () => {
    const at = (factor: number): number =>
      defined(
        brownianDrawdownProbability(
          { drift: 0.001 * factor, deviation: critical, observed: "always" },
          { depth: 0.1, horizon: 100 },
        ),
      );
    expect(at(1)).toBeCloseTo((at(0.9999) + at(1.0001)) / 2, 7);
    expect(brownianDrawdownProbability({ drift: 0, deviation: 0.01 }, { depth: 0.9, horizon: 1 })).toBe(0);
    expect(brownianDrawdownProbability({ drift: 0, deviation: 0.01 }, { depth: 0.1, horizon: 1, from: 0.2 })).toBe(1);
    expect(brownianDrawdownProbability({ drift: 0.1, deviation: 0.01 }, { depth: 0.1, horizon: 9 })).toMatchObject({
      reason: expect.stringContaining("drift"),
    });
    expect(brownianDrawdownProbability({ drift: 0, deviation: 0 }, { depth: 0.1, horizon: 9 })).toMatchObject({
      reason: expect.stringContaining("deviation is zero"),
    });
  });
});

describe("simulated drawdowns", () => {
  it("make a cone that only widens, from where the wealth stands", () => {
    const paths = defined(garchDrawdowns(benchmark, { horizon: 40, from: 0.02, paths: 500, model: "gjr" }));
    const [median, deep] = coneOf(paths, [0.5, 0.95]);
    expect(median![0]).toBeLessThanOrEqual(-0.02);
    for (let day = 1; day < 40; day++) {
      expect(deep![day]).toBeLessThanOrEqual(deep![day - 1]!);
      expect(deep![day]).toBeLessThanOrEqual(median![day]!);
    }
    const { probability } = hitProbability(paths, { depth: -deep![39]! });
    expect(probability).toBeCloseTo(0.05, 2);
    expect(hitProbability(paths, { depth: 0.02 })).toEqual({ probability: 1, standardError: 0 });
  });

  it("are the same for the same seed, and agree with the closed form on independent normal returns", () => {
    const random = randomStream("normal");
    const noise = Float64Array.from({ length: 2000 }, () => Math.expm1(0.01 * random.normal()));
    const question = { depth: 0.08, horizon: 40 };
    const exact = defined(drawdownProbability(noise, "brownian", question));
    const drawn = defined(drawdownProbability(noise, "bootstrap", { ...question, paths: 8000 }));
    expect(Math.abs(drawn - exact)).toBeLessThan(0.03);
    const once = defined(bootstrapDrawdowns(noise, { horizon: 5, paths: 10 })).deepest;
    expect(defined(bootstrapDrawdowns(noise, { horizon: 5, paths: 10 })).deepest).toEqual(once);
  });

  it("after a storm are likelier by GARCH than by the whole past", () => {
    const calm = benchmark.slice(0, 700);
    const stormy = Float64Array.from([...calm, 0.03, -0.04, 0.035, -0.05, 0.04]);
    const question = { depth: 0.08, horizon: 21 };
    const garch = defined(drawdownProbability(stormy, "garch", question));
    expect(garch).toBeGreaterThan(2 * defined(drawdownProbability(stormy, "bootstrap", question)));
  });
});

it("scores every method on the same windows, each foretold from its past alone", () => {
  const question = { depth: 0.04, horizon: 21, window: 400, paths: 300 };
  const scores = DRAWDOWN_METHODS.map(method => defined(scoreDrawdowns(benchmark, method, question)));
  for (const { origins, brier, outcomes } of scores) {
    expect(origins).toEqual(scores[0]!.origins);
    expect(outcomes).toEqual(scores[0]!.outcomes);
    expect(brier).toBeGreaterThan(0);
    expect(brier).toBeLessThan(0.35);
  }
  const cut = defined(scoreDrawdowns(benchmark.slice(0, 463), "garch", question));
  expect(cut.forecasts[0]).toBe(scores[2]!.forecasts[0]);
  expect(scoreDrawdowns(benchmark, "bootstrap", { ...question, depth: 0.9 })).toMatchObject({
    skill: { reason: expect.stringContaining("in none of") },
  });
  expect(scoreDrawdowns(benchmark.slice(0, 100), "brownian", question)).toMatchObject({ reason: /421/ });
  expect(() => drawdownProbability(benchmark, "brownian", { depth: 10, horizon: 5 })).toThrow(/drawdown of 10/);
});
